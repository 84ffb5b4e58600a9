import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const BYTES = 16_384;
/** A line of JSON can carry a whole stack trace. */
const LONGEST_LINE = 300;

/** The last lines of a log, long ones cut, or an empty text if there is none. */
export function logTail(file: string, lines = 8): string {
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
  const tail = buffer.toString('utf8').trimEnd().split('\n').slice(-lines);
  return tail.map((line) => line.slice(0, LONGEST_LINE)).join('\n');
}
