import { stringify } from 'csv-stringify/sync';

/** Without it Excel takes UTF-8 for something else, and spoils every accent. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Rows as RFC 4180 has them, with an apostrophe in front of what a spreadsheet would run. Quoted is whatever another reader
 * could take for the end of a cell or row.
 */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  stringify(rows as string[][], {
    record_delimiter: 'windows',
    escape_formulas: true,
    quoted_match: /[\r\n;\t]/,
  });

export const csvBeginning = (header: readonly string[]): string => BYTE_ORDER_MARK + csvText([header]);
