import type { Model, mongo } from 'mongoose';
import { DuplicateKey, guarded } from '../connection/failures.js';
import type { NewEvent, OutboxEntry } from '../outbox/event.js';
import type { OutboxDocument } from '../outbox/pending.js';
import type { Stored } from '../schema/collection.js';
import { partialResult } from './bulk.js';
import { type ComputedChange, computedFrom } from './computed.js';
import type { Values } from './update.js';
import { type VersionedWrite, versionedWrite } from './versioned.js';

/** A document as it was read, fields of it that change as wholes, and the events that say so: at least one, by which its write is known. */
export interface EachChange<T extends Stored> {
  readonly doc: T;
  readonly change: Pick<ComputedChange<T>, 'set'>;
  readonly events: readonly NewEvent[];
}

/** The document at its new version; null when somebody was faster; or what refused it. */
export type EachOutcome<T> = T | DuplicateKey | null;

interface Done<T> {
  readonly outcome: EachOutcome<T>;
  /** What is to be published; none where nothing was written. */
  readonly entries: readonly OutboxEntry[];
}

/**
 * Writes many changes by one command, each of which stands or falls by the version of its own document. What they make of the
 * documents is not read back: who matched by the version knows all that was there.
 */
export async function changeEach<T extends Stored>(
  model: Model<Stored>,
  changes: readonly EachChange<T>[],
): Promise<Done<T>[]> {
  const results = changes.map(({ doc, change: { set = {} } }) => computedFrom(doc, withoutUndefined(set)));
  const writes = changes.map(({ doc, events }, n) =>
    versionedWrite(
      doc,
      { set: results[n] as Values<T> },
      events.map((each) => eventAbout(doc, each)),
    ),
  );
  const { matched, duplicates } = await writeAll(model, writes);
  const refused = new Map(duplicates.map(({ position, index }) => [position, index]));
  const isAll = matched === writes.length - refused.size;
  const missed = isAll ? new Set<string>() : await missedBy(model, writes);
  return changes.map(({ doc }, n) => {
    const index = refused.get(n);
    if (index !== undefined) return { outcome: new DuplicateKey(index), entries: [] };
    if (missed.has(doc._id)) return { outcome: null, entries: [] };
    return { outcome: { ...doc, ...results[n], version: doc.version + 1 }, entries: writes[n]!.entries };
  });
}

async function writeAll(model: Model<Stored>, writes: readonly VersionedWrite[]) {
  const operations = writes.map(({ filter, operations: update }) => ({ updateOne: { filter, update } }));
  try {
    const result = await guarded(() => rawOf(model).bulkWrite(operations, { ordered: false }));
    return { matched: result.matchedCount, duplicates: [] };
  } catch (error) {
    return partialResult(error);
  }
}

/**
 * The command says how many matched, and not which: those hold their event. One that a sweeper has published and taken out
 * by now, seconds later, counts as missed, which a caller learns as from a write whose answer was lost.
 */
async function missedBy(model: Model<Stored>, writes: readonly VersionedWrite[]): Promise<Set<string>> {
  const found = await guarded(() =>
    rawOf(model)
      .find(
        { $or: writes.map(({ filter: { _id, accountId } }) => ({ _id, accountId })) as never },
        { projection: { 'outbox.id': 1 } },
      )
      .toArray(),
  );
  const there = new Set(found.flatMap(({ outbox = [] }) => outbox.map(({ id }) => id)));
  const missed = writes.filter(({ entries }) => !there.has(entries[0]?.id ?? ''));
  return new Set(missed.map(({ filter }) => String(filter._id)));
}

const rawOf = (model: Model<Stored>) => model.collection as unknown as mongo.Collection<OutboxDocument>;

const withoutUndefined = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

const eventAbout = (doc: Stored, told: NewEvent): NewEvent => ({
  ...told,
  subject: doc._id,
  data: computedFrom(doc, told.data as object),
});
