import {
  Day,
  type Fault,
  type FieldError,
  fieldErrors,
  type ImportField,
  NewUser,
  Username,
} from '@seatkeeper/contracts';
import type { z } from 'zod';
import { cellValue } from '../custom-fields/custom-field-values.js';
import type { StoredCustomField } from '../custom-fields/custom-fields.schema.js';
import { unshielded } from '../users/custom-field-cells.js';
import type { Column } from './columns.js';

/** A row of the file as it will be worked on: a user, or what is wrong with it. */
export interface ParsedRow {
  /** As it would be stored, or else as it stands in the file; null when there is none. */
  username: string | null;
  user?: z.output<typeof NewUser>;
  /** The day on which the user joins. */
  joinsOn?: string;
  fieldErrors: FieldError[];
  /** Whom the file names as manager, as written. */
  manager?: string;
}

type Columns = readonly (Column | '')[];

/** Offices and products stand in one cell, as spreadsheets leave no other way. */
const SEVERAL = /\s*[;|]\s*/;

export function parseRow(
  columns: Columns,
  cells: readonly string[],
  fields: readonly StoredCustomField[] = [],
): ParsedRow {
  const values = new Map<Column, string>();
  cells.forEach((cell, index) => {
    const field = columns[index];
    const value = unshielded(cell.trim()).trim();
    if (field && value) values.set(field, value);
  });
  const manager = values.get('manager');
  const parsed = NewUser.safeParse(candidate(values, fields));
  const joinsOn = Day.optional().safeParse(values.get('joinsOn'));
  const wrong = [
    ...surplus(columns, cells),
    ...(parsed.success ? [] : fieldErrors(parsed.error)),
    ...(joinsOn.success ? [] : fieldErrors(joinsOn.error, ['joinsOn'])),
  ];
  return {
    username: usernameIn(values.get('username')),
    ...(parsed.success && wrong.length === 0 && { user: parsed.data }),
    ...(joinsOn.data !== undefined && { joinsOn: joinsOn.data }),
    fieldErrors: wrong,
    ...(manager && { manager }),
  };
}

/** An address as it is stored and compared, or null for what is none. */
export function usernameOf(text: string): string | null {
  const parsed = Username.safeParse(text);
  return parsed.success ? parsed.data : null;
}

const usernameIn = (text: string | undefined): string | null =>
  text === undefined ? null : (usernameOf(text) ?? text.slice(0, 254));

/** Cells beyond the header mean that something slipped; those that are empty are only commas. */
function surplus(columns: Columns, cells: readonly string[]): FieldError[] {
  if (!cells.slice(columns.length).some((cell) => cell.trim())) return [];
  return [{ path: 'row', message: `Has ${cells.length} cells, but the file has ${columns.length} columns` }];
}

const CUSTOM = 'custom:';

/** What nobody wrote is left out, save what nobody may leave out: there the schema says so. */
function candidate(values: ReadonlyMap<Column, string>, fields: readonly StoredCustomField[]): object {
  const list = (field: ImportField) => values.get(field)?.split(SEVERAL).filter(Boolean);
  const phones = given({
    office: values.get('officePhone'),
    extension: values.get('extension'),
    cell: values.get('cell'),
  });
  const address = given({
    street: values.get('street'),
    city: values.get('city'),
    region: values.get('region'),
    postalCode: values.get('postalCode'),
    country: values.get('country'),
  });
  const products = list('products');
  const custom = [...values].filter(([column]) => column.startsWith(CUSTOM));
  return {
    username: values.get('username') ?? '',
    firstName: values.get('firstName') ?? '',
    lastName: values.get('lastName') ?? '',
    email: values.get('email'),
    title: values.get('title'),
    department: values.get('department'),
    seniority: values.get('seniority'),
    offices: list('offices'),
    locale: values.get('locale'),
    type: values.get('type')?.toLowerCase(),
    ...(custom.length > 0 && {
      customFields: Object.fromEntries(
        custom.map(([column, cell]) => {
          const name = column.slice(CUSTOM.length);
          return [
            name,
            cellValue(
              fields.find(({ key }) => key === name),
              cell,
            ),
          ];
        }),
      ),
    }),
    ...(products?.length && { products }),
    ...(phones && { phones }),
    ...(address && { address }),
  };
}

function given(fields: Record<string, string | undefined>): Record<string, string> | undefined {
  const entries = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** What a row says when it failed. */
export interface Failure {
  code: string;
  detail: string;
  errors: FieldError[];
}

export const invalidRow = (errors: readonly FieldError[]): Failure => ({
  code: 'validation-failed',
  detail: `${errors.map(({ path, message }) => `${path}: ${message}`).join('; ')}.`,
  errors: [...errors],
});

/** What every row says that was not begun before whoever began the import lost the right to. */
export const authorStopped: Failure = {
  code: 'forbidden',
  detail: 'Whoever began the import may not invite people any more, so it was stopped before this row.',
  errors: [],
};

/** The second of two is refused whichever of them is worked on first. */
export const duplicateRow = (line: number): Failure => ({
  code: 'username-taken',
  detail: `Line ${line} of this file has the same username.`,
  errors: [],
});

export function failureOf(fault: Fault): Failure {
  const { code, errors = [] } = fault;
  if (code === 'validation-failed' && errors.length > 0) return invalidRow(errors);
  return { code, detail: fault.message, errors };
}
