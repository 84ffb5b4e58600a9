import { jest } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Fault } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { Together } from './together.js';

/** Groups that are answered when the test says so. */
function groups(most = 100, lateMs = 0) {
  const begun: { key: string; items: readonly number[]; end: (error?: Error) => void }[] = [];
  const together = new Together<number, string>(
    (key, items) =>
      new Promise((done, failed) =>
        begun.push({
          key,
          items,
          end: (error) => (error ? failed(error) : done(items.map((item) => `${key}${item}`))),
        }),
      ),
    { most, lateMs },
  );
  const items = () => begun.map((group) => group.items);
  return { together, begun, items };
}

it('who comes in the same turn goes together, each with an answer of their own', async () => {
  const { together, begun, items } = groups();
  const all = [1, 2, 3].map((item) => together.do('a', item));
  await nextTurn();
  expect(items()).toEqual([[1, 2, 3]]);
  begun[0]!.end();
  await expect(Promise.all(all)).resolves.toEqual(['a1', 'a2', 'a3']);
});

it('who comes while two groups are under way waits for the end of one of them, and goes with all who wait', async () => {
  const { together, begun, items } = groups();
  void together.do('a', 1);
  await nextTurn();
  void together.do('a', 2);
  await nextTurn();
  const late = [3, 4].map((item) => together.do('a', item));
  await nextTurn();
  late.push(together.do('a', 5));
  await nextTurn();
  expect(items()).toEqual([[1], [2]]);
  begun[1]!.end();
  await nextTurn();
  expect(items()).toEqual([[1], [2], [3, 4, 5]]);
  begun[2]!.end();
  await expect(Promise.all(late)).resolves.toEqual(['a3', 'a4', 'a5']);
});

it('no key waits for another', async () => {
  const { together, items } = groups();
  for (const key of ['a', 'b', 'c']) void together.do(key, 1);
  await nextTurn();
  expect(items()).toHaveLength(3);
});

it('a group is no larger than it may be; the rest goes beside it', async () => {
  const { together, items } = groups(2);
  for (const item of [1, 2, 3, 4, 5]) void together.do('a', item);
  await nextTurn();
  expect(items()).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

it('what fails is told to those of the group, and the next ones go on', async () => {
  const { together, begun, items } = groups();
  const failed = [together.do('a', 1), together.do('a', 2)];
  await nextTurn();
  begun[0]!.end(new Error('no'));
  for (const each of failed) await expect(each).rejects.toThrow('no');
  const next = together.do('a', 3);
  await nextTurn();
  expect(items()).toEqual([[1, 2], [3]]);
  begun[1]!.end();
  await expect(next).resolves.toBe('a3');
});

it('what weighs more fills a group sooner, and what weighs more than a group goes alone', async () => {
  const seen: (readonly number[])[] = [];
  const together = new Together<number, number>(
    async (_key, items) => {
      seen.push(items);
      return items;
    },
    { most: 10, weightOf: (item) => item },
  );
  await Promise.all([4, 5, 6, 30].map((item) => together.do('a', item)));
  expect(seen).toEqual([[4, 5], [6], [30]]);
});

it('who waits behind a group that has looked for the database in vain is told so, and not made to wait as long again', async () => {
  const { together, begun } = groups();
  const first = together.do('a', 1);
  await nextTurn();
  const second = together.do('a', 2);
  await nextTurn();
  const waits = together.do('a', 3);
  const outage = new Fault('service-unavailable');
  // One that is lost at once says nothing about the next.
  begun[0]!.end(outage);
  await expect(first).rejects.toBe(outage);
  await nextTurn();
  expect(begun).toHaveLength(3);
  const later = together.do('a', 4);
  await nextTurn();
  const now = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 3_000);
  begun[1]!.end(outage);
  for (const each of [second, later]) await expect(each).rejects.toBe(outage);
  now.mockRestore();
  begun[2]!.end();
  await expect(waits).resolves.toBe('a3');
});

it('where nobody waits a group begins later, and has those who came until then', async () => {
  const { together, begun, items } = groups(100, 500);
  const first = together.do('a', 1);
  await nextTurn();
  await nextTurn();
  const second = together.do('a', 2);
  expect(items()).toEqual([]);
  await eventually(() => expect(items()).toEqual([[1, 2]]));
  begun[0]!.end();
  await expect(Promise.all([first, second])).resolves.toEqual(['a1', 'a2']);
});

it('ten do not wait for more', async () => {
  const { together, begun, items } = groups(100, 2_000);
  const all = Array.from({ length: 10 }, (_, n) => together.do('a', n));
  expect(items()).toHaveLength(1);
  begun[0]!.end();
  await expect(Promise.all(all)).resolves.toHaveLength(10);
});
