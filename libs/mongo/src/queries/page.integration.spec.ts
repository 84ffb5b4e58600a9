import type { Page } from '@seatkeeper/contracts';
import { type Person, person, testDatabase, type TestDatabase } from '../../testing/fixture.js';
import type { PageQuery } from './page.js';
import type { TenantCollection } from '../collections/tenant-collection.js';

let database: TestDatabase;
let people: TenantCollection<Person>;

beforeAll(async () => {
  database = await testDatabase();
  ({ people } = database);
});
afterAll(() => database.close());

/** Reads a list to its end, doing something between the pages. */
async function readAll(
  accountId: string,
  query: Omit<PageQuery<Person>, 'page'>,
  limit: number,
  between: (page: Page<Person>) => Promise<unknown> = () => Promise.resolve(),
): Promise<Person[]> {
  const items: Person[] = [];
  let cursor: string | undefined;
  do {
    const page = await people.page(accountId, { ...query, page: { limit, cursor } });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
    if (cursor) await between(page);
  } while (cursor);
  return items;
}

const store = (accountId: string, n: number, values: (i: number) => Partial<Person>) =>
  people.insertMissing(Array.from({ length: n }, (_, i) => person({ accountId, ...values(i) })));

it.each([
  ['one field up', [['lastName', 1]]],
  ['one field down', [['lastName', -1]]],
  [
    'two fields in different directions',
    [
      ['status', 1],
      ['joinedAt', -1],
    ],
  ],
  ['a field that most lack, up', [['title', 1]]],
  [
    'a field that most lack, down',
    [
      ['title', -1],
      ['score', 1],
    ],
  ],
  ['the id alone', []],
] as [string, [string, 1 | -1][]][])('reads every row once, sorted by %s', async (name, sort) => {
  const account = `acc_${name}`;
  await store(account, 97, (i) => ({
    lastName: `Name ${i % 5}`,
    status: i % 3 ? 'active' : 'away',
    joinedAt: new Date(Date.UTC(2026, 0, 1 + (i % 7))),
    score: i % 4,
    ...(i % 10 === 0 && { title: `Title ${i}` }),
  }));
  const items = await readAll(account, { filter: {}, sort }, 10);
  expect(new Set(items.map(({ _id }) => _id)).size).toBe(97);
  expect(items).toHaveLength(97);
  const inOne = await people.page(account, { filter: {}, sort, page: { limit: 200 } });
  expect(items).toEqual(inOne.items);
});

it('neither repeats nor hides a row while others are inserted before and behind the cursor', async () => {
  const account = 'acc_stable';
  await store(account, 60, (i) => ({ _id: `stable-${i}`, lastName: `m${String(i).padStart(3, '0')}` }));
  let round = 0;
  const items = await readAll(account, { filter: {}, sort: [['lastName', 1]] }, 7, () => {
    round++;
    return store(account, 10, (i) => ({ _id: `late-${round}-${i}`, lastName: i % 2 ? 'a' : `m${round}` }));
  });
  const ids = items.map(({ _id }) => _id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => id.startsWith('stable-'))).toHaveLength(60);
});

it('counts what the filter matches, on every page', async () => {
  const account = 'acc_counted';
  await store(account, 30, (i) => ({ status: i < 12 ? 'away' : 'active' }));
  const query = { filter: { status: 'away' as const }, sort: [['lastName', 1]] as [string, 1][] };
  const first = await people.page(account, { ...query, page: { limit: 5 } });
  expect(first.total).toBe(12);
  const second = await people.page(account, { ...query, page: { limit: 5, cursor: first.nextCursor ?? '' } });
  expect(second).toMatchObject({ total: 12, items: { length: 5 } });
});

it('counts with the first page alone: what comes later is in the next first page', async () => {
  const account = 'acc_counted_once';
  await store(account, 12, () => ({ status: 'away' }));
  const query = { filter: { status: 'away' as const }, sort: [['lastName', 1]] as [string, 1][] };
  const first = await people.page(account, { ...query, page: { limit: 5 } });
  await store(account, 3, (i) => ({ _id: `later-${i}`, status: 'away' }));
  const second = await people.page(account, { ...query, page: { limit: 5, cursor: first.nextCursor ?? '' } });
  const third = await people.page(account, { ...query, page: { limit: 5, cursor: second.nextCursor ?? '' } });
  expect([first.total, second.total, third.total]).toEqual([12, 12, 12]);
  expect((await people.page(account, { ...query, page: { limit: 5 } })).total).toBe(15);
});

it('leaves the total out above ten thousand unless it has to be exact', async () => {
  const account = 'acc_many';
  await database.db.collection<{ _id: string }>('people').insertMany(
    Array.from({ length: 10_050 }, (_, i) => ({
      ...person({ accountId: account, _id: `many-${i}` }),
      version: 1,
    })),
  );
  const query = { filter: {}, sort: [['lastName', 1]] as [string, 1][] };
  const first = await people.page(account, { ...query, page: { limit: 1 } });
  expect(first).not.toHaveProperty('total');
  const exact = { limit: 1, count: 'exact' } as const;
  expect(await people.page(account, { ...query, page: exact })).toMatchObject({ total: 10_050 });
  const cursor = first.nextCursor ?? '';
  expect(await people.page(account, { ...query, page: { limit: 1, cursor } })).not.toHaveProperty('total');
  expect(await people.page(account, { ...query, page: { ...exact, cursor } })).toMatchObject({
    total: 10_050,
  });
});

it('carries sort keys of any length in a cursor that the contract accepts', async () => {
  const account = 'acc_long';
  await store(account, 9, (i) => ({ lastName: '長'.repeat(500) + i }));
  const lengths: number[] = [];
  const items = await readAll(account, { filter: {}, sort: [['lastName', -1]] }, 2, async ({ nextCursor }) =>
    lengths.push(nextCursor?.length ?? 0),
  );
  expect(items).toHaveLength(9);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(1_000);
});

it('refuses a cursor of another account, filter or order, and what is no cursor at all', async () => {
  const account = 'acc_cursors';
  await store(account, 5, () => ({}));
  const query = { filter: {}, sort: [['lastName', 1]] as [string, 1 | -1][] };
  const cursor = (await people.page(account, { ...query, page: { limit: 2 } })).nextCursor ?? '';
  const page = { limit: 2, cursor };
  await expect(people.page(account, { ...query, page })).resolves.toMatchObject({ items: { length: 2 } });
  const refused = { code: 'validation-failed', errors: [{ path: 'cursor' }] };
  await expect(people.page('acc_other', { ...query, page })).rejects.toMatchObject(refused);
  await expect(people.page(account, { ...query, filter: { status: 'away' }, page })).rejects.toMatchObject(
    refused,
  );
  await expect(people.page(account, { ...query, sort: [['lastName', -1]], page })).rejects.toMatchObject(
    refused,
  );
  for (const nonsense of ['', 'x', 'bnVsbA', Buffer.from('["a",{"$ne":1}]').toString('base64url')])
    await expect(
      people.page(account, { ...query, page: { limit: 2, cursor: nonsense } }),
    ).rejects.toMatchObject(refused);
});
