import { type CustomFieldType, Fault } from '@seatkeeper/contracts';
import { listedIn } from '@seatkeeper/text';
import { fit, unknownField } from '../custom-fields/custom-field-values.js';
import type { StoredCustomField } from '../custom-fields/custom-fields.schema.js';
import { customKeyOf } from '../users/custom-keys.js';
import type { CustomCondition, UserQuery } from '../users/user-lists.js';

type Fields = readonly StoredCustomField[];
type Conditions = NonNullable<UserQuery['custom']>;

const RANGED: readonly CustomFieldType[] = ['number', 'date'];

/**
 * What a list asks of custom fields, as `bar`, `hired.from` and so on, in values as lists compare them. Throws `validation-failed` for a
 * field that is not defined, and a value that it cannot have: it would find nobody, and be taken for an answer.
 */
export function customConditions(fields: Fields, asked: Readonly<Record<string, string>>): Conditions {
  const conditions: Record<string, CustomCondition> = {};
  for (const [name, text] of Object.entries(asked)) {
    const [key = '', end] = name.split('.') as [string, ('from' | 'to')?];
    const path = `custom.${name}`;
    const field = definedField(fields, key, path);
    if (end && !RANGED.includes(field.type))
      throw invalid(path, `Only numbers and dates have a range: leave out .${end}`);
    const keys = (end ? [text.trim()] : listedIn(text)).map((said) => keyOf(field, said, path));
    if (keys.length === 0) throw invalid(path, `Expected a value of ${field.label}`);
    conditions[key] = { ...conditions[key], ...(end ? { [end]: keys[0] } : { any: keys }) };
  }
  return conditions;
}

/** Throws `validation-failed`, naming the key. */
export function definedField(fields: Fields, key: string, path: string): StoredCustomField {
  const field = fields.find((each) => each.key === key);
  if (!field) throw invalid(path, unknownField(fields, key));
  return field;
}

/** One value out of an address, where everything is text. */
function keyOf(field: StoredCustomField, said: string, path: string): string {
  const fitted = fit(field, read(field, said));
  if ('message' in fitted) throw invalid(path, fitted.message);
  return customKeyOf(fitted.value);
}

const read = ({ type }: StoredCustomField, said: string): string | number | boolean => {
  if (type === 'number') return NUMBER.test(said) ? Number(said) : said;
  if (type === 'yes-no') return said === 'true' || (said === 'false' ? false : said);
  return said;
};
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

const invalid = (path: string, message: string): Fault =>
  new Fault('validation-failed', { errors: [{ path, message }] });
