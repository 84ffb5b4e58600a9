import type { Model } from 'mongoose';
import { HIDDEN_FIELDS, type Stored } from '../schema/collection.js';
import { type NewEvent, type OutboxEntry, outboxEntries } from '../outbox/event.js';
import { checkedOperations } from './checked.js';
import { type Change, changeOperations, type Operations } from './update.js';

const MOST_UNPUBLISHED = 100;

/** No document matches of which so many events wait to be published that it takes no more. */
export const HAS_ROOM = { [`outbox.${MOST_UNPUBLISHED - 1}`]: { $exists: false } };

/** One write of a change together with its events, which only a document matches that is still at its version. */
export interface VersionedWrite {
  readonly filter: Record<string, unknown>;
  readonly operations: Operations;
  readonly entries: readonly OutboxEntry[];
}

export function versionedWrite<T extends Stored>(
  { _id, accountId, version }: T,
  change: Change<T>,
  events: readonly NewEvent[],
): VersionedWrite {
  const operations = changeOperations(change);
  operations.$inc = { ...operations.$inc, version: 1 };
  const filter: Record<string, unknown> = { _id, accountId, version };
  const entries = outboxEntries(events, version + 1);
  if (entries.length > 0) {
    Object.assign(filter, HAS_ROOM);
    operations.$push = { ...operations.$push, outbox: { $each: entries } };
    operations.$min = { ...operations.$min, outboxAt: new Date() };
  }
  return { filter, operations, entries };
}

const SHOWN = Object.fromEntries(HIDDEN_FIELDS.map((field) => [field, 0]));

/** Changes the document that matches, and answers it as it is afterwards. Values are cast and checked. */
export async function findAndChange<T>(
  model: Model<Stored>,
  filter: Record<string, unknown>,
  operations: Operations,
): Promise<T | null> {
  const options = { returnDocument: 'after' } as const;
  const checked = checkedOperations(model.schema, operations);
  if (checked)
    return (await model.collection.findOneAndUpdate(filter, checked, {
      ...options,
      projection: SHOWN,
    })) as T | null;
  return model
    .findOneAndUpdate(filter, operations, { ...options, runValidators: true })
    .lean<T>()
    .exec();
}
