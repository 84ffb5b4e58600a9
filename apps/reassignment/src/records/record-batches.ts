import {
  type FieldError,
  fieldErrors,
  firstOf,
  type RecordBatch,
  RecordLine,
  type RecordRowResult,
  type RowResult,
} from '@seatkeeper/contracts';
import type { z } from 'zod';
import { recordId } from './record-ids.js';
import { isOlder, type WantedRecord } from './records.js';

/** A line, by its number, that says what a record is to be. */
export interface GoodLine {
  line: number;
  record: z.output<typeof RecordLine>;
}

/** What became of a line; one that failed says why. */
export interface LineResult {
  line: number;
  result: RowResult;
  errors: FieldError[];
}

/** Answers and imports hold the errors of a thousand lines: one of a thousand unknown fields may not fill them. */
const ERRORS_KEPT = 5;
const PATH_LENGTH = 100;

export const failedLine = (line: number, errors: readonly FieldError[]): LineResult => ({
  line,
  result: 'failed',
  errors: errors
    .slice(0, ERRORS_KEPT)
    .map(({ path, message }) => ({ path: path.slice(0, PATH_LENGTH), message })),
});

/** Tells a line that holds a record from one that does not. What it says is never repeated in its errors. */
export function checkLine(line: number, value: unknown): GoodLine | LineResult {
  const read = RecordLine.safeParse(value);
  return read.success ? { line, record: read.data } : failedLine(line, fieldErrors(read.error));
}

/** Of several lines about one record the newest by its version, else the last, by the id of the record; and the others. */
export function latestLines<T extends WantedRecord>(
  accountId: string,
  lines: readonly T[],
): { latest: Map<string, T>; overtaken: T[] } {
  const latest = new Map<string, T>();
  const overtaken: T[] = [];
  for (const line of lines) {
    const id = recordId(accountId, line.type, line.externalId);
    const before = latest.get(id);
    const loses = before !== undefined && isOlder(line, before);
    if (!loses) latest.set(id, line);
    const lost = loses ? line : before;
    if (lost) overtaken.push(lost);
  }
  return { latest, overtaken };
}

const NAME_LENGTH = 200;

/** The answer to a batch: its rows are lines that count from 0. */
export function toBatch(rows: readonly unknown[], results: readonly LineResult[]): RecordBatch {
  const counts = { created: 0, updated: 0, unchanged: 0, overtaken: 0, failed: 0 };
  for (const { result } of results) counts[result] += 1;
  const items = results
    .toSorted((one, other) => one.line - other.line)
    .map(({ line, result, errors }): RecordRowResult => {
      const row = rows[line];
      const [type, externalId] = [nameIn(row, 'type'), nameIn(row, 'externalId')];
      return { index: line, type, externalId, result, detail: firstOf(errors) ?? null, errors };
    });
  return { ...counts, items };
}

function nameIn(row: unknown, field: 'type' | 'externalId'): string | null {
  const value: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, field) : undefined;
  return typeof value === 'string' ? value.slice(0, NAME_LENGTH) : null;
}
