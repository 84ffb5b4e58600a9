import { type Person, person, testDatabase, type TestDatabase } from '../../testing/fixture.js';
import type { TenantCollection } from '../collections/tenant-collection.js';

let database: TestDatabase;
let people: TenantCollection<Person>;

beforeAll(async () => {
  database = await testDatabase();
  ({ people } = database);
});
afterAll(() => database.close());

const store = (accountId: string, titles: readonly (string | undefined)[]) =>
  people.insertMissing(
    titles.map((title, n) =>
      person({
        accountId,
        _id: `${accountId}-${n}`,
        lastName: `n${n}`,
        ...(title !== undefined && { title }),
      }),
    ),
  );

const titled = (direction: 1 | -1) => ({
  filter: {},
  sort: [
    ['title', direction],
    ['lastName', direction],
  ] as [string, 1 | -1][],
  lastWithout: 'title',
});

async function readAll(accountId: string, direction: 1 | -1, limit: number): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await people.page(accountId, { ...titled(direction), page: { limit, cursor } });
    found.push(...page.items.map(({ lastName }) => lastName));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

it.each([1, 2, 3, 4, 5, 9])('has those without a value last either way round, %d a page', async (limit) => {
  const accountId = `acc_last_${limit}`;
  await store(accountId, ['b', undefined, 'a', undefined, 'c']);
  expect(await readAll(accountId, 1, limit)).toEqual(['n2', 'n0', 'n4', 'n1', 'n3']);
  expect(await readAll(accountId, -1, limit)).toEqual(['n4', 'n0', 'n2', 'n3', 'n1']);
});

it('ends with the last value where everybody has one', async () => {
  await store('acc_all', ['a', 'b']);
  const page = await people.page('acc_all', { ...titled(1), page: { limit: 2 } });
  expect(page).toMatchObject({ nextCursor: null, total: 2, items: { length: 2 } });
});

it('is one list to who counts', async () => {
  await store('acc_counted_whole', ['a', undefined, undefined]);
  const totals: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page = await people.page('acc_counted_whole', { ...titled(1), page: { limit: 1, cursor } });
    totals.push(page.total);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(totals).toEqual([3, 3, 3]);
});

it('refuses the cursors of the one part for the other, and of another order', async () => {
  const accountId = 'acc_foreign';
  await store(accountId, ['a', 'b', undefined, undefined]);
  const { nextCursor } = await people.page(accountId, { ...titled(1), page: { limit: 1 } });
  for (const cursor of [`.${nextCursor}`, 'x'])
    await expect(people.page(accountId, { ...titled(1), page: { limit: 1, cursor } })).rejects.toMatchObject({
      code: 'validation-failed',
    });
  const rest = await people.page(accountId, { ...titled(1), page: { limit: 3 } });
  const other = people.page(accountId, { ...titled(-1), page: { limit: 1, cursor: rest.nextCursor ?? '' } });
  await expect(other).rejects.toMatchObject({ code: 'validation-failed' });
});
