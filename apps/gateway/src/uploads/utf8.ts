import { isUtf8 } from 'node:buffer';

const NEW_LINE = 0x0a;

/**
 * Passes a text on while it is in UTF-8; throws what `refuse` makes of the number of the first line that is not. Any
 * other encoding would be read with wrong letters, and nobody can tell which one was meant.
 */
export async function* onlyUtf8(
  chunks: AsyncIterable<Buffer>,
  refuse: (line: number) => Error,
): AsyncGenerator<Buffer> {
  let line = 1;
  /** The beginning of a character whose end is in the next chunk. */
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.length - unfinished(bytes);
    const text = bytes.subarray(0, end);
    rest = bytes.subarray(end);
    if (!isUtf8(text)) throw refuse(line + linesBefore(text, firstWrongLine(text)));
    line += linesBefore(text, text.length);
    yield text;
  }
  if (rest.length > 0) throw refuse(line);
}

/** How many bytes at the end begin a character and do not finish it: three at most. */
function unfinished(bytes: Buffer): number {
  for (let length = 1; length <= Math.min(3, bytes.length); length += 1) {
    const byte = bytes[bytes.length - length] ?? 0;
    if (byte >= 0xc0) return length < sizeOf(byte) ? length : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

const sizeOf = (first: number): number => (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2);

/** Where the first line begins that is not in UTF-8. A line break is never a part of another character. */
function firstWrongLine(text: Buffer): number {
  let start = 0;
  for (;;) {
    const end = text.indexOf(NEW_LINE, start);
    if (end === -1 || !isUtf8(text.subarray(start, end))) return start;
    start = end + 1;
  }
}

function linesBefore(text: Buffer, end: number): number {
  let lines = 0;
  for (let at = text.indexOf(NEW_LINE); at !== -1 && at < end; at = text.indexOf(NEW_LINE, at + 1))
    lines += 1;
  return lines;
}
