import { countOperations, servers } from '@seatkeeper/testing';
import {
  people as spec,
  type Person,
  person,
  scored,
  testDatabase,
  type TestDatabase,
} from '../../testing/fixture.js';
import type { TenantCollection } from '../collections/tenant-collection.js';
import { event } from '../outbox/event.js';

const one = 'acc_one';

describe('what is looked for in one moment', () => {
  let database: TestDatabase;
  let people: TenantCollection<Person>;
  let others: TenantCollection<Person>;

  beforeAll(async () => {
    const { mongo: uri } = servers();
    database = await testDatabase(undefined, `${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`);
    ({ people } = database);
    others = await database.collection({ ...spec, name: 'others' });
  });
  afterAll(() => database.close());

  const counting = () => countOperations(database.connection.getClient());

  it('is one operation, whichever collections it is about, and each who asks finds what is theirs', async () => {
    const [ann, ben] = [await people.insert(person()), await others.insert(person({ score: 7 }))];
    const titled = await people.insert(person({ title: 'joined', tags: ['a'] }));
    const counted = counting();
    const found = await Promise.all([
      others.countJoined(one, { score: 7 }, 10),
      people.find(one, { title: 'joined' }, { limit: 5, joined: true, projection: { _id: 1, tags: 1 } }),
      people.findById(one, ann._id),
      others.findById(one, ben._id),
      others.findById(one, ann._id),
    ]);
    expect(counted.end()).toEqual({ 'read others+others+people+people': 1 });
    expect(found).toEqual([1, [{ _id: titled._id, tags: ['a'] }], ann, ben, null]);
  });

  it('is sorted and counted no further than asked, also beside others', async () => {
    for (const score of [3, 1, 2]) await others.insert(person({ score, lastName: 'Sorted' }));
    const sorted = { limit: 2, sort: { score: 1 }, joined: true } as const;
    const [first, count] = await Promise.all([
      others.find(one, { lastName: 'Sorted' }, sorted),
      others.countJoined(one, { lastName: 'Sorted' }, 2),
    ]);
    expect(first.map(({ score }) => score)).toEqual([1, 2]);
    expect(count).toBe(2);
  });

  it('is of its own account alone, and shows no event that waits', async () => {
    database.bus.refuses = true;
    const told = event(scored, 'ann', { accountId: 'acc_two', score: 1 }, new Date());
    const { _id } = await people.insert({ ...person(), accountId: 'acc_two' }, [told]);
    const [hidden, shown, listed, count] = await Promise.all([
      people.findById(one, _id),
      people.findById('acc_two', _id),
      people.find('acc_two', { lastName: 'Doe' }, { limit: 5, joined: true }),
      people.countJoined(one, { _id }, 5),
    ]);
    expect([hidden, count]).toEqual([null, 0]);
    expect(Object.keys(shown ?? {})).not.toContain('outbox');
    expect(listed).toEqual([shown]);
    database.bus.refuses = false;
  });

  it('asked for alone it is what it always was', async () => {
    const { _id } = await people.insert(person());
    const counted = counting();
    await people.findById(one, _id);
    await people.find(one, { _id }, { limit: 1, joined: true });
    expect(await people.countJoined(one, { _id }, 5)).toBe(1);
    expect(counted.end()).toEqual({ 'find people': 2, 'aggregate people': 1 });
  });

  it('fails for all who asked when the database is away', async () => {
    const away = await testDatabase();
    await away.close();
    const asked = [
      away.people.findById(one, 'x'),
      away.people.find(one, { _id: 'x' }, { limit: 1, joined: true }),
    ];
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
