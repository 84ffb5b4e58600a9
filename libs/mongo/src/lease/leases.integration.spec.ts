import { setTimeout as delay } from 'node:timers/promises';
import { eventually, race, startChild, uniqueName } from '@seatkeeper/testing';
import { type Chore, chore, choresIn, STEPS } from '../../testing/chores.js';
import { testDatabase, type TestDatabase } from '../../testing/fixture.js';
import { stored } from '../changes/computed.js';
import type { TenantCollection } from '../collections/tenant-collection.js';
import { LeaseLost } from './keep-alive.js';
import { heldFor, later } from './lease.js';
import type { Leases } from './leases.js';

const t0 = new Date('2026-03-01T12:00:00Z');
const after = (ms: number) => later(t0, ms);
let database: TestDatabase;
let collection: TenantCollection<Chore>;
let leases: Leases<Chore>;

beforeEach(async () => {
  database = await testDatabase();
  ({ collection, leases } = await choresIn(database));
});
afterEach(() => database.close());

const given = () => collection.insert(chore(uniqueName('c'), t0));
const known = ({ accountId, _id }: Chore) => collection.findById(accountId, _id);
const found = async (now: Date) => (await leases.abandoned(now, 10)).length;

async function taken(doc: Chore, now = t0): Promise<Chore> {
  const mine = await leases.take(doc, now);
  if (!mine) throw new Error('Somebody else has it.');
  return mine;
}

const step = (by: string) => (doc: Chore) => ({
  update: { push: { steps: { n: doc.steps.length + 1, by } } },
});

describe('a lease', () => {
  it('is taken by one of twenty, and by nobody else while it lasts', async () => {
    const open = await given();
    expect(await found(t0)).toBe(1);
    const { values } = await race(20, () => leases.take(open, t0));
    const [mine] = values.filter((each) => each !== null);
    expect(values.filter(Boolean)).toHaveLength(1);
    expect(mine?.job?.lease).toEqual({ until: after(600), held: true, fence: 2, attempts: 1 });
    expect(await leases.take(mine!, after(599))).toBeNull();
    expect(await found(after(599))).toBe(0);
  });

  it('of what is known by its id is taken by one of twenty as well, and kept from its old holder', async () => {
    const { accountId, _id } = await given();
    const take = (now: Date) => leases.takeById(accountId, _id, now, { set: { note: stored('_id') } });
    const { values } = await race(20, () => take(t0));
    const [old] = values.filter((each) => each !== null);
    expect(values.filter(Boolean)).toHaveLength(1);
    expect(old).toMatchObject({ note: _id, version: 2 });
    expect(old?.job?.lease).toEqual({ until: after(600), held: true, fence: 2, attempts: 1 });
    expect(await take(after(599))).toBeNull();
    expect((await take(after(600)))?.job?.lease).toMatchObject({ fence: 3, attempts: 2 });
    await expect(leases.write(old!, step('old'))).rejects.toThrow(LeaseLost);
    expect(await leases.takeById(accountId, 'nothing', t0)).toBeNull();
    const done = await leases.write((await take(after(1_200)))!, () => ({ update: { unset: ['job'] } }));
    expect(await take(after(9_000))).toBeNull();
    expect(await known(done)).toEqual(done);
  });

  it('that is over goes to one of twenty, and its old holder can write nothing any more', async () => {
    const old = await taken(await given());
    expect(await found(after(600))).toBe(1);
    const { values } = await race(20, () => leases.take(old, after(600)));
    const [mine] = values.filter((each) => each !== null);
    expect(values.filter(Boolean)).toHaveLength(1);
    expect(mine?.job?.lease).toMatchObject({ fence: 3, attempts: 2 });

    await expect(leases.write(old, step('old'))).rejects.toThrow(LeaseLost);
    expect(await leases.touch(old, { $set: { note: 'old' } })).toBe(false);
    expect(await leases.renew(old, after(601))).toBe(false);
    await leases.putDown(old, after(601), 0);
    await leases.release(old, after(601));
    expect(await collection.change(old, { set: { note: 'old' } })).toBeNull();
    expect(await known(old)).toEqual(mine);
  });

  it('survives what others change in the document', async () => {
    const mine = await taken(await given());
    await collection.decide(mine.accountId, mine._id, () => ({ update: { set: { note: 'by the way' } } }));
    const next = await leases.write(mine, step('me'));
    expect(next).toMatchObject({ note: 'by the way', steps: [{ n: 1, by: 'me' }], version: 4 });
    expect(await leases.renew(next, after(500))).toBe(true);
    expect(heldFor((await known(next))?.job?.lease, after(500))).toBe(600);
  });

  it('ends with the work: nothing is found, and nobody takes it again', async () => {
    const mine = await taken(await given());
    const done = await leases.write(mine, () => ({ update: { unset: ['job'] } }));
    expect(await found(after(10_000))).toBe(0);
    expect(await leases.take(mine, after(10_000))).toBeNull();
    expect(await leases.take(done, after(10_000))).toBeNull();
    await expect(leases.write(mine, step('me'))).rejects.toThrow(LeaseLost);
  });

  it('of another piece of work in the same document is another lease', async () => {
    const mine = await taken(await given());
    const done = await leases.write(mine, () => ({ update: { unset: ['job'] } }));
    const again = await collection.change(done, { set: { job: chore('', t0).job } });
    await taken(again!);
    await expect(leases.write(mine, step('old'))).rejects.toThrow(LeaseLost);
  });

  it('that is put down keeps everybody off for a while, and counts the attempt', async () => {
    const mine = await taken(await given());
    await leases.putDown(mine, t0, 30_000);
    const down = await known(mine);
    expect(await leases.take(down!, after(29_999))).toBeNull();
    expect(await found(after(29_999))).toBe(0);
    const next = await taken(down!, after(30_000));
    expect(next.job?.lease.attempts).toBe(2);
    expect(leases.gettingOn(next, after(30_001))).toEqual({
      ...next.job?.lease,
      until: after(30_601),
      attempts: 1,
    });
  });

  it('that is released goes to the next at once, and a sweeper finds it when nobody comes', async () => {
    const mine = await taken(await given());
    await leases.release(mine, t0, 1_000);
    expect(await found(after(999))).toBe(0);
    expect(await found(after(1_000))).toBe(1);
    expect((await taken((await known(mine))!, after(1))).job?.lease.attempts).toBe(1);
  });

  it('that was abandoned is handed over by one of five sweepers, and then free for all', async () => {
    await taken(await given());
    const [left] = await leases.abandoned(after(600), 10);
    const { values } = await race(5, () => leases.handOver(left!, after(5_000)));
    expect(values.filter(Boolean)).toHaveLength(1);
    expect(await found(after(4_999))).toBe(0);
    expect(await leases.take((await known(left!))!, after(700))).not.toBeNull();
  });
});

describe('two workers', () => {
  const start = (name: string) =>
    startChild(new URL('../../testing/lease-worker.ts', import.meta.url), {
      args: [database.db.databaseName, name],
    });

  it('do every step once, though one freezes in the middle, and when it wakes it changes nothing', async () => {
    const first = start('first');
    await eventually(() => expect(first.output()).toContain('ready'));
    const open = await collection.insert(chore('frozen'));
    await eventually(() => expect(first.output()).toContain('step 3'));
    first.process.kill('SIGSTOP');
    const frozenAt = Date.now();
    const second = start('second');
    try {
      await eventually(() => expect(second.output()).toContain('taken'));
      expect(Date.now() - frozenAt).toBeGreaterThan(500);
      await eventually(() => expect(second.output()).toContain(`step ${STEPS}`));
      const done = await known(open);
      expect(done?.job).toBeUndefined();
      expect(done?.steps.map(({ n }) => n)).toEqual(Array.from({ length: STEPS }, (_, i) => i + 1));
      expect(new Set(done?.steps.map(({ by }) => by))).toEqual(new Set(['first', 'second']));

      first.process.kill('SIGCONT');
      await eventually(() => expect(first.output()).toContain('lost'));
      expect(await known(open)).toEqual(done);
    } finally {
      first.process.kill('SIGCONT');
      await Promise.all([first.kill(), second.kill()]);
    }
  }, 60_000);

  it('go on where the other was killed', async () => {
    const first = start('first');
    await eventually(() => expect(first.output()).toContain('ready'));
    const open = await collection.insert(chore('killed'));
    await eventually(() => expect(first.output()).toContain('step 3'));
    await first.kill();
    const second = start('second');
    try {
      await eventually(() => expect(second.output()).toContain(`step ${STEPS}`));
      expect((await known(open))?.steps.map(({ n }) => n)).toEqual(
        Array.from({ length: STEPS }, (_, i) => i + 1),
      );
    } finally {
      await second.kill();
    }
  }, 60_000);
});

describe('work under a lease', () => {
  const live = async () => {
    const mine = await leases.take(await collection.insert(chore(uniqueName('c'))), new Date());
    return mine!;
  };
  const untilOf = async (doc: Chore) => (await known(doc))?.job?.lease.until.getTime() ?? 0;
  const now = () => new Date();

  it('keeps it for as long as the work gets on, however long that is', async () => {
    const mine = await live();
    const from = untilOf(mine);
    await leases.whileHeld(mine, now, async (alive) => {
      const end = Date.now() + 3_000;
      while (Date.now() < end) {
        await delay(100);
        alive();
      }
      expect(await leases.take((await known(mine))!, now())).toBeNull();
    });
    expect((await untilOf(mine)) - (await from)).toBeGreaterThan(2_000);
  });

  it('gives it up when the work hangs: who waits is told, and somebody else gets it', async () => {
    const mine = await live();
    const hangs = leases.whileHeld(mine, now, () => new Promise<never>(() => undefined));
    await expect(hangs).rejects.toThrow(/no progress/);
    await eventually(async () => {
      const other = await leases.take((await known(mine))!, now());
      expect(other?.job?.lease.attempts).toBe(2);
    });
  });

  it('hands on how the work ended', async () => {
    const mine = await live();
    expect(await leases.whileHeld(mine, now, async () => 'done')).toBe('done');
    const failing = leases.whileHeld(mine, now, () => Promise.reject(new Error('The mill is broken.')));
    await expect(failing).rejects.toThrow('The mill is broken.');
  });
});
