import { testDatabase, type TestDatabase } from '../../testing/fixture.js';
import { type IndexSpec, OUTBOX_INDEX } from './collection.js';
import { buildIndexes } from './indexes.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const unique: IndexSpec = { name: 'one-per-key', keys: { accountId: 1, key: 1 }, unique: true };

it('builds what is missing, and nothing the second time', async () => {
  const { db } = database;
  const wanted: IndexSpec[] = [
    unique,
    OUTBOX_INDEX,
    { name: 'forget', keys: { at: 1 }, ttlSeconds: 60 },
    { name: 'open', keys: { accountId: 1, at: -1 }, where: { state: 'open' } },
  ];
  await buildIndexes(db, 'things', wanted);
  await buildIndexes(db, 'things', wanted);
  const names = (await db.collection('things').indexes()).map(({ name }) => name);
  expect(names.sort()).toEqual(['_id_', 'forget', 'one-per-key', 'open', 'outbox']);
});

it('can be built by several replicas that start at once', async () => {
  const { db } = database;
  await Promise.all([1, 2, 3, 4].map(() => buildIndexes(db, 'shared', [unique, OUTBOX_INDEX])));
  expect(await db.collection('shared').indexes()).toHaveLength(3);
});

it.each<[string, IndexSpec]>([
  ['other keys', { ...unique, keys: { accountId: 1, other: 1 } }],
  ['keys in another order', { ...unique, keys: { key: 1, accountId: 1 } }],
  ['no uniqueness', { name: unique.name, keys: unique.keys }],
  ['a condition', { ...unique, where: { state: 'open' } }],
])('stops when an index of that name exists and has to have %s', async (_case, wanted) => {
  const { db } = database;
  await buildIndexes(db, 'differing', [unique]);
  await expect(buildIndexes(db, 'differing', [wanted])).rejects.toThrow(
    /The index one-per-key of .*\.differing is .* but has to be .*dropIndex\('one-per-key'\)/,
  );
});

it('stops and shows the key when the data break a unique index', async () => {
  const { db } = database;
  await db.collection('doubled').insertMany([
    { accountId: 'acc_one', key: 'k' },
    { accountId: 'acc_one', key: 'k' },
  ]);
  await expect(buildIndexes(db, 'doubled', [unique])).rejects.toThrow(
    /one-per-key of .*\.doubled cannot be unique: .*"k".*Remove the doubles/,
  );
});
