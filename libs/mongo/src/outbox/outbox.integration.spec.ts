import { metrics, runInContext } from '@seatkeeper/service';
import { countOperations, eventually, race, servers, startChild, uniqueName } from '@seatkeeper/testing';
import {
  people,
  type Person,
  person,
  scored,
  testDatabase,
  type TestDatabase,
} from '../../testing/fixture.js';
import { DueQuestions } from '../connection/due-questions.js';
import { event, type NewEvent } from './event.js';
import type { OutboxDocument } from './pending.js';
import { OutboxSweeper } from './sweeper.js';

const writer = new URL('../../testing/outbox-writer.ts', import.meta.url);
let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

const score = ({ _id, accountId }: Pick<Person, '_id' | 'accountId'>, value: number): NewEvent =>
  event(scored, _id, { accountId, score: value }, new Date());

const withMonitoring = (uri: string) => `${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`;
const unpublished = () => database.raw.countDocuments({ outboxAt: { $exists: true } });

it('publishes an event right after its write, numbered by the version, and leaves nothing behind', async () => {
  const { people, bus, raw } = database;
  const given = person();
  const stored = await people.insert(given, [score(given, 0)]);
  expect(stored).toEqual({ ...given, version: 1 });
  const changed = await people.change(stored, { set: { score: 3 } }, [score(stored, 3), score(stored, 3)]);
  expect(changed).not.toHaveProperty('outbox');
  await eventually(() => expect(bus.events).toHaveLength(3));
  expect(bus.events.map(({ sequence }) => sequence)).toEqual([1, 2, 2]);
  expect(bus.events[2]).toMatchObject({ name: scored.name, subject: given._id, data: { score: 3 } });
  await eventually(async () => {
    const left = await raw.findOne({ _id: given._id });
    for (const field of ['outbox', 'outboxAt', 'outboxBy']) expect(left).not.toHaveProperty(field);
  });
});

it('takes the published events of many documents out of them with one command', async () => {
  const monitored = await testDatabase(uniqueName('mongo'), withMonitoring(servers().mongo));
  const { people, relay, connection, raw } = monitored;
  try {
    const operations = countOperations(connection.getClient());
    for (let i = 0; i < 8; i += 1) {
      const given = person();
      await people.insert(given, [score(given, i)]);
      await eventually(() => expect(monitored.bus.events).toHaveLength(i + 1));
    }
    await relay.drain();
    expect(operations.end()).toEqual({ 'insert people': 8, 'update people': 1 });
    expect(await raw.countDocuments({ outboxAt: { $exists: true } })).toBe(0);
  } finally {
    await monitored.close();
  }
});

it('takes them out before a document has so many that it would take no more', async () => {
  const { people, bus } = database;
  const { accountId, _id } = await people.insert(person());
  for (let i = 1; i <= 300; i += 1) {
    const decided = people.decide(accountId, _id, (doc) => ({
      update: { inc: { score: 1 } },
      events: [score(doc, i)],
    }));
    await expect(decided).resolves.toMatchObject({ score: i });
  }
  await eventually(() => expect(bus.events).toHaveLength(300));
});

it('removes a document whose events are out at once, and publishes none of them twice', async () => {
  const { people, bus } = database;
  const given = person();
  await people.insert(given, [score(given, 1)]);
  await eventually(() => expect(bus.events).toHaveLength(1));
  expect(await people.remove(given.accountId, { _id: given._id })).toBe(true);
  expect(bus.events).toHaveLength(1);
});

it('publishes nothing for a change that did not happen', async () => {
  const { people, bus, relay } = database;
  const stored = await people.insert(person());
  await people.change(stored, { set: { score: 1 } });
  expect(await people.change(stored, { set: { score: 2 } }, [score(stored, 2)])).toBeNull();
  await relay.drain();
  expect(bus.events).toEqual([]);
});

it('publishes a burst of writes in a few batches', async () => {
  const { people, bus } = database;
  await race(300, () => {
    const given = person();
    return people.insert(given, [score(given, 1)]);
  });
  await eventually(() => expect(bus.events).toHaveLength(300));
  expect(bus.batches.length).toBeLessThan(150);
  await eventually(async () => expect(await unpublished()).toBe(0));
});

it('sends each event in the context of the request that caused it', async () => {
  const { people, bus } = database;
  await race(10, (i) =>
    runInContext({ requestId: `request-${i}` }, () => {
      const given = person({ score: i });
      return people.insert(given, [score(given, i)]);
    }),
  );
  await eventually(() => expect(bus.events).toHaveLength(10));
  for (const { context, data } of bus.events)
    expect(context?.requestId).toBe(`request-${(data as { score: number }).score}`);
});

it('keeps events while the broker refuses them, and the sweeper delivers them when it is back', async () => {
  const { people, bus, relay, sweeper } = database;
  bus.refuses = true;
  const stored = await people.insert(person());
  await people.change(stored, { set: { score: 4 } }, [score(stored, 4)]);
  await relay.drain();
  await expect(sweeper.sweep()).rejects.toThrow('The broker takes nothing.');
  expect(await unpublished()).toBe(1);
  bus.refuses = false;
  await eventually(async () => {
    await sweeper.sweep();
    expect(await unpublished()).toBe(0);
  });
  expect(bus.events).toHaveLength(1);
});

it('tells the sweeper what it could not publish, and what it did not even try', async () => {
  const { people, bus, relay, left } = database;
  await people.insert(person(), []);
  expect(left()).toBe(0);
  bus.refuses = true;
  const stored = await people.insert(person(), [score(person(), 1)]);
  await eventually(() => expect(left()).toBe(1));
  await people.change(stored, { set: { score: 2 } }, [score(stored, 2)]);
  expect(left()).toBe(2);
  await relay.drain();
});

it('finds what is left in any collection of the database, and says when there is nothing', async () => {
  const { bus, relay, db } = database;
  const collections = await Promise.all(
    ['first', 'second', 'third'].map(async (name) => {
      await database.collection({ ...people, name });
      return db.collection<OutboxDocument>(name);
    }),
  );
  const sweeper = new OutboxSweeper(collections, DueQuestions.of(database.connection), relay, 0);
  expect(await sweeper.sweep()).toBe(false);
  const outbox = [{ ...score(person(), 1), sequence: 1 }];
  await collections[1]?.insertOne({ _id: 'left', accountId: 'acc_one', outbox, outboxAt: new Date(0) });
  expect(await sweeper.sweep()).toBe(true);
  expect(bus.events).toMatchObject([{ id: outbox[0]?.id }]);
  expect(await sweeper.sweep()).toBe(false);
  await sweeper.measure();
  expect(await metrics.render()).toContain('outbox_waiting{collection="second"} 0');
});

it('lets others through when the events of one document can never be delivered', async () => {
  const { people, bus, relay, sweeper } = database;
  bus.refuses = true;
  const all = Array.from({ length: 30 }, () => person());
  await race(all.length, (i) => {
    const given = all[i] ?? person();
    return people.insert(given, [score(given, i)]);
  });
  await relay.drain();
  bus.refuses = false;
  bus.poison = all[11]?._id;
  await eventually(async () => {
    await sweeper.sweep().catch(() => undefined);
    expect(bus.events).toHaveLength(29);
  });
  expect(await unpublished()).toBe(1);
});

it('refuses further events of a document when a hundred wait, and takes them again afterwards', async () => {
  const { people, bus, relay, sweeper } = database;
  bus.refuses = true;
  const { _id, accountId } = await people.insert(person());
  const bump = () =>
    people.decide(accountId, _id, (doc) => ({
      update: { inc: { score: 1 } },
      events: [score(doc, doc.score + 1)],
    }));
  for (let i = 0; i < 100; i++) await bump();
  await expect(bump()).rejects.toMatchObject({ code: 'service-unavailable' });
  const full = await people.findById(accountId, _id);
  expect(full).toMatchObject({ score: 100 });
  expect(full && (await people.change(full, { set: { lastName: 'Free' } }))).toMatchObject({
    lastName: 'Free',
  });
  bus.refuses = false;
  await relay.drain();
  await sweeper.sweep();
  expect(await bump()).toMatchObject({ score: 101 });
});

it('takes from the outbox only what was published, though more came in meanwhile', async () => {
  const { people, bus, relay, raw } = database;
  bus.refuses = true;
  const stored = await people.insert(person());
  const early = score(stored, 1);
  const second = await people.change(stored, { set: { score: 1 } }, [early]);
  await relay.drain();
  if (second) await people.change(second, { set: { score: 2 } }, [score(second, 2)]);
  await relay.drain();
  bus.refuses = false;
  await relay.deliver([
    { collection: raw, id: stored._id, accountId: stored.accountId, entries: [{ ...early, sequence: 2 }] },
  ]);
  const left = await raw.findOne({ _id: stored._id });
  expect(left?.outbox).toMatchObject([{ sequence: 3 }]);
  expect(left?.outboxAt).toBeInstanceOf(Date);
});

it('delivers the events of a document before it is removed', async () => {
  const { people, bus, relay } = database;
  bus.refuses = true;
  const given = person();
  await people.insert(given, [score(given, 1)]);
  await relay.drain();
  bus.refuses = false;
  expect(await people.remove(given.accountId, { _id: given._id })).toBe(true);
  expect(bus.events).toHaveLength(1);
  expect(await people.findById(given.accountId, given._id)).toBeNull();
});

it('shares what is left between the sweepers of several replicas, each event delivered once', async () => {
  const { people, bus, relay, raw, sweeper } = database;
  bus.refuses = true;
  await race(400, () => {
    const given = person();
    return people.insert(given, [score(given, 1)]);
  });
  await relay.drain();
  bus.refuses = false;
  expect(await unpublished()).toBe(400);
  await raw.updateMany(
    { outboxAt: { $exists: true } },
    { $set: { outboxAt: new Date(Date.now() - 60_000) } },
  );
  const replicas = [1, 2, 3].map(
    () => new OutboxSweeper([raw], DueQuestions.of(database.connection), relay, 30_000),
  );
  await eventually(async () => {
    await Promise.all(replicas.map((replica) => replica.sweep()));
    expect(await unpublished()).toBe(0);
  });
  expect(new Set(bus.events.map(({ id }) => id)).size).toBe(400);
  expect(bus.events).toHaveLength(400);
  await sweeper.sweep();
  expect(bus.events).toHaveLength(400);
});

it.each([
  ['between the write and the publish', 'mongo.outbox.afterWrite'],
  ['between the publish and the removal', 'mongo.outbox.afterPublish'],
])(
  'still delivers the event of a process that dies %s',
  async (_case, point) => {
    const other = await testDatabase(uniqueName('mongo'));
    try {
      const child = startChild(writer, { args: [other.connection.name], env: { CRASH_AT: point } });
      expect(await child.ended).toBe('SIGKILL');
      const before = await other.people.findById('acc_one', 'crashed');
      expect(before).toMatchObject({ score: 7, version: 2 });
      await eventually(async () => {
        await other.sweeper.sweep();
        expect(other.bus.events).toHaveLength(1);
      });
      expect(other.bus.events[0]).toMatchObject({ subject: 'crashed', sequence: 2, data: { score: 7 } });
      expect(await other.raw.countDocuments({ outboxAt: { $exists: true } })).toBe(0);
    } finally {
      await other.close();
    }
  },
  20_000,
);
