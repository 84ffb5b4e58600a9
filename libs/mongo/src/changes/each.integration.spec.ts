import { runInContext } from '@seatkeeper/service';
import {
  notedOperations,
  type Person,
  person,
  scored,
  testDatabase,
  type TestDatabase,
} from '../../testing/fixture.js';
import type { TenantCollection } from '../collections/tenant-collection.js';
import { DuplicateKey } from '../connection/failures.js';
import { eventOfFound, oneMore, stored } from './computed.js';

const one = 'acc_one';

describe('many changes by one command', () => {
  let database: TestDatabase;
  let people: TenantCollection<Person>;
  const operations = notedOperations(() => database);

  beforeAll(async () => {
    database = await testDatabase();
    ({ people } = database);
  });
  afterAll(() => database.close());

  const crowd = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, score) => people.insert(person({ score }))));
  /** Made in a request of its own for each. */
  const change = (doc: Person, username?: string) =>
    runInContext({ requestId: `req_${doc._id}` }, () => ({
      doc,
      change: { set: { score: oneMore('score'), lastName: stored('username'), title: undefined, username } },
      events: [eventOfFound(scored, { accountId: one, score: stored('score') }, new Date())],
    }));
  const toldOf = (docs: readonly Person[]) => {
    const ids = new Set(docs.map(({ _id }) => _id));
    return database.bus.events.filter(({ subject }) => ids.has(subject));
  };

  it('twenty are one operation, each is answered as it is stored, and tells of its own request', async () => {
    const docs = await crowd(20);
    operations.length = 0;
    const changed = await people.changeEach(docs.map((doc) => change(doc)));
    expect(operations).toEqual(['bulkWrite']);
    for (const [n, doc] of docs.entries()) {
      expect(changed[n]).toEqual({ ...doc, score: n + 1, lastName: doc.username, version: 2 });
      expect(await people.findById(one, doc._id)).toEqual(changed[n]);
    }
    await database.relay.drain();
    const told = toldOf(docs).map(({ subject, sequence, data, context }) => ({
      subject,
      sequence,
      data,
      context,
    }));
    expect(told).toEqual(
      docs.map(({ _id, score }) => ({
        subject: _id,
        sequence: 2,
        data: { accountId: one, score },
        context: { requestId: `req_${_id}` },
      })),
    );
  });

  it('whoever was changed meanwhile is left alone, and so is whoever an index refuses; the others are done', async () => {
    const docs = await crowd(6);
    const taken = await people.insert(person());
    await people.change(docs[1]!, { set: { score: 50 } });
    const changed = await people.changeEach(
      docs.map((doc, n) => change(doc, n === 3 ? taken.username : undefined)),
    );
    expect(changed[1]).toBeNull();
    expect(changed[3]).toBeInstanceOf(DuplicateKey);
    expect(changed[3]).toMatchObject({ index: 'one-person-per-username' });
    const scores = await Promise.all(docs.map(async ({ _id }) => (await people.findById(one, _id))?.score));
    expect(scores).toEqual([1, 50, 3, 3, 5, 6]);
    expect([0, 2, 4, 5].map((n) => changed[n])).toMatchObject([
      { score: 1 },
      { score: 3 },
      { score: 5 },
      { score: 6 },
    ]);
    await database.relay.drain();
    expect(toldOf(docs).map(({ subject }) => subject)).toEqual([0, 2, 4, 5].map((n) => docs[n]!._id));
  });

  it('nothing of another account is changed', async () => {
    const [doc] = await crowd(1);
    expect(await people.changeEach([change({ ...doc!, accountId: 'acc_other' })])).toEqual([null]);
    expect(await people.findById(one, doc!._id)).toEqual(doc);
    await expect(people.changeEach([change({ ...doc!, accountId: '' })])).rejects.toThrow(TypeError);
  });

  it('of nothing, nothing is asked', async () => {
    operations.length = 0;
    expect(await people.changeEach([])).toEqual([]);
    expect(operations).toEqual([]);
  });
});
