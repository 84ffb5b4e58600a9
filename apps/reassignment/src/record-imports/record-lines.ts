import { type FieldError, fieldErrors, RecordLine } from '@seatkeeper/contracts';
import type { z } from 'zod';

export interface SentLine {
  line: number;
  text: string;
}

export interface LineFailure {
  line: number;
  detail: string;
  errors: FieldError[];
}

export interface GoodLine {
  line: number;
  record: z.output<typeof RecordLine>;
}

/** Failures are kept in the import's document: a line of a thousand unknown fields may not fill it. */
const ERRORS_KEPT = 5;
const PATH_LENGTH = 100;

export const failed = (line: number, errors: readonly FieldError[]): LineFailure => ({
  line,
  detail: 'Some fields are not valid.',
  errors: errors
    .slice(0, ERRORS_KEPT)
    .map(({ path, message }) => ({ path: path.slice(0, PATH_LENGTH), message })),
});

/** Tells the lines that hold a record from those that do not. What a line says is never repeated in its failure. */
export function readLines(sent: readonly SentLine[]): { good: GoodLine[]; failures: LineFailure[] } {
  const good: GoodLine[] = [];
  const failures: LineFailure[] = [];
  for (const each of sent) {
    const read = readLine(each);
    if ('record' in read) good.push(read);
    else failures.push(read);
  }
  return { good, failures };
}

function readLine({ line, text }: SentLine): GoodLine | LineFailure {
  const parsed = parseJson(text);
  if (!parsed) return { line, detail: 'The line is not JSON.', errors: [] };
  const read = RecordLine.safeParse(parsed.value);
  return read.success ? { line, record: read.data } : failed(line, fieldErrors(read.error));
}

/** A file may begin with a byte order mark. */
function parseJson(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) };
  } catch {
    return null;
  }
}
