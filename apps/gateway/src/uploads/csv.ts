import { Fault } from '@seatkeeper/contracts';
import { type CsvError, parse } from 'csv-parse';
import { pipeline } from 'node:stream';
import { atMost } from './upload-stream.js';
import { onlyUtf8 } from './utf8.js';

export interface CsvRow {
  /** The line of the file on which the row begins, the header being on line 1. */
  line: number;
  cells: string[];
}

const LONGEST_CELL = 5_000;
const LONGEST_ROW_BYTES = 1024 * 1024;
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * The rows of a CSV file (RFC 4180; UTF-8 with or without BOM; commas, semicolons as spreadsheets of some
 * countries write, or tabs). Rows may be shorter or longer than the header: what that means is not for the
 * parser to say. Rejects with `validation-failed` where quotes do not match.
 */
export async function* readCsv(file: AsyncIterable<Buffer>, limitBytes: number): AsyncGenerator<CsvRow> {
  const text = onlyUtf8(atMost(file, limitBytes), otherEncoding);
  const first = await text.next();
  if (first.done) return;
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(first.value.toString()),
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW_BYTES,
  });
  pipeline(withFirst(first.value, text), parser, () => undefined);
  try {
    for await (const row of parser as AsyncIterable<{
      record: string[];
      raw: string;
      info: { lines: number };
    }>) {
      const cells = row.record.map((cell) => cell.slice(0, LONGEST_CELL));
      yield { line: row.info.lines - breaksInside(row.raw), cells };
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    const { code, lines } = error as CsvError & { lines?: number };
    if (!code?.startsWith('CSV_')) throw error;
    throw invalid(sentences[code] ?? 'The file is not valid CSV', lines);
  }
}

const sentences: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quoted cell is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'A quote stands where a cell goes on; double it to write a quote',
  INVALID_OPENING_QUOTE: 'A quote stands inside a cell that does not begin with one',
  CSV_MAX_RECORD_SIZE: 'A row is longer than 1 MB; a quote may be missing',
};

const otherEncoding = (line: number): Fault =>
  new Fault('validation-failed', {
    detail:
      `The file is not in UTF-8: the letters of line ${line} would be lost. Save it as “CSV UTF-8” and send it again. ` +
      'Nobody was invited.',
    errors: [{ path: `line ${line}`, message: 'Expected UTF-8' }],
  });

const invalid = (message: string, line: number | undefined): Fault =>
  new Fault('validation-failed', {
    detail: `${message}${line === undefined ? '' : ` (line ${line})`}. Nobody was invited.`,
    errors: [{ path: line === undefined ? 'file' : `line ${line}`, message }],
  });

async function* withFirst(first: Buffer, others: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* others;
}

function delimiterOf(text: string): string {
  const header = text.split(/\r?\n/, 1)[0] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** `info.lines` counts to the end of a row; a quoted cell may hold line breaks. */
const breaksInside = (raw: string): number => raw.replace(/\r?\n$/, '').split(/\r?\n/).length - 1;
