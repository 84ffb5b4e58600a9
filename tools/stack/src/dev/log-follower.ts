import { closeSync, fstatSync, openSync, readSync, watch } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

interface Followed {
  readonly file: number;
  readonly decoder: StringDecoder;
  position: number;
  rest: string;
}

/**
 * Hands on what processes write to their logs, line by line. The processes write to files and not to a pipe, so that
 * they live on and are heard when the one that follows them is gone.
 */
export function followLogs(
  dir: string,
  names: readonly string[],
  print: (name: string, line: string) => void,
  signal: AbortSignal,
): void {
  const followed = new Map<string, Followed>();
  for (const name of names) {
    const file = openSync(join(dir, `${name}.log`), 'r');
    followed.set(name, { file, decoder: new StringDecoder('utf8'), position: 0, rest: '' });
  }
  const read = (name: string) => {
    const log = followed.get(name);
    if (log) for (const line of newLines(log)) print(name, line);
  };
  const watcher = watch(dir, { signal }, (_event, changed) => read(String(changed).replace(/\.log$/, '')));
  // The watch ends with the signal, and Node reports that as an error.
  watcher.on('error', () => {});
  for (const name of names) read(name);
  signal.addEventListener('abort', () => followed.forEach(({ file }) => closeSync(file)), { once: true });
}

function newLines(log: Followed): string[] {
  const { size } = fstatSync(log.file);
  const buffer = Buffer.alloc(Math.max(size - log.position, 0));
  log.position += readSync(log.file, buffer, 0, buffer.length, log.position);
  const lines = (log.rest + log.decoder.write(buffer)).split('\n');
  log.rest = lines.pop() ?? '';
  return lines.filter((line) => line !== '');
}
