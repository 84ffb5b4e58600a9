import type { FieldError } from '@seatkeeper/contracts';
import { checkLine, failedLine, type GoodLine } from '../records/record-batches.js';

export interface SentLine {
  line: number;
  text: string;
}

export interface LineFailure {
  line: number;
  detail: string;
  errors: FieldError[];
}

export const failed = (line: number, errors: readonly FieldError[]): LineFailure => ({
  line,
  detail: 'Some fields are not valid.',
  errors: failedLine(line, errors).errors,
});

/** Tells the lines that hold a record from those that do not. */
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
  const checked = checkLine(line, parsed.value);
  return 'record' in checked ? checked : failed(line, checked.errors);
}

/** A file may begin with a byte order mark. */
function parseJson(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) };
  } catch {
    return null;
  }
}
