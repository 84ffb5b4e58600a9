import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LogLine } from './story.js';

/** The lines of all logs of a stack in which a text occurs, those of its run before the present one included. */
export async function linesWith(dir: string, text: string): Promise<LogLine[]> {
  const logs = join(dir, 'logs');
  if (!existsSync(logs)) return [];
  const found: LogLine[] = [];
  for (const file of readdirSync(logs).filter((name) => name.endsWith('.log')))
    for await (const line of createInterface({ input: createReadStream(join(logs, file)) }))
      if (line.includes(text)) found.push({ name: file.replace(/(\.previous)?\.log$/, ''), text: line });
  return found;
}
