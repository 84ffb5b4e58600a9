import { type Mismatch, mismatches, suspectProducts } from './reconciliation.js';

const now = new Date('2026-11-22T12:00:00Z');
const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1_000).toISOString();

async function* stream<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function compared(seats: [userId: string, seconds: number][], users: string[]): Promise<string[]> {
  const found: Mismatch[] = [];
  const held = seats.map(([userId, seconds]) => ({ userId, since: secondsAgo(seconds) }));
  for await (const each of mismatches('core', stream(held), stream(users.map((_id) => ({ _id }))), now))
    found.push(each);
  return found.map(({ userId, kind }) => `${userId} ${kind}`);
}

describe('seats and users compared', () => {
  it.each<[string, [string, number][], string[], string[]]>([
    ['nothing on both sides', [], [], []],
    [
      'the same',
      [
        ['a', 60],
        ['b', 60],
      ],
      ['a', 'b'],
      [],
    ],
    [
      'a seat of nobody, at the end',
      [
        ['a', 60],
        ['b', 60],
      ],
      ['a'],
      ['b seat-without-user'],
    ],
    [
      'a seat of nobody, in front',
      [
        ['a', 60],
        ['b', 60],
      ],
      ['b'],
      ['a seat-without-user'],
    ],
    ['a seat of nobody that is young', [['a', 29]], [], []],
    ['a user without seat', [['a', 60]], ['a', 'b'], ['b user-without-seat']],
    ['only users', [], ['a', 'b'], ['a user-without-seat', 'b user-without-seat']],
    [
      'all at once',
      [
        ['a', 60],
        ['c', 60],
        ['e', 5],
        ['f', 60],
      ],
      ['b', 'c', 'f', 'g'],
      ['a seat-without-user', 'b user-without-seat', 'g user-without-seat'],
    ],
  ])('%s', async (_case, seats, users, found) => {
    expect(await compared(seats, users)).toEqual(found);
  });
});

it.each([
  ['the same', [[2, 30]], [[2, 30]], false],
  ['one more seat than users', [[2, 30]], [[1, 10]], true],
  ['as many seats as users, of somebody else', [[2, 30]], [[2, 31]], true],
  ['seats alone', [[1, 10]], [], true],
  ['users alone', [], [[1, 10]], true],
  ['nothing at all', [], [], false],
])('a product with %s is looked at: %#', (_case, held, should, suspect) => {
  const digests = (all: number[][]) =>
    all.map(([seats = 0, sum = 0]) => ({ accountId: 'acc_12345678', product: 'core', seats, sum }));
  const other = { accountId: 'acc_87654321', product: 'core', seats: 1, sum: 7 };
  const found = suspectProducts([...digests(held), other], [other, ...digests(should)]);
  expect([...found]).toEqual(suspect ? [['acc_12345678', ['core']]] : []);
});
