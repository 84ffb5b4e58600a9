import { setImmediate as nextTurn } from 'node:timers/promises';
import { SharedLooks } from './shared-looks.js';

/** A thing that is looked at step by step: each look is answered when the test says so. */
function looking() {
  const looks = new SharedLooks<number>();
  const begun: ((answer: number | Error) => void)[] = [];
  const look = (key = 'a') =>
    looks.look(
      key,
      () =>
        new Promise<number>((resolve, reject) =>
          begun.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer))),
        ),
    );
  return { look, begun };
}

it('a look that nobody is at begins in the next turn, and others at other things beside it', async () => {
  const { look, begun } = looking();
  void look('a');
  void look('b');
  await nextTurn();
  expect(begun).toHaveLength(2);
});

it('those who ask in the same turn share a look', async () => {
  const { look, begun } = looking();
  const all = [look(), look(), look()];
  await nextTurn();
  expect(begun).toHaveLength(1);
  begun[0]!(1);
  await expect(Promise.all(all)).resolves.toEqual([1, 1, 1]);
});

it('those who ask while one looks share the next look, which begins after they asked', async () => {
  const { look, begun } = looking();
  const first = look();
  await nextTurn();
  const others = [look(), look(), look()];
  await nextTurn();
  expect(begun).toHaveLength(1);
  begun[0]!(1);
  await expect(first).resolves.toBe(1);
  await nextTurn();
  expect(begun).toHaveLength(2);
  begun[1]!(2);
  await expect(Promise.all(others)).resolves.toEqual([2, 2, 2]);
  // Nobody is at it any more, so whoever comes now looks for themselves.
  const last = look();
  await nextTurn();
  expect(begun).toHaveLength(3);
  begun[2]!(3);
  await expect(last).resolves.toBe(3);
});

it('a look that fails is told to those who share it, and the next ones look again', async () => {
  const { look, begun } = looking();
  const failed = look();
  await nextTurn();
  const next = look();
  begun[0]!(new Error('no'));
  await expect(failed).rejects.toThrow('no');
  await nextTurn();
  expect(begun).toHaveLength(2);
  begun[1]!(5);
  await expect(next).resolves.toBe(5);
});
