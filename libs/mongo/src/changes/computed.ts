import type { EventContract } from '@seatkeeper/contracts';
import type { z } from 'zod';
import { type NewEvent, newEvent, outboxEntries } from '../outbox/event.js';
import { refuseOwnFields, type Values } from './update.js';

/** What a field holds before the write, or one more than that: known to the database alone when the write is sent. */
export class StoredValue {
  constructor(
    readonly path: string,
    readonly plus = 0,
  ) {}
}

/** The value of a field, by its path, as the document has it before the write. */
export const stored = (path: string): StoredValue => new StoredValue(path);

/** One more than the number in a field, by its path. */
export const oneMore = (path: string): StoredValue => new StoredValue(path, 1);

/** How `changeFirst` changes the document it finds. */
export interface ComputedChange<T> {
  set?: Values<{ [F in keyof T]: T[F] | StoredValue }>;
  unset?: readonly string[];
}

/** Data of an event of which the document that is found knows a part. */
type ComputedData<D> = { [K in keyof D]: D[K] | StoredValue };

/** An event about the document that is found. Its data are held to the contract by the compiler and by who hears it. */
export const eventOfFound = <C extends EventContract>(
  contract: C,
  data: ComputedData<z.input<C['data']>>,
  at: Date,
): NewEvent => newEvent(contract, '', data, at);

type Stage = Record<string, unknown>;

/**
 * The stages of an update that sets what the document itself is needed for. What comes from a caller stands as a
 * literal, so that a text that begins with a dollar sign is a text. With `keepsVersion` nobody who decides by the version
 * is overtaken.
 */
export function computedStages<T>(
  { set = {}, unset = [] }: ComputedChange<T>,
  events: readonly NewEvent[],
  now: Date,
  keepsVersion = false,
): Stage[] {
  refuseOwnFields({ $set: set, $unset: Object.fromEntries(unset.map((path) => [path, 1])) });
  const assigned = Object.entries(set).filter(([, value]) => value !== undefined);
  const values: Stage = Object.fromEntries(assigned.map(([path, value]) => [path, expressionOf(value)]));
  for (const path of unset) values[path] = '$$REMOVE';
  const version = keepsVersion ? '$version' : { $add: ['$version', 1] };
  values.version = version;
  if (events.length > 0) {
    const entries = outboxEntries(events, 0).map((entry) => ({
      ...literals(entry),
      subject: '$_id',
      sequence: version,
      data: literals(entry.data as object),
    }));
    values.outbox = { $concatArrays: [{ $ifNull: ['$outbox', []] }, entries] };
    // A field that is not there is no candidate for the least.
    values.outboxAt = { $min: ['$outboxAt', now] };
  }
  return [{ $set: values }];
}

/** The same for a document that was read: what it makes of a field, or of the data of an event, in place of what the database would. */
export const computedFrom = <V extends object>(doc: object, values: V): V =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, valueFrom(doc, value)])) as V;

function valueFrom(doc: object, value: unknown): unknown {
  if (!(value instanceof StoredValue)) return value;
  const there = value.path.split('.').reduce<unknown>((at, step) => (at as Stage | undefined)?.[step], doc);
  return value.plus === 0 ? there : Number(there) + value.plus;
}

const literals = (values: object): Stage =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, expressionOf(value)]),
  );

const expressionOf = (value: unknown): unknown => {
  if (!(value instanceof StoredValue)) return { $literal: value };
  return value.plus === 0 ? `$${value.path}` : { $add: [`$${value.path}`, value.plus] };
};
