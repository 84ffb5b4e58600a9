import { race } from '@seatkeeper/testing';
import {
  notedOperations,
  type Person,
  person,
  testDatabase,
  type TestDatabase,
} from '../../testing/fixture.js';
import { DuplicateKey } from '../connection/failures.js';
import type { TenantCollection } from '../collections/tenant-collection.js';

describe('storing what is missing, by many at once', () => {
  let database: TestDatabase;
  let people: TenantCollection<Person>;
  const operations = notedOperations(() => database);

  beforeAll(async () => {
    database = await testDatabase();
    ({ people } = database);
  });
  afterAll(() => database.close());

  it('sixty callers take a few operations, and each hears how many of its own were new', async () => {
    const known = await people.insert(person());
    operations.length = 0;
    const { values, errors } = await race(60, (n) =>
      people.insertMissing(n % 2 ? [person(), person()] : [person(), known]),
    );
    expect(errors).toEqual([]);
    expect(values.toSorted()).toEqual([...Array<number>(30).fill(1), ...Array<number>(30).fill(2)]);
    expect(operations.length).toBeLessThan(10);
    expect(new Set(operations)).toEqual(new Set(['insertMany']));
  });

  it('of thirty who store the same one, one was first', async () => {
    const same = person();
    const { values } = await race(30, () => people.insertMissing([same]));
    expect(values.filter((stored) => stored === 1)).toHaveLength(1);
    expect(values).toHaveLength(30);
  });

  it('what another unique index refuses is refused to its own caller alone', async () => {
    const { username } = await people.insert(person());
    const { values, errors } = await race(20, (n) =>
      people.insertMissing([n === 7 ? person({ username }) : person()]),
    );
    expect(values).toEqual(Array<number>(19).fill(1));
    expect(errors).toEqual([expect.any(DuplicateKey)]);
    expect(errors[0]).toMatchObject({ index: 'one-person-per-username' });
  });

  it('more documents than go into one write are stored in several', async () => {
    const many = Array.from({ length: 1_500 }, () => person({ lastName: 'Many' }));
    const { values } = await race(3, (n) => people.insertMissing(many.slice(n * 500, (n + 1) * 500)));
    expect(values).toEqual([500, 500, 500]);
    expect(await people.count('acc_one', { lastName: 'Many' })).toBe(1_500);
  });

  it('a value that does not fit is refused before anything is written, and holds nobody else up', async () => {
    const wrong = person({ status: 'gone' as 'away' });
    const [refused, stored] = await Promise.allSettled([
      people.insertMissing([wrong]),
      people.insertMissing([person()]),
    ]);
    expect(refused).toMatchObject({ status: 'rejected' });
    expect(stored).toEqual({ status: 'fulfilled', value: 1 });
  });
});
