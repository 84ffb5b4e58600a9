import { race } from '@seatkeeper/testing';
import { testDatabase, type TestDatabase } from '../testing/fixture.js';
import { MongoInbox } from './inbox.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

it('remembers an event, also when twenty note it at once', async () => {
  const inbox = new MongoInbox(database.db.collection('inbox'));
  expect(await inbox.seen('event-1')).toBe(false);
  const { refusals } = await race(20, () => inbox.note('event-1'));
  expect(refusals).toEqual({});
  expect(await inbox.seen('event-1')).toBe(true);
  expect(await inbox.seen('event-2')).toBe(false);
});
