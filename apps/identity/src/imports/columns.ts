import { CUSTOM_FIELD_COLUMN, Fault, importColumns, type ImportField } from '@seatkeeper/contracts';

/** `First Name [Required]`, `first_name` and `firstName` are one. */
const normalized = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\[[^\]]*\]/g, '')
    .replace(/[^a-z0-9]/g, '');

const FIELD_OF = new Map(
  Object.entries(importColumns).flatMap(([field, { names }]) =>
    names.map((name) => [normalized(name), field as ImportField]),
  ),
);

/** A field of a user, or a custom field by its name. */
export type Column = ImportField | `custom:${string}`;

const CUSTOM = new RegExp(`^\\s*${CUSTOM_FIELD_COLUMN.trim()}\\s*([A-Za-z][\\w-]{0,39})\\s*$`, 'i');

/** The name of a custom field, which keeps its capitals, unlike the names of columns. */
const customIn = (name: string): Column | undefined => {
  const [, field] = CUSTOM.exec(name) ?? [];
  return field === undefined ? undefined : `custom:${field}`;
};

/**
 * Which field each column of a file is, empty for those that are not read; of two that mean the same, the first.
 * Where no column is called a username, the e-mail address is it, as in Google's export.
 */
export function columnsOf(header: readonly string[]): (Column | '')[] {
  const seen = new Set<Column>();
  const columns = header.map((name): Column | '' => {
    const field = customIn(name) ?? FIELD_OF.get(normalized(name));
    if (!field || seen.has(field)) return '';
    seen.add(field);
    return field;
  });
  return seen.has('username') ? columns : columns.map((field) => (field === 'email' ? 'username' : field));
}

const NEEDED = {
  username: 'a username or e-mail address',
  firstName: 'a first name',
  lastName: 'a last name',
};

/** Refuses a file in which no row could become a user. */
export function refuseHeader(columns: readonly (Column | '')[]): Fault | null {
  const errors = Object.entries(NEEDED)
    .filter(([field]) => !columns.includes(field as ImportField))
    .map(([field, meaning]) => ({ path: field, message: `No column of the file holds ${meaning}` }));
  if (errors.length === 0) return null;
  return new Fault('validation-failed', {
    detail: `The first line has to name the columns. ${errors.map(({ message }) => message).join('; ')}.`,
    errors,
  });
}
