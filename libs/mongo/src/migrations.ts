import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { logger } from '@seatkeeper/service';
import type { mongo } from 'mongoose';

/** A change of stored data. It may be started again after a crash, so it has to bear being repeated. */
export interface Migration {
  /** Sorts by time and says what it does: `2026-11-22-fold-usernames`. Never renamed. */
  readonly id: string;
  run(db: mongo.Db): Promise<void>;
}

interface Row {
  _id: string;
  at?: Date;
  by?: string;
  until?: Date;
}

const LEASE = 'lease';
const LEASE_MS = 15_000;
const log = logger('migrations');

/** Runs the migrations that never finished, in the order of their ids, in one process at a time. */
export async function runMigrations(
  db: mongo.Db,
  migrations: readonly Migration[],
  leaseMs = LEASE_MS,
): Promise<void> {
  const rows = db.collection<Row>('migrations');
  const me = randomUUID();
  while ((await pending(rows, migrations)).length > 0) {
    if (!(await takeLease(rows, me, leaseMs))) {
      await delay(Math.min(200, leaseMs / 4));
      continue;
    }
    const renewal = setInterval(() => void takeLease(rows, me, leaseMs).catch(() => false), leaseMs / 3);
    try {
      for (const migration of await pending(rows, migrations)) await runOne(db, rows, migration);
    } finally {
      clearInterval(renewal);
      await rows.deleteOne({ _id: LEASE, by: me });
    }
  }
}

async function pending(rows: mongo.Collection<Row>, migrations: readonly Migration[]): Promise<Migration[]> {
  if (migrations.length === 0) return [];
  const done = new Set((await rows.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id));
  return migrations.filter(({ id }) => !done.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function runOne(db: mongo.Db, rows: mongo.Collection<Row>, migration: Migration): Promise<void> {
  log.info('Runs a migration.', { migration: migration.id });
  try {
    await migration.run(db);
  } catch (error) {
    throw new Error(
      `The migration ${migration.id} failed: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
  await rows.insertOne({ _id: migration.id, at: new Date() });
}

/** True if the lease is mine now: free, run out, or mine already. */
async function takeLease(rows: mongo.Collection<Row>, me: string, leaseMs: number): Promise<boolean> {
  const now = new Date();
  const until = new Date(now.getTime() + leaseMs);
  const mine = await rows.updateOne({ _id: LEASE, by: me }, { $set: { until } });
  if (mine.matchedCount === 1) return true;
  const expired = await rows.updateOne({ _id: LEASE, until: { $lt: now } }, { $set: { by: me, until } });
  if (expired.matchedCount === 1) return true;
  const free = await rows
    .updateOne({ _id: LEASE }, { $setOnInsert: { by: me, until } }, { upsert: true })
    .catch(() => null);
  return free?.upsertedCount === 1;
}
