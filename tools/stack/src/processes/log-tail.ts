import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const BYTES = 16_384;

/** The last lines of a log, or an empty text if there is none. */
export function logTail(file: string, lines = 15): string {
  let log: number;
  try {
    log = openSync(file, 'r');
  } catch {
    return '';
  }
  const { size } = fstatSync(log);
  const buffer = Buffer.alloc(Math.min(size, BYTES));
  readSync(log, buffer, 0, buffer.length, size - buffer.length);
  closeSync(log);
  return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
