import { type Person, person, testDatabase, type TestDatabase } from '../../testing/fixture.js';
import type { Filter } from '../queries/filter.js';
import type { TenantCollection } from './tenant-collection.js';

const one = 'acc_one';
let database: TestDatabase;
let people: TenantCollection<Person>;

beforeAll(async () => {
  database = await testDatabase();
  ({ people } = database);
});
afterAll(() => database.close());

describe('tenant isolation', () => {
  it('neither finds, counts, pages, changes, touches nor removes what belongs to another account', async () => {
    const mine = await people.insert(person());
    const two = 'acc_two';
    expect(await people.findById(two, mine._id)).toBeNull();
    expect(await people.find(two, { username: mine.username }, { limit: 10 })).toEqual([]);
    expect(await people.count(two, {})).toBe(0);
    expect(await people.page(two, { filter: {}, sort: [['lastName', 1]], page: { limit: 10 } })).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    });
    expect(await people.change({ ...mine, accountId: two }, { set: { score: 1 } })).toBeNull();
    expect(await people.decide(two, mine._id, () => ({ update: { set: { score: 1 } } }))).toBeNull();
    expect(await people.touch(two, { _id: mine._id }, { $set: { score: 1 } })).toBe(false);
    expect(await people.remove(two, { _id: mine._id })).toBe(false);
    await people.updateMany(two, {}, { $set: { score: 1 } });
    const bulk = await people.bulkWrite(two, [
      { updateMany: { filter: {}, update: { $set: { score: 1 } } } },
      { deleteOne: { filter: { _id: mine._id } } },
    ]);
    expect(bulk).toMatchObject({ matched: 0, deleted: 0 });
    expect(await people.aggregate(two, [{ $group: { _id: null, n: { $sum: 1 } } }])).toEqual([]);
    expect(await people.findById(one, mine._id)).toEqual(mine);
  });

  it('refuses a filter that names the account or runs code, and a query without an account', async () => {
    const sneaky: object = { $or: [{ accountId: 'acc_two' }, {}] };
    await expect(people.find(one, sneaky as Filter<Person>, { limit: 1 })).rejects.toThrow(/accountId/);
    await expect(people.findOne(one, { $where: 'true' } as Filter<Person>)).rejects.toThrow(/\$where/);
    for (const nothing of ['', undefined, { $ne: '' }])
      await expect(people.count(nothing as string, {})).rejects.toThrow(/account/);
  });

  it('refuses an update that would move a document to another account or touch its outbox', async () => {
    const mine = await people.insert(person());
    const move = { $set: { accountId: 'acc_two' } } as object;
    await expect(people.touch(one, { _id: mine._id }, move)).rejects.toThrow(/accountId/);
    await expect(people.change(mine, { unset: ['outbox'] })).rejects.toThrow(/outbox/);
    await expect(people.change(mine, { set: { 'outbox.0': 1 } })).rejects.toThrow(/outbox/);
  });

  it('keeps lookups inside the account', async () => {
    const mine = await people.insert(person({ lastName: 'Lookup' }));
    await people.insert(person({ accountId: 'acc_three', lastName: 'Lookup' }));
    const [found] = await people.aggregate<{ same: Person[] }>(one, [
      { $match: { _id: mine._id } },
      { $lookup: { from: 'people', localField: 'lastName', foreignField: 'lastName', as: 'same' } },
    ]);
    expect(found?.same.map(({ accountId }) => accountId)).toEqual([one]);
    expect(found).not.toHaveProperty('outbox');
  });

  it('lets a sweeper look across accounts', async () => {
    const lastName = 'Sweep';
    await people.insert(person({ lastName }));
    await people.insert(person({ accountId: 'acc_four', lastName }));
    const found = await people.acrossAccounts.find({ lastName }, { limit: 10 });
    expect(found.map(({ accountId }) => accountId).sort()).toEqual(['acc_four', one]);
    expect(await people.acrossAccounts.count({ lastName, accountId: 'acc_four' })).toBe(1);
    expect(await people.acrossAccounts.findOne({ lastName: 'Nobody' })).toBeNull();
  });
});
