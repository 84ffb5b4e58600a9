import type { Model } from 'mongoose';
import type { Stored } from './collection.js';
import { formOf, OTHER } from './forms.js';

/** Casts and validates a new document and answers it as it will be stored; rejects with what Mongoose finds wrong. */
export async function checkedDocument(model: Model<Stored>, given: object): Promise<Record<string, unknown>> {
  const copy = formOf(model.schema)(given);
  return copy === OTHER ? castDocument(model, given) : (copy as Record<string, unknown>);
}

/** The same by Mongoose alone, which takes several times as long. */
export async function castDocument(model: Model<Stored>, given: object): Promise<Record<string, unknown>> {
  const document = new model(given);
  await document.validate();
  const plain = document.toObject<Record<string, unknown>>({ flattenMaps: true });
  // Mongoose makes up an empty object for every group of fields that was not given: `lease: {}` is not `no lease`.
  const groups = Object.keys((model.schema as unknown as { nested: Record<string, true> }).nested);
  for (const path of groups.sort((a, b) => b.length - a.length))
    dropUnlessGiven(plain, given, path.split('.'));
  return plain;
}

function dropUnlessGiven(plain: Record<string, unknown>, given: object, path: readonly string[]): void {
  const [step = '', ...rest] = path;
  const value = plain[step];
  if (!isRecord(value)) return;
  const original = (given as Record<string, unknown>)[step];
  if (rest.length > 0) dropUnlessGiven(value, isRecord(original) ? original : {}, rest);
  else if (original === undefined && Object.keys(value).length === 0) delete plain[step];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
