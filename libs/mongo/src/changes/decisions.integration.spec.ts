import { Fault } from '@seatkeeper/contracts';
import { race } from '@seatkeeper/testing';
import {
  notedOperations,
  type Person,
  person,
  testDatabase,
  type TestDatabase,
} from '../../testing/fixture.js';
import type { TenantCollection } from '../collections/tenant-collection.js';

const one = 'acc_one';
let database: TestDatabase;
let people: TenantCollection<Person>;

beforeAll(async () => {
  database = await testDatabase();
  ({ people } = database);
});
afterAll(() => database.close());

describe('a decision', () => {
  it('loses no decision of fifty that are made at once', async () => {
    const { _id } = await people.insert(person());
    const { values } = await race(50, () =>
      people.decide(one, _id, (doc) => ({ update: { set: { score: doc.score + 1 } } })),
    );
    expect(values).toHaveLength(50);
    expect(await people.findById(one, _id)).toMatchObject({ score: 50, version: 51 });
  });

  it('loses none either when they come from collections that do not know of each other', async () => {
    const copies = [people, ...(await Promise.all([1, 2, 3].map(() => copyOf(database))))];
    const { _id } = await people.insert(person());
    const { values, refusals } = await race(40, (index) =>
      (copies[index % 4] ?? people).decide(one, _id, (doc) => ({
        update: { inc: { score: 1 }, push: { tags: `${doc.version}` } },
      })),
    );
    expect(refusals).toEqual({});
    expect(values).toHaveLength(40);
    const after = await people.findById(one, _id);
    expect(after?.score).toBe(40);
    expect(new Set(after?.tags).size).toBe(40);
  });

  it('hands on the refusal of a decision, and changes nothing', async () => {
    const { _id } = await people.insert(person());
    const refused = people.decide(one, _id, () => {
      throw new Fault('wrong-status');
    });
    await expect(refused).rejects.toMatchObject({ code: 'wrong-status' });
    expect(await people.decide(one, _id, () => null)).toMatchObject({ version: 1 });
    expect(await people.decide(one, 'nobody', () => ({ update: { set: { score: 1 } } }))).toBeNull();
  });

  it('of what is there from its first change on begins it once, and loses none of those that came at once', async () => {
    const first = person();
    const { values, refusals } = await race(20, () =>
      people.decideFirst(first, () => ({ update: { inc: { score: 1 } } })),
    );
    expect(refusals).toEqual({});
    expect(values).toHaveLength(20);
    expect(await people.findById(one, first._id)).toMatchObject({ score: first.score + 20, version: 21 });
  });

  it('of what has only just begun may refuse, and leaves it as it began', async () => {
    const first = person();
    const refused = people.decideFirst(first, () => {
      throw new Fault('wrong-status');
    });
    await expect(refused).rejects.toMatchObject({ code: 'wrong-status' });
    expect(await people.findById(one, first._id)).toEqual({ ...first, version: 1 });
  });

  describe('decided from a document in hand', () => {
    const operations = notedOperations(() => database);

    const oneMore = (doc: Person) => ({ update: { set: { score: doc.score + 1 } } });

    it('writes without reading while that is what is stored', async () => {
      const held = await people.insert(person());
      operations.length = 0;
      const after = await people.decideFrom(held, oneMore);
      expect(after).toMatchObject({ score: 1, version: 2 });
      expect(after && (await people.decideFrom(after, oneMore))).toMatchObject({ score: 2, version: 3 });
      expect(operations).toEqual(['findOneAndUpdate', 'findOneAndUpdate']);
    });

    it('reads again when somebody was faster, and loses nothing of theirs', async () => {
      const held = await people.insert(person());
      await people.change(held, { set: { score: 40, title: 'captain' } });
      operations.length = 0;
      expect(await people.decideFrom(held, oneMore)).toMatchObject({ score: 41, title: 'captain' });
      expect(operations).toEqual(['findOneAndUpdate', 'find', 'findOneAndUpdate']);
    });

    it('refuses, and finds nothing to do, only by what is stored', async () => {
      const held = await people.insert(person());
      await people.change(held, { set: { status: 'away' } });
      const onlyAway = (doc: Person) => {
        if (doc.status !== 'away') throw new Fault('wrong-status');
        return oneMore(doc);
      };
      const onlyOnce = (doc: Person) => (doc.status === 'away' ? oneMore(doc) : null);
      expect(await people.decideFrom(held, onlyAway)).toMatchObject({ score: 1 });
      expect(await people.decideFrom(held, onlyOnce)).toMatchObject({ score: 2 });
      const never = people.decideFrom(held, () => {
        throw new Fault('wrong-status');
      });
      await expect(never).rejects.toMatchObject({ code: 'wrong-status' });
    });

    it('is nothing when the document is gone', async () => {
      const held = await people.insert(person());
      await people.remove(one, { _id: held._id });
      expect(await people.decideFrom(held, oneMore)).toBeNull();
    });

    it('loses no change of forty made at once, all from the same document', async () => {
      const held = await people.insert(person());
      const { values } = await race(40, () => people.decideFrom(held, oneMore));
      expect(values).toHaveLength(40);
      expect(await people.findById(one, held._id)).toMatchObject({ score: 40, version: 41 });
    });
  });
});

async function copyOf({ collection }: TestDatabase): Promise<TenantCollection<Person>> {
  const { people: spec } = await import('../../testing/fixture.js');
  return collection(spec);
}
