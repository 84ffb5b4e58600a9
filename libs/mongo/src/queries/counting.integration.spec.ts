import { race } from '@seatkeeper/testing';
import { type Person, person, testDatabase, type TestDatabase } from '../../testing/fixture.js';

describe('counting up', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('gives sixty callers sixty numbers, in several processes at once, by a few writes', async () => {
    const other = await testDatabase(database.connection.name);
    const operations: string[] = [];
    for (const { connection } of [database, other])
      connection.set('debug', (_collection: string, method: string) => operations.push(method));
    const counters = [database.people, other.people];
    const first = person();
    const { _id, accountId, ...rest } = first;
    const { values, errors } = await race(60, (n) =>
      counters[n % 2]!.countUp(accountId, _id, 'score', without(rest)),
    );
    expect(errors).toEqual([]);
    expect(values.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_value, n) => n + 1));
    expect(operations.length).toBeLessThanOrEqual(10);
    // Another number of another document is nobody's business here.
    expect(await database.people.countUp('acc_two', person()._id, 'score', without(rest))).toBe(1);
    await other.connection.close();
  });
});

/** What is counted begins by itself. */
function without({ score: _score, ...rest }: Omit<Person, '_id' | 'accountId' | 'version'>) {
  return { ...rest, username: person().username };
}
