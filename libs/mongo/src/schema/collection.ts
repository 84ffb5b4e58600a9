import { Inject } from '@nestjs/common';
import mongoose from 'mongoose';
import { type Awaited, MINUTE_MS } from './awaited.js';

/** What every stored document has. `version` starts at 1 and counts the changes that events tell of. */
export interface Stored {
  _id: string;
  accountId: string;
  version: number;
}

export interface IndexSpec {
  /** Shown in errors and by DuplicateKey: name it for its meaning, for example `one-user-per-username`. */
  name: string;
  keys: Record<string, 1 | -1>;
  unique?: true;
  /** Partial index: only documents that match are in it. */
  where?: object;
  /** Documents vanish this long after the date in the (single) key. */
  ttlSeconds?: number;
  /** What is found by it once the date in its last key has come. */
  awaited?: Awaited;
}

export interface CollectionSpec<T extends Stored> {
  readonly name: string;
  readonly schema: mongoose.Schema;
  readonly indexes: readonly IndexSpec[];
  /** No event tells of its documents: they have no outbox, and nobody looks into one. */
  readonly isSilent: boolean;
  /** Never set; carries the type of the documents. */
  readonly stored?: T;
}

/** The index that makes unpublished events findable; documents without any are not in it. */
export const OUTBOX_INDEX: IndexSpec = {
  name: 'outbox',
  keys: { outboxAt: 1 },
  where: { outboxAt: { $exists: true } },
  awaited: {
    kind: 'outbox',
    lateMs: 5 * MINUTE_MS,
    // Whoever tries to publish moves the mark.
    triedInVain: { since: 'outbox.at', that: {} },
    remedy:
      'What changed has not been told: see by the log of the service why RabbitMQ does not take its events.',
  },
};

/** Fields of the outbox: never part of what a query returns. */
export const HIDDEN_FIELDS = ['outbox', 'outboxAt', 'outboxBy'] as const;

export const withoutHidden = (found: object): object =>
  Object.fromEntries(
    Object.entries(found).filter(([field]) => !(HIDDEN_FIELDS as readonly string[]).includes(field)),
  );

const outboxEntry = {
  _id: false,
  id: String,
  name: String,
  at: Date,
  subject: String,
  sequence: Number,
  requestId: String,
  traceparent: String,
  clientAddress: String,
  data: mongoose.Schema.Types.Mixed,
};

const outboxFields = {
  outbox: {
    type: [outboxEntry],
    default: undefined,
    select: false,
  },
  outboxAt: { type: Date, select: false },
  outboxBy: { type: String, select: false },
};

/**
 * Describes a collection: its fields as Mongoose knows them (anything else is refused) and all its indexes. Of a `silent`
 * one no event ever tells: a write with events is refused.
 */
export function defineCollection<T extends Stored>(spec: {
  name: string;
  fields: mongoose.SchemaDefinition;
  indexes: IndexSpec[];
  silent?: true;
}): CollectionSpec<T> {
  const isSilent = spec.silent ?? false;
  refuseIndexes(spec.name, spec.indexes);
  const schema = new mongoose.Schema(
    {
      ...spec.fields,
      _id: { type: String, required: true },
      accountId: { type: String, required: true },
      version: { type: Number, required: true },
      ...(isSilent ? {} : outboxFields),
    },
    {
      strict: 'throw',
      strictQuery: 'throw',
      versionKey: false,
      minimize: false,
      id: false,
      autoIndex: false,
      autoCreate: false,
    },
  );
  dropGeneratedIds(schema);
  const indexes = isSilent ? spec.indexes : [...spec.indexes, OUTBOX_INDEX];
  return { name: spec.name, schema, indexes, isSilent };
}

export const collectionToken = (spec: { readonly name: string }): string => `collection:${spec.name}`;

/** `constructor(@InjectCollection(users) private readonly users: TenantCollection<StoredUser>)` */
export const InjectCollection = (spec: { readonly name: string }): ParameterDecorator =>
  Inject(collectionToken(spec));

/** Mongoose gives every embedded document an ObjectId unless told otherwise; stored shapes have what they declare. */
function dropGeneratedIds(schema: mongoose.Schema): void {
  for (const { schema: child } of schema.childSchemas) {
    if (!('_id' in child.obj)) child.remove('_id');
    dropGeneratedIds(child);
  }
}

function refuseIndexes(collection: string, indexes: readonly IndexSpec[]): void {
  const names = new Set([OUTBOX_INDEX.name]);
  for (const { name, keys, ttlSeconds } of indexes) {
    if (names.has(name)) throw new Error(`Collection ${collection} has two indexes named ${name}.`);
    if (ttlSeconds !== undefined && Object.keys(keys).length !== 1)
      throw new Error(`Index ${name} of ${collection} has a lifetime, so it must have exactly one key.`);
    names.add(name);
  }
}
