import { setTimeout as delay } from 'node:timers/promises';
import { race } from '@seatkeeper/testing';
import { testDatabase, type TestDatabase } from '../../testing/fixture.js';
import { defineLease, heldFrom, type StoredLease } from '../lease/lease.js';
import { type Migration, runMigrations } from './migrations.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

const noting =
  (runs: string[]) =>
  (id: string): Migration => ({
    id,
    run: async (db) => {
      runs.push(id);
      await db.collection('notes').insertOne({ id });
    },
  });

it('runs each migration once, in order, although five replicas start together', async () => {
  const runs: string[] = [];
  const migrations = ['2026-03-third', '2026-01-first', '2026-02-second'].map(noting(runs));
  const { values } = await race(5, () => runMigrations(database.db, migrations));
  expect(values).toHaveLength(5);
  expect(runs).toEqual(['2026-01-first', '2026-02-second', '2026-03-third']);
  await runMigrations(database.db, [...migrations, noting(runs)('2026-04-fourth')]);
  expect(runs).toHaveLength(4);
});

it('tries a migration again that failed, and names it', async () => {
  const runs: string[] = [];
  const failing: Migration = { id: '2026-01-first', run: () => Promise.reject(new Error('no such field')) };
  await expect(runMigrations(database.db, [failing])).rejects.toThrow('2026-01-first failed: no such field');
  await runMigrations(database.db, [noting(runs)('2026-01-first')]);
  expect(runs).toEqual(['2026-01-first']);
});

it('takes over when the replica that was migrating has died', async () => {
  const rows = database.db.collection<{ _id: string; lease: StoredLease }>('migrations');
  await rows.insertOne({ _id: 'lease', lease: heldFrom(new Date(), { ms: 500 }) });
  const runs: string[] = [];
  await runMigrations(database.db, [noting(runs)('2026-01-first')]);
  expect(runs).toEqual(['2026-01-first']);
  expect(await rows.findOne({ _id: 'lease' })).toMatchObject({ lease: { held: false, fence: 2 } });
});

it('leaves a migration that hangs to the next replica, and renews the lease of one that gets on', async () => {
  const lease = defineLease({ name: 'migrations', ms: 300, patienceMs: 600 });
  const hanging: Migration = { id: '2026-01-first', run: () => new Promise(() => undefined) };
  await expect(runMigrations(database.db, [hanging], lease)).rejects.toThrow('no progress');
  const runs: string[] = [];
  const slow: Migration = {
    id: '2026-01-first',
    run: async (_db, alive) => {
      runs.push('begun');
      for (const end = Date.now() + 1_500; Date.now() < end; alive()) await delay(50);
      runs.push('done');
    },
  };
  const { errors } = await race(3, () => runMigrations(database.db, [slow], lease));
  expect(errors).toEqual([]);
  expect(runs).toEqual(['begun', 'done']);
});
