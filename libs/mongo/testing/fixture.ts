import type { OutgoingEvent } from '@seatkeeper/bus';
import { defineEvent } from '@seatkeeper/contracts';
import { servers, uniqueName } from '@seatkeeper/testing';
import type { Connection, mongo } from 'mongoose';
import { z } from 'zod';
import { type CollectionSpec, defineCollection, type Stored } from '../src/schema/collection.js';
import { connect } from '../src/connection/connection.js';
import { DueQuestions } from '../src/connection/due-questions.js';
import { buildIndexes } from '../src/schema/indexes.js';
import type { OutboxDocument } from '../src/outbox/pending.js';
import { OutboxRelay } from '../src/outbox/relay.js';
import { OutboxSweeper } from '../src/outbox/sweeper.js';
import { TenantCollection } from '../src/collections/tenant-collection.js';

export interface Person extends Stored {
  username: string;
  lastName: string;
  status: 'active' | 'away';
  score: number;
  joinedAt: Date;
  title?: string;
  tags: string[];
  lease?: { by: string; until: Date };
  notes: { text: string; at: Date }[];
}

export const people = defineCollection<Person>({
  name: 'people',
  fields: {
    username: { type: String, required: true },
    lastName: { type: String, required: true },
    status: { type: String, required: true, enum: ['active', 'away'] },
    score: { type: Number, required: true },
    joinedAt: { type: Date, required: true },
    title: String,
    tags: [String],
    lease: { by: String, until: Date },
    notes: [{ text: String, at: Date }],
  },
  indexes: [
    { name: 'one-person-per-username', keys: { accountId: 1, username: 1 }, unique: true },
    {
      name: 'one-boss-per-account',
      keys: { accountId: 1, title: 1 },
      unique: true,
      where: { title: 'boss' },
    },
    { name: 'by-last-name', keys: { accountId: 1, lastName: 1, _id: 1 } },
  ],
});

export const person = (values: Partial<Person> = {}): Omit<Person, 'version'> => {
  const _id = values._id ?? uniqueName('p');
  return {
    _id,
    accountId: 'acc_one',
    username: _id,
    lastName: 'Doe',
    status: 'active',
    score: 0,
    joinedAt: new Date('2026-01-01'),
    tags: [],
    notes: [],
    ...values,
  };
};

export const scored = defineEvent({
  name: 'demo.person.scored.v1',
  summary: 'A person has a new score.',
  data: z.object({ accountId: z.string(), score: z.number() }),
});

/** A broker that remembers what it took, and can refuse. */
class RecordingBus {
  readonly batches: OutgoingEvent[][] = [];
  refuses = false;
  /** The subject whose events it never takes. */
  poison: string | undefined;

  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    if (this.refuses || events.some(({ subject }) => subject === this.poison))
      throw new Error('The broker takes nothing.');
    this.batches.push([...events]);
  }

  get events(): OutgoingEvent[] {
    return this.batches.flat();
  }
}

export interface TestDatabase {
  connection: Connection;
  db: mongo.Db;
  bus: RecordingBus;
  relay: OutboxRelay;
  /** How often the relay told that events stay behind. */
  left: () => number;
  people: TenantCollection<Person>;
  raw: mongo.Collection<OutboxDocument>;
  sweeper: OutboxSweeper;
  collection<T extends Stored>(spec: CollectionSpec<T>): Promise<TenantCollection<T>>;
  close(): Promise<void>;
}

export async function testDatabase(name = uniqueName('mongo'), uri = servers().mongo): Promise<TestDatabase> {
  const connection = await connect(uri, name);
  const db = connection.db as mongo.Db;
  const bus = new RecordingBus();
  let left = 0;
  const relay = new OutboxRelay(bus, () => void left++);
  const collection = async <T extends Stored>(spec: CollectionSpec<T>) => {
    await buildIndexes(db, spec.name, spec.indexes);
    return new TenantCollection<T>(connection.model<Stored>(spec.name, spec.schema, spec.name), relay, spec);
  };
  const raw = db.collection<OutboxDocument>(people.name);
  return {
    connection,
    db,
    bus,
    relay,
    left: () => left,
    people: await collection(people),
    raw,
    sweeper: new OutboxSweeper([raw], DueQuestions.of(connection), relay, 0),
    collection,
    close: async () => {
      await relay.drain();
      await db.dropDatabase();
      await connection.close();
    },
  };
}

/** The operations that each test of a block asks of a database, in their order; told from when it begins. */
export function notedOperations(database: () => Pick<TestDatabase, 'connection'>): string[] {
  const operations: string[] = [];
  beforeEach(() => {
    operations.length = 0;
    database().connection.set('debug', (_collection: string, method: string) => operations.push(method));
  });
  afterEach(() => {
    database().connection.set('debug', false);
  });
  return operations;
}
