import type { StoredUser } from './users.schema.js';

type Value = StoredUser['customFields'][string];

/** Numbers, truth values, and texts in quotes, as JSON writes them. */
const LITERAL = /^(?:true|false|-?\d|")/;

/** The literal that a cell holds; undefined for any other text, which is itself. */
function literalIn(text: string): Value | undefined {
  if (!LITERAL.test(text)) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' ? undefined : (value as Value);
  } catch {
    return undefined;
  }
}

/** A custom field as a cell of a table: a text that could be taken for a number, or loses its blanks, stands in quotes. */
export const cellOf = (value: Value): string =>
  typeof value === 'string' && value !== '' && value === value.trim() && literalIn(value) === undefined
    ? value
    : JSON.stringify(value);

/** What a cell of a custom field means; `cellOf` reads back as it was. */
export const valueOf = (cell: string): Value => literalIn(cell) ?? cell;

/**
 * A spreadsheet runs cells that begin like this; exports, ours among them, put an apostrophe in front. What began with one
 * itself has two.
 */
const SHIELDED = /^'+[=+\-@\t\r＝＋－＠]/;

/** A cell without the apostrophe that kept it from being run. */
export const unshielded = (cell: string): string => (SHIELDED.test(cell) ? cell.slice(1) : cell);

/** A cell that would lose an apostrophe of its own on its way back gets another one. */
export const shielded = (cell: string): string => (SHIELDED.test(cell) ? `'${cell}` : cell);
