import { setTimeout as delay } from 'node:timers/promises';
import { logger } from '@seatkeeper/service';
import type { mongo } from 'mongoose';
import { duplicateIndex } from '../connection/failures.js';
import { keepAlive } from '../lease/keep-alive.js';
import { defineLease, heldFrom, later, type StoredLease } from '../lease/lease.js';

/** A change of stored data. It may be started again after a crash, so it has to bear being repeated. */
export interface Migration {
  /** Sorts by time and says what it does: `2026-11-22-fold-usernames`. Never renamed. */
  readonly id: string;
  /** Calls `alive` at least every ten minutes, or it is taken for stuck, and another process starts it again. */
  run(db: mongo.Db, alive: () => void): Promise<void>;
}

interface Row {
  _id: string;
  at?: Date;
  lease?: StoredLease;
}

const LEASE_ROW = 'lease';
const LEASE = defineLease({ name: 'migrations', ms: 15_000, patienceMs: 600_000 });
const log = logger('migrations');

/** Runs the migrations that never finished, in the order of their ids, in one process at a time. */
export async function runMigrations(
  db: mongo.Db,
  migrations: readonly Migration[],
  lease = LEASE,
): Promise<void> {
  const rows = db.collection<Row>('migrations');
  while ((await pending(rows, migrations)).length > 0) {
    const fence = await takeLease(rows, lease.ms);
    if (fence === null) {
      await delay(Math.min(200, lease.ms / 4));
      continue;
    }
    const mine = { _id: LEASE_ROW, 'lease.fence': fence };
    const renew = () => rows.updateOne(mine, { $set: { 'lease.until': later(new Date(), lease.ms) } });
    try {
      await keepAlive(lease, renew, async (alive) => {
        for (const migration of await pending(rows, migrations)) await runOne(db, rows, migration, alive);
      });
    } finally {
      await rows.updateOne(mine, { $set: { 'lease.held': false } });
    }
  }
}

async function pending(rows: mongo.Collection<Row>, migrations: readonly Migration[]): Promise<Migration[]> {
  if (migrations.length === 0) return [];
  const done = new Set((await rows.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id));
  return migrations.filter(({ id }) => !done.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function runOne(
  db: mongo.Db,
  rows: mongo.Collection<Row>,
  migration: Migration,
  alive: () => void,
): Promise<void> {
  const { id } = migration;
  log.info('Runs a migration', { migration: id });
  try {
    await migration.run(db, alive);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The migration ${id} failed: ${reason}`, { cause: error });
  }
  // Also done by whoever took over meanwhile: it bears being repeated, and was.
  await rows.updateOne({ _id: id }, { $setOnInsert: { at: new Date() } }, { upsert: true });
  alive();
}

/** The fence of the lease if it is mine now, null while somebody else has it. The row stays, for its fence counts on. */
async function takeLease(rows: mongo.Collection<Row>, leaseMs: number): Promise<number | null> {
  const now = new Date();
  const first = heldFrom(now, { ms: leaseMs });
  try {
    const free = { _id: LEASE_ROW, $or: [{ 'lease.held': false }, { 'lease.until': { $lte: now } }] };
    const taking = { $set: { 'lease.until': first.until, 'lease.held': true }, $inc: { 'lease.fence': 1 } };
    const taken = await rows.findOneAndUpdate(free, taking, { returnDocument: 'after' });
    if (taken) return taken.lease?.fence ?? null;
    await rows.insertOne({ _id: LEASE_ROW, lease: first });
    return first.fence;
  } catch (error) {
    if (duplicateIndex(error) === null) throw error;
    return null;
  }
}
