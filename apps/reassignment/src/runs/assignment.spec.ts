import { Distribution } from '@seatkeeper/contracts';
import { addCounts, assign, type Move } from './assignment.js';
import { quotasOf, type TypeCount } from './distribution.js';

const ann = 'usr_annannann';
const bob = 'usr_bobbobbob';
const twoToOne = Distribution.parse({
  split: [
    { to: ann, weight: 2 },
    { to: bob, weight: 1 },
  ],
});

const records = (type: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => ({ id: `${type}/${from + n}`, type }));
const countsOf = (moves: Move[]): TypeCount[] =>
  moves.map(({ type, to, ids }) => ({ type, to, count: ids.length }));

describe('The assignment of records to targets', () => {
  it.each([1, 2, 3, 7, 10, 100, 1000])('fills the quotas exactly in chunks of %i', (size) => {
    const all = [...records('matter', 0, 31), ...records('note', 0, 1), ...records('task', 0, 100)];
    const quotas = quotasOf(
      twoToOne,
      new Map([
        ['matter', 31],
        ['note', 1],
        ['task', 100],
      ]),
    );
    let moved: TypeCount[] = [];
    for (let at = 0; at < all.length; at += size)
      moved = addCounts(twoToOne, moved, countsOf(assign(twoToOne, quotas, moved, all.slice(at, at + size))));
    expect(moved).toEqual(quotas);
  });

  it('names every record once', () => {
    const all = records('task', 0, 50);
    const ids = assign(twoToOne, [{ type: 'task', to: ann, count: 10 }], [], all).flatMap((move) => move.ids);
    expect(ids.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
  });

  it('keeps the shares when more records arrive than were counted', () => {
    const quotas = quotasOf(twoToOne, new Map([['task', 30]]));
    for (let size = 30; size < 120; size += 1) {
      const moved = countsOf(assign(twoToOne, quotas, [], records('task', 0, size)));
      for (const { to, count } of moved)
        expect(Math.abs(count - (size * (to === ann ? 2 : 1)) / 3)).toBeLessThanOrEqual(1);
    }
  });

  it('gives a type that was not there at the start to its targets too', () => {
    expect(countsOf(assign(twoToOne, [], [], records('note', 0, 3)))).toEqual([
      { type: 'note', to: ann, count: 2 },
      { type: 'note', to: bob, count: 1 },
    ]);
  });

  it('follows the rules', () => {
    const plan = Distribution.parse({ rules: [{ types: ['task'], to: bob }], to: ann });
    const moves = assign(plan, [], [], [...records('note', 0, 2), ...records('task', 0, 2)]);
    expect(moves).toEqual([
      { type: 'note', to: ann, ids: ['note/0', 'note/1'] },
      { type: 'task', to: bob, ids: ['task/0', 'task/1'] },
    ]);
  });
});

describe('Counts by type and target', () => {
  it('are added row by row, in the order of type and plan', () => {
    const added = addCounts(
      twoToOne,
      [{ type: 'task', to: bob, count: 2 }],
      [
        { type: 'task', to: bob, count: 1 },
        { type: 'task', to: ann, count: 4 },
        { type: 'note', to: bob, count: 1 },
      ],
    );
    expect(added).toEqual([
      { type: 'note', to: bob, count: 1 },
      { type: 'task', to: ann, count: 4 },
      { type: 'task', to: bob, count: 3 },
    ]);
  });
});
