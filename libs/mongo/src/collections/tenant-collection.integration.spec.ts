import { race } from '@seatkeeper/testing';
import { type Person, person, scored, testDatabase, type TestDatabase } from '../../testing/fixture.js';
import { eventOfFound, oneMore, stored } from '../changes/computed.js';
import { DuplicateKey } from '../connection/failures.js';
import type { TenantCollection } from './tenant-collection.js';

const one = 'acc_one';
let database: TestDatabase;
let people: TenantCollection<Person>;

beforeAll(async () => {
  database = await testDatabase();
  ({ people } = database);
});
afterAll(() => database.close());

describe('storing and reading', () => {
  it('gives back plain objects with typed values, at version 1, without anything Mongoose made up', async () => {
    const given = person({ tags: ['a'], notes: [{ text: 'hello', at: new Date('2026-02-02') }] });
    const stored = await people.insert(given);
    expect(stored).toEqual({ ...given, version: 1 });
    const read = await people.findById(one, given._id);
    expect(read).toEqual({ ...given, version: 1 });
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(read?.joinedAt).toBeInstanceOf(Date);
  });

  it('refuses fields that are not declared, and values of another type', async () => {
    const unknown = { ...person(), shoeSize: 44 } as ReturnType<typeof person>;
    await expect(people.insert(unknown)).rejects.toThrow(/shoeSize/);
    const wrong = person({ status: 'gone' as 'away' });
    await expect(people.insert(wrong)).rejects.toThrow(/status/);
    const stored = await people.insert(person());
    await expect(people.change(stored, { set: { 'lease.colour': 'red' } })).rejects.toThrow(/lease.colour/);
    await expect(people.find(one, { 'lease.colour': 'red' }, { limit: 1 })).rejects.toThrow(/lease.colour/);
  });

  it('names the unique index that refuses', async () => {
    const { username } = await people.insert(person({ title: 'boss' }));
    const sameName = people.insert(person({ username }));
    await expect(sameName).rejects.toThrow(DuplicateKey);
    await expect(sameName).rejects.toMatchObject({ index: 'one-person-per-username' });
    const other = await people.insert(person());
    await expect(people.change(other, { set: { title: 'boss' } })).rejects.toMatchObject({
      index: 'one-boss-per-account',
    });
    await expect(people.insert(person({ _id: other._id }))).rejects.toMatchObject({ index: '_id_' });
  });

  it('stores only what is missing, and says how many were new', async () => {
    const docs = Array.from({ length: 20 }, () => person());
    expect(await people.insertMissing(docs.slice(0, 8))).toBe(8);
    expect(await people.insertMissing(docs)).toBe(12);
    expect(await people.insertMissing(docs)).toBe(0);
    const clash = person({ username: docs[0]?.username ?? '' });
    await expect(people.insertMissing([clash])).rejects.toMatchObject({ index: 'one-person-per-username' });
  });

  it('lets exactly one of thirty win who insert the same username at once', async () => {
    const username = person()._id;
    const { values, errors } = await race(30, () => people.insert(person({ username })));
    expect(values).toHaveLength(1);
    expect(errors.every((error) => error instanceof DuplicateKey)).toBe(true);
  });

  it('refuses lists without a sensible limit', async () => {
    await expect(people.find(one, {}, { limit: 0 })).rejects.toThrow(RangeError);
    await expect(people.find(one, {}, { limit: 1_000_000 })).rejects.toThrow(RangeError);
  });
});

describe('changing', () => {
  it('changes only a document that is still at its version, and counts the version up', async () => {
    const stored = await people.insert(person());
    const changed = await people.change(stored, { set: { score: 5 }, push: { tags: 'x' }, unset: ['title'] });
    expect(changed).toMatchObject({ version: 2, score: 5, tags: ['x'] });
    expect(await people.change(stored, { set: { score: 6 } })).toBeNull();
    expect(await people.findById(one, stored._id)).toEqual(changed);
  });

  it('gives each of twenty who change the first that matches another one, with its event, in one write each', async () => {
    const title = '$group';
    for (let score = 0; score < 15; score += 1) await people.insert(person({ score, tags: ['queue'] }));
    const now = new Date();
    const { values } = await race(20, () =>
      people.changeFirst(
        one,
        { tags: 'queue', status: 'active' },
        {
          set: { status: 'away', title, lastName: stored('username'), score: oneMore('score') },
          unset: ['tags'],
        },
        {
          sort: { score: 1 },
          events: [eventOfFound(scored, { accountId: one, score: stored('score') }, now)],
        },
      ),
    );
    const changed = values.filter((each) => each !== null);
    expect(changed.map(({ score }) => score).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 15 }, (_, i) => i + 1),
    );
    for (const each of changed) {
      expect(each).toMatchObject({ title, lastName: each.username, version: 2, status: 'away' });
      expect(await people.findById(one, each._id)).toEqual({ ...each, tags: undefined });
    }
    await database.relay.drain();
    const told = database.bus.events.filter(({ subject }) => changed.some(({ _id }) => _id === subject));
    expect(told).toHaveLength(15);
    for (const { subject, data, sequence } of told) {
      const about = changed.find(({ _id }) => _id === subject);
      expect({ data, sequence }).toEqual({
        data: { accountId: one, score: (about?.score ?? 0) - 1 },
        sequence: 2,
      });
    }
  });

  it('changes no first one of another account, and says what a unique index refuses', async () => {
    const mine = await people.insert(person({ lastName: 'Only' }));
    const find = { _id: mine._id };
    expect(await people.changeFirst('acc_other', find, { set: { score: 9 } })).toBeNull();
    const other = await people.insert(person());
    const take = people.changeFirst(one, { _id: other._id }, { set: { username: mine.username } });
    await expect(take).rejects.toMatchObject({ index: 'one-person-per-username' });
  });

  it('gives a lease to one of twenty', async () => {
    const { _id } = await people.insert(person());
    const until = new Date(Date.now() + 5_000);
    const { values } = await race(20, (index) =>
      people.touch(
        one,
        { _id, $nor: [{ 'lease.until': { $gte: new Date() } }] },
        { $set: { 'lease.by': `worker-${index}`, 'lease.until': until } },
      ),
    );
    expect(values.filter(Boolean)).toHaveLength(1);
    expect(await people.findById(one, _id)).toMatchObject({ version: 1 });
  });

  it('reports what unique indexes refused in a bulk write, and does the rest', async () => {
    const [first, second] = [await people.insert(person()), await people.insert(person())];
    const result = await people.bulkWrite(one, [
      { updateOne: { filter: { _id: first._id }, update: { $set: { score: 9 }, $inc: { version: 1 } } } },
      { updateOne: { filter: { _id: second._id }, update: { $set: { username: first.username } } } },
      {
        updateOne: {
          filter: { _id: 'bulk-new' },
          update: { $set: { ...withoutKeys(person({ username: 'bulk-new' })) } },
          upsert: true,
        },
      },
      { deleteOne: { filter: { _id: 'nobody' } } },
    ]);
    expect(result).toEqual({
      matched: 1,
      upserted: 1,
      deleted: 0,
      duplicates: [{ position: 1, index: 'one-person-per-username' }],
    });
    expect(await people.findById(one, 'bulk-new')).toMatchObject({ accountId: one, version: 1 });
    expect(await people.findById(one, first._id)).toMatchObject({ score: 9, version: 2 });
  });

  it('loses no upsert of twenty bulk writes that create the same documents at once', async () => {
    const ids = Array.from({ length: 10 }, (_, i) => `upserted-${i}`);
    const { score: _score, ...fields } = withoutKeys(person());
    const { values } = await race(20, () =>
      people.bulkWrite(
        one,
        ids.map((_id) => ({
          updateOne: {
            filter: { _id },
            update: { $inc: { score: 1 }, $setOnInsert: { ...fields, username: _id } },
            upsert: true,
          },
        })),
      ),
    );
    expect(values.flatMap(({ duplicates }) => duplicates)).toEqual([]);
    const stored = await people.find(one, { _id: { $in: ids } }, { limit: 100 });
    expect(stored.map(({ score }) => score)).toEqual(ids.map(() => 20));
    const nameless = {
      updateOne: { filter: { username: 'x' }, update: { $set: { score: 1 } }, upsert: true },
    };
    await expect(people.bulkWrite(one, [nameless])).rejects.toThrow(/_id/);
  });
});

describe('a count', () => {
  const made = () => {
    const { score: _counted, ...rest } = withoutKeys(person());
    return rest;
  };

  it('begins with one and gives every number once, however many ask at once', async () => {
    const first = made();
    const { values } = await race(30, () => people.countUp(one, 'counter', 'score', first));
    expect(values.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
    expect(await people.findById(one, 'counter')).toMatchObject({ ...first, version: 30 });
  });

  it('of one account is out of reach for another', async () => {
    await people.countUp(one, 'mine', 'score', made());
    await expect(people.countUp('acc_two', 'mine', 'score', made())).rejects.toThrow('_id_');
    expect(await people.findById(one, 'mine')).toMatchObject({ score: 1 });
  });
});

const withoutKeys = ({ _id, accountId, ...rest }: ReturnType<typeof person>) => rest;
