import { eventually, race } from '@seatkeeper/testing';
import {
  notedOperations,
  type Person,
  person,
  scored,
  testDatabase,
  type TestDatabase,
} from '../../testing/fixture.js';
import type { TenantCollection } from '../collections/tenant-collection.js';
import { event } from '../outbox/event.js';

const one = 'acc_one';

describe('writes of which nobody asks whether they matched', () => {
  let database: TestDatabase;
  let people: TenantCollection<Person>;
  const operations = notedOperations(() => database);

  beforeAll(async () => {
    database = await testDatabase();
    ({ people } = database);
  });
  afterAll(() => database.close());

  it('sixty of an account take a few operations, and each is there when its caller hears of it', async () => {
    const there = await Promise.all(Array.from({ length: 60 }, () => people.insert(person())));
    operations.length = 0;
    const { errors } = await race(60, async (n) => {
      await people.note(one, { _id: there[n]!._id, score: 0 }, { $set: { score: n + 1 } });
      return people.findById(one, there[n]!._id);
    });
    expect(errors).toEqual([]);
    expect(operations.filter((operation) => operation === 'bulkWrite').length).toBeLessThanOrEqual(3);
    const scores = await Promise.all(there.map(({ _id }) => people.findById(one, _id)));
    expect(scores.map((found) => found?.score)).toEqual(there.map((_person, n) => n + 1));
  });

  const outboxOf = async (_id: string) => (await database.raw.findOne({ _id }))?.outbox?.length ?? 0;
  /** Somebody whose event is out and still in the outbox, where it waits half a second to be taken out. */
  async function published(): Promise<string> {
    const newcomer = person();
    const told = event(scored, newcomer._id, { accountId: one, score: 1 }, new Date());
    await people.insert(newcomer, [told]);
    await eventually(() => expect(database.bus.events.map(({ subject }) => subject)).toContain(newcomer._id));
    expect(await outboxOf(newcomer._id)).toBe(1);
    return newcomer._id;
  }

  it('they take along what was published and waits to be taken out: that is no command of its own', async () => {
    const noted = await people.insert(person());
    // Again where half a second had gone by in between.
    await eventually(async () => {
      const told = await published();
      operations.length = 0;
      await people.note(one, { _id: noted._id }, { $set: { score: 4 } });
      expect(await outboxOf(told)).toBe(0);
      expect(operations).toEqual(['bulkWrite']);
      expect(await database.relay.tidy()).toBe(false);
    }, 20_000);
    expect(await people.findById(one, noted._id)).toMatchObject({ score: 4 });
  });

  it('what could not be taken along stays for the sweeper, which is told', async () => {
    // Again where half a second had gone by before the database went.
    await eventually(async () => {
      const away = await testDatabase();
      const newcomer = person();
      const told = event(scored, newcomer._id, { accountId: one, score: 1 }, new Date());
      await away.people.insert(newcomer, [told]);
      await eventually(() => expect(away.bus.events).toHaveLength(1));
      await away.db.dropDatabase();
      await away.connection.close();
      await expect(away.people.note(one, { _id: 'x' }, { $set: { score: 1 } })).rejects.toThrow();
      expect(away.left()).toBe(1);
    }, 20_000);
  });

  it('each stands by its own filter: what no longer matches is left alone', async () => {
    const [ann, bob] = [await people.insert(person()), await people.insert(person({ score: 5 }))];
    await Promise.all(
      [ann, bob].map(({ _id }) => people.note(one, { _id, score: 0 }, { $set: { score: 9 } })),
    );
    expect(await people.findById(one, ann._id)).toMatchObject({ score: 9 });
    expect(await people.findById(one, bob._id)).toMatchObject({ score: 5 });
  });

  it('what a unique index refuses is refused to its own caller alone', async () => {
    const [ann, bob] = [await people.insert(person()), await people.insert(person())];
    const [refused, done] = await Promise.allSettled([
      people.note(one, { _id: ann._id }, { $set: { username: bob.username } }),
      people.note(one, { _id: bob._id }, { $set: { score: 3 } }),
    ]);
    expect(refused).toMatchObject({
      status: 'rejected',
      reason: { name: 'DuplicateKey', index: 'one-person-per-username' },
    });
    expect(done).toMatchObject({ status: 'fulfilled' });
    expect(await people.findById(one, bob._id)).toMatchObject({ score: 3 });
  });

  it('nobody notes anything in another account, alone or with others', async () => {
    const { _id } = await people.insert(person());
    await Promise.all([
      people.note('acc_two', { _id }, { $set: { score: 1 } }),
      people.note('acc_two', {}, { $set: { score: 1 } }),
    ]);
    expect(await people.findById(one, _id)).toMatchObject({ score: 0 });
    await expect(people.note(one, { _id }, { $set: { accountId: 'acc_two' } } as object)).rejects.toThrow(
      /accountId/,
    );
  });
});
