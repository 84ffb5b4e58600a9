import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { linesWith } from './logs.js';
import { storyOf } from './story.js';

const USAGE = `Usage: npm run trace -- <request id>

Shows what one request did in all services, in the order of time, from the logs of the stack in STACK_DIR (.local
if unset). The id is the X-Request-Id of an answer, \`requestId\` of a problem or an audit entry.`;

/** Runs one command line; answers the exit code: 0 done, 1 nothing found, 2 not understood. */
export async function trace(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  repository: string,
  print: (text: string) => void,
  colours = false,
): Promise<number> {
  const [requestId, ...more] = args;
  if (!requestId || requestId.startsWith('-') || more.length > 0) {
    print(USAGE);
    return requestId === '--help' ? 0 : 2;
  }
  const dir = resolve(repository, environment['STACK_DIR'] ?? '.local');
  if (!existsSync(join(dir, 'logs'))) {
    print(`No stack has run in ${dir}. Begin with npm start, or name another folder in STACK_DIR.`);
    return 1;
  }
  const story = storyOf(await linesWith(dir, requestId), requestId, colours);
  for (const line of story) print(line);
  if (story.length === 0) print(`No log in ${join(dir, 'logs')} tells of ${requestId}.`);
  return story.length > 0 ? 0 : 1;
}
