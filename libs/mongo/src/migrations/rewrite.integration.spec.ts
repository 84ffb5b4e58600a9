import { isDeepStrictEqual } from 'node:util';
import { race } from '@seatkeeper/testing';
import { type Person, person, testDatabase, type TestDatabase } from '../../testing/fixture.js';
import { rewriteDocuments } from './rewrite.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

/** Tags made of the name, as the terms of a search are. */
const tagsOf = (lastName: string) => [lastName.toUpperCase()];
const tagged = ({ lastName, tags }: Person): Partial<Person> | null =>
  isDeepStrictEqual(tags, tagsOf(lastName)) ? null : { tags: tagsOf(lastName) };

async function crowd(size: number) {
  const all = Array.from({ length: size }, (_, n) => ({ ...person({ lastName: `n${n}` }), version: 1 }));
  await database.raw.insertMany(all);
  return all;
}

it('rewrites every document once, in batches, and only those that differ', async () => {
  const { db, raw } = database;
  await crowd(2_500);
  let rewritten = 0;
  let batches = 0;
  const rewrite = (doc: Person) => {
    const set = tagged(doc);
    if (set) rewritten++;
    return set;
  };
  await rewriteDocuments<Person>(db, 'people', ['lastName', 'tags'], rewrite, () => void batches++);
  expect(batches).toBe(3);
  expect(await raw.distinct('tags')).toHaveLength(2_500);
  expect(await raw.countDocuments({ version: 1 })).toBe(2_500);
  await rewriteDocuments<Person>(db, 'people', ['lastName', 'tags'], rewrite, () => undefined);
  expect(rewritten).toBe(2_500);
});

it('leaves nothing derived of an older state, though everything is changed meanwhile', async () => {
  const { db, people } = database;
  const all = await crowd(400);
  const rewriting = rewriteDocuments<Person>(db, 'people', ['lastName', 'tags'], tagged, () => undefined);
  await race(all.length, async (n) => {
    const { accountId, _id } = all[n] ?? person();
    const lastName = `renamed${n}`;
    await people.decide(accountId, _id, () => ({ update: { set: { lastName, tags: tagsOf(lastName) } } }));
  });
  await rewriting;
  const after = await people.find('acc_one', {}, { limit: 1_000 });
  expect(after).toHaveLength(400);
  expect(after.filter((doc) => tagged(doc) !== null)).toEqual([]);
});
