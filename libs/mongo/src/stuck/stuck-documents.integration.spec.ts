import { uniqueName } from '@seatkeeper/testing';
import { type Chore, chore, chores, choresIn } from '../../testing/chores.js';
import { people, person, scored, testDatabase, type TestDatabase } from '../../testing/fixture.js';
import type { TenantCollection } from '../collections/tenant-collection.js';
import { later } from '../lease/lease.js';
import type { Leases } from '../lease/leases.js';
import { event } from '../outbox/event.js';
import { MINUTE_MS } from '../schema/awaited.js';
import type { CollectionSpec, Stored } from '../schema/collection.js';
import { stuckDocuments } from './stuck-documents.js';

const t0 = new Date('2026-03-01T12:00:00Z');
const minutesLater = (minutes: number) => later(t0, minutes * MINUTE_MS);
let database: TestDatabase;
let collection: TenantCollection<Chore>;
let leases: Leases<Chore>;

beforeEach(async () => {
  database = await testDatabase();
  ({ collection, leases } = await choresIn(database));
});
afterEach(() => database.close());

const specs = [chores, people] as unknown as CollectionSpec<Stored>[];
const stuck = (now: Date, limit = 10) => stuckDocuments(database.db, specs, now, limit);
const begun = (name: string, at = t0) => collection.insert(chore(name, at));

it('is what nobody took five minutes after its time, also after the death of who had it', async () => {
  const waiting = await begun(uniqueName('waiting'));
  const held = await leases.take(await begun(uniqueName('held')), t0);
  expect(await stuck(minutesLater(5))).toEqual([]);
  const found = await stuck(minutesLater(6));
  expect(found.map(({ id, attempts }) => [id, attempts])).toEqual([
    [waiting._id, 0],
    [held?._id, 1],
  ]);
  expect(found[0]).toEqual({
    kind: 'chores',
    id: waiting._id,
    accountId: 'acc_one',
    since: t0,
    attempts: 0,
    remedy: expect.stringContaining('tried again by itself'),
  });
});

it('is what is begun again and again without getting on, however often its time is put off', async () => {
  const given = await begun(uniqueName('vain'));
  const now = minutesLater(30);
  const again = async (times: number) => {
    for (let n = 0; n < times; n += 1) {
      const mine = await leases.take((await collection.findById(given.accountId, given._id))!, now);
      await leases.putDown(mine!, now, 0);
    }
  };
  await again(9);
  expect(await stuck(now)).toEqual([]);
  await again(1);
  expect(await stuck(now)).toEqual([
    expect.objectContaining({ id: given._id, attempts: 10, since: given.begunAt }),
  ]);
  // What was begun a moment ago has had its tries in the outage of a moment.
  expect(await stuck(minutesLater(4))).toEqual([]);
});

it('is what nobody is told of, though the sweeper tries it once more each second', async () => {
  database.bus.refuses = true;
  const given = person();
  await database.people.insert(given, [event(scored, given._id, { accountId: 'acc_one', score: 1 }, t0)]);
  await database.relay.drain();
  await expect(database.sweeper.sweep()).rejects.toThrow('takes nothing');
  expect((await database.raw.findOne({ _id: given._id }))?.outboxAt?.getTime()).toBeGreaterThan(
    Date.now() - 60_000,
  );
  expect(await stuck(minutesLater(6))).toEqual([
    expect.objectContaining({ kind: 'outbox of people', id: given._id, since: t0, attempts: null }),
  ]);
  database.bus.refuses = false;
  await database.sweeper.sweep();
  expect(await stuck(minutesLater(6))).toEqual([]);
});

it('is told of by so many as are asked for, those for the longest first, and has an end with the work', async () => {
  const names = [3, 1, 2].map((n) => [uniqueName('chore'), n] as const);
  for (const [name, n] of names) await begun(name, minutesLater(n));
  const now = minutesLater(60);
  const found = await stuck(now, 2);
  expect(found.map(({ since }) => since)).toEqual([minutesLater(1), minutesLater(2)]);
  // Of another kind, and there for longer.
  database.bus.refuses = true;
  const told = person();
  await database.people.insert(told, [event(scored, told._id, { accountId: 'acc_one', score: 1 }, t0)]);
  const ofBoth = await stuck(now, 2);
  expect(ofBoth.map(({ kind, since }) => [kind, since])).toEqual([
    ['outbox of people', t0],
    ['chores', minutesLater(1)],
  ]);
  database.bus.refuses = false;
  await database.sweeper.sweep();
  for (const { _id } of await collection.acrossAccounts.find({}, { limit: 10 }))
    await collection.touch('acc_one', { _id }, { $unset: { job: '' } });
  expect(await stuck(now)).toEqual([]);
});
