import { scored, testDatabase, type TestDatabase } from '../../testing/fixture.js';
import { event } from '../outbox/event.js';
import { defineCollection, type Stored } from '../schema/collection.js';
import type { TenantCollection } from './tenant-collection.js';

interface Note extends Stored {
  text: string;
}

const notes = defineCollection<Note>({
  name: 'notes',
  silent: true,
  fields: { text: { type: String, required: true } },
  indexes: [{ name: 'by-text', keys: { accountId: 1, text: 1 } }],
});
const accountId = 'acc_one';
let database: TestDatabase;
let silent: TenantCollection<Note>;

beforeAll(async () => {
  database = await testDatabase();
  silent = await database.collection(notes);
});
afterAll(() => database.close());

const told = () => [event(scored, 'note', { accountId, score: 1 }, new Date())];
const storedAs = (_id: string) => database.db.collection<Note>(notes.name).findOne({ _id });

it('has no outbox and no index of one', async () => {
  const indexes = await database.db.collection(notes.name).indexes();
  expect(indexes.map(({ name }) => name).sort()).toEqual(['_id_', 'by-text']);
});

it('is stored, changed and removed like any other', async () => {
  const note = await silent.insert({ _id: 'a', accountId, text: 'one' });
  const changed = await silent.change(note, { set: { text: 'two' } });
  expect(await storedAs('a')).toEqual({ _id: 'a', accountId, text: 'two', version: 2 });
  expect(await silent.change(note, { set: { text: 'three' } })).toBeNull();
  expect(await silent.remove('acc_other', { _id: 'a' })).toBe(false);
  expect(await silent.remove(accountId, { _id: changed?._id ?? '' })).toBe(true);
  expect(await silent.remove(accountId, { _id: 'a' })).toBe(false);
});

it('takes no event, by whichever write it comes, and changes nothing then', async () => {
  const refused = /collection notes is silent/;
  await expect(silent.insert({ _id: 'b', accountId, text: 'one' }, told())).rejects.toThrow(refused);
  expect(await storedAs('b')).toBeNull();
  const note = await silent.insert({ _id: 'b', accountId, text: 'one' });
  await expect(silent.change(note, { set: { text: 'two' } }, told())).rejects.toThrow(refused);
  const first = silent.changeFirst(accountId, { _id: 'b' }, { set: { text: 'two' } }, { events: told() });
  await expect(first).rejects.toThrow(refused);
  const decided = silent.decide(accountId, 'b', () => ({
    update: { set: { text: 'two' } },
    events: told(),
  }));
  await expect(decided).rejects.toThrow(refused);
  expect(await storedAs('b')).toEqual(note);
});
