import { type Person, person, testDatabase, type TestDatabase } from '../../testing/fixture.js';
import type { Filter } from '../queries/filter.js';
import { AccountSet } from './account-set.js';
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

  it('reads of several accounts together those that are listed, and no other, whatever the filter says', async () => {
    const lastName = 'Together';
    for (const accountId of ['acc_ta', 'acc_tb', 'acc_tc', 'acc_td'])
      for (const score of [1, 2]) await people.insert(person({ accountId, lastName, score }));
    const some = AccountSet.of('acc_tb', ['acc_ta', 'acc_tb', 'acc_td']);
    const whose = (found: readonly Person[]) => found.map(({ accountId }) => accountId).sort();
    expect(whose(await people.ofAccounts.find(some, { lastName, score: 1 }, { limit: 10 }))).toEqual([
      'acc_ta',
      'acc_tb',
      'acc_td',
    ]);
    const sneaky: object = { $or: [{ accountId: 'acc_tc' }, {}] };
    await expect(people.ofAccounts.find(some, sneaky as Filter<Person>, { limit: 10 })).rejects.toThrow(
      /accountId/,
    );
    await expect(
      people.ofAccounts.find(some, { $where: 'true' } as Filter<Person>, { limit: 10 }),
    ).rejects.toThrow(/\$where/);
    expect(() => AccountSet.of('acc_ta', [{ $ne: '' } as unknown as string])).toThrow(/account/);
    expect(() => AccountSet.of('acc_ta', [''])).toThrow(/account/);
    const many = Array.from({ length: 200 }, (_, n) => `acc_${n}`);
    expect(() => AccountSet.of('acc_ta', many)).toThrow(/at most 200/);
    expect(AccountSet.of('acc_0', many).ids).toHaveLength(200);
  });

  it('pages over several accounts by the question, not by who is in them', async () => {
    const lastName = 'Paged';
    for (const accountId of ['acc_pa', 'acc_pb']) await people.insert(person({ accountId, lastName }));
    const first = AccountSet.of('acc_pa', ['acc_pb']);
    const query = (cursor?: string) => ({
      filter: { lastName },
      sort: [['lastName', 1]] as [string, 1 | -1][],
      page: { limit: 1, cursor },
      of: { lastName },
    });
    const { items, nextCursor, total } = await people.ofAccounts.page(first, query());
    expect(total).toBe(2);
    const later = await people.ofAccounts.page(
      AccountSet.of('acc_pa', ['acc_pb', 'acc_pc']),
      query(nextCursor ?? ''),
    );
    expect(new Set([...items, ...later.items].map(({ _id }) => _id)).size).toBe(2);
    for (const other of [AccountSet.of('acc_pb', ['acc_pa']), 'acc_pa'])
      await expect(
        typeof other === 'string'
          ? people.page(other, query(nextCursor ?? ''))
          : people.ofAccounts.page(other, query(nextCursor ?? '')),
      ).rejects.toMatchObject({ code: 'validation-failed' });
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
