import type { Schema } from 'mongoose';
import { OTHER, type Place, placeAt } from '../schema/forms.js';
import type { Operations } from './update.js';

type Checked = (place: Place, value: unknown) => unknown;

const value: Checked = (place, given) => place.value(given);

/** What each operator may write where, as a copy. What is not here is left to Mongoose. */
const CHECKS: Readonly<Record<string, Checked>> = {
  $set: value,
  $min: value,
  $max: value,
  $unset: ({ isRequired }, given) => (isRequired ? OTHER : given),
  $inc: ({ isNumber }, given) => (isNumber && Number.isFinite(given) ? given : OTHER),
  $push: (place, given) => (isList(given) ? pushedList(place, given) : place.element(given)),
};

/**
 * The operators with copies of their values, if all are as the schema says and Mongoose would neither cast nor refuse
 * any: it takes several times as long to say so. Null otherwise.
 */
export function checkedOperations(schema: Schema, operations: Operations): Operations | null {
  const checked: Operations = {};
  for (const [operator, values] of Object.entries(operations)) {
    const check = CHECKS[operator];
    if (!check) return null;
    const written: Record<string, unknown> = {};
    for (const [path, given] of Object.entries(values)) {
      const place = placeAt(schema, path);
      const copy = place ? check(place, given) : OTHER;
      if (copy === OTHER) return null;
      written[path] = copy;
    }
    checked[operator] = written;
  }
  return checked;
}

interface List {
  readonly $each: readonly unknown[];
  readonly $slice?: number;
}

const isList = (given: unknown): given is List =>
  typeof given === 'object' && given !== null && '$each' in given && Array.isArray(given.$each);

function pushedList(place: Place, { $each, ...rest }: List): unknown {
  const entries = $each.map((entry) => place.element(entry));
  const isKnown = Object.entries(rest).every(([name, slice]) => name === '$slice' && Number.isInteger(slice));
  return isKnown && !entries.includes(OTHER) ? { $each: entries, ...rest } : OTHER;
}
