import { countOperations, race, servers } from '@seatkeeper/testing';
import { type Person, person, testDatabase, type TestDatabase } from '../../testing/fixture.js';
import type { TenantCollection } from '../collections/tenant-collection.js';

const one = 'acc_one';

describe('finding by ids, by many at once', () => {
  let database: TestDatabase;
  let people: TenantCollection<Person>;

  beforeAll(async () => {
    database = await testDatabase(undefined, watched(servers().mongo));
    ({ people } = database);
  });
  afterAll(() => database.close());

  const finds = () => {
    const counted = countOperations(database.connection.getClient());
    return () => counted.end()['find people'] ?? 0;
  };

  it('sixty callers take a few operations, and each finds its own', async () => {
    const there = await Promise.all(Array.from({ length: 20 }, () => people.insert(person())));
    const count = finds();
    const { values, errors } = await race(60, (n) => people.findById(one, there[n % 20]!._id));
    expect(count()).toBeLessThanOrEqual(3);
    expect(errors).toEqual([]);
    expect(values.map((found) => found?._id)).toEqual(values.map((_found, n) => there[n % 20]!._id));
  });

  it('two who find the same one have a copy each, dates and all', async () => {
    const { _id } = await people.insert(person({ notes: [{ text: 'hello', at: new Date('2026-02-02') }] }));
    const [first, second] = await Promise.all([people.findById(one, _id), people.findById(one, _id)]);
    expect(second).toEqual(first);
    expect(second?.notes[0]?.at).toBeInstanceOf(Date);
    first!.notes.push({ text: 'mine', at: new Date() });
    expect(second?.notes).toHaveLength(1);
  });

  it('who looks with others for what is there finds nothing of another account, nor what is not there', async () => {
    const { _id } = await people.insert(person());
    const found = await Promise.all([
      people.findById(one, _id),
      people.findById('acc_two', _id),
      people.findById(one, 'nobody'),
    ]);
    expect(found.map((each) => each?._id)).toEqual([_id, undefined, undefined]);
  });

  it('whoever has written finds it, however many look at the same time', async () => {
    const { _id } = await people.insert(person());
    const { errors } = await race(40, async (n) => {
      if (n % 2) return people.findById(one, _id);
      const after = await people.decide(one, _id, ({ score }) => ({ update: { set: { score: score + 1 } } }));
      const seen = await people.findById(one, _id);
      expect(seen!.score).toBeGreaterThanOrEqual(after!.score);
      return seen;
    });
    expect(errors).toEqual([]);
    expect((await people.findById(one, _id))?.score).toBe(20);
  });

  it('an id that is no text is refused to who has it, and holds nobody else up', async () => {
    const { _id } = await people.insert(person());
    const strange = { $ne: null } as unknown as string;
    const [found, refused] = await Promise.allSettled([
      people.findById(one, _id),
      people.findById(one, strange),
    ]);
    expect(found).toMatchObject({ status: 'fulfilled', value: { _id } });
    expect(refused).toMatchObject({ status: 'rejected' });
  });
});

/** The driver tells of its commands only when it is asked to. */
const watched = (uri: string) => `${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`;
