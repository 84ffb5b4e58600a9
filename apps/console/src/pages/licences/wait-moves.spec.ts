import { type Move, movedIn, type Target, targetOf, type Waiting } from './wait-moves.js';

const list = ['a', 'b', 'c', 'd'].map(
  (id, at) => ({ position: at + 1, user: { id }, products: ['core'] }) as unknown as Waiting,
);

it.each<[Move, number, Target | null]>([
  ['first', 0, null],
  ['up', 0, null],
  ['down', 0, { before: 'c' }],
  ['last', 0, { to: 'last' }],
  ['first', 2, { to: 'first' }],
  ['up', 2, { before: 'b' }],
  ['down', 2, { to: 'last' }],
  ['up', 3, { before: 'c' }],
  ['down', 3, null],
  ['last', 3, null],
])('%s, from place %i', (move, at, target) => {
  expect(targetOf(list, at, move, true)).toEqual(target);
});

it('behind what is shown somebody may stand: the last one shown is not the last one', () => {
  expect(targetOf(list, 3, 'last', false)).toEqual({ to: 'last' });
  expect(targetOf(list, 3, 'down', false)).toBeNull();
  expect(targetOf(list, 2, 'down', false)).toBeNull();
  expect(targetOf(list, 1, 'down', false)).toEqual({ before: 'd' });
});

it.each<[string, Target, string[]]>([
  ['a', { to: 'last' }, ['b', 'c', 'd', 'a']],
  ['c', { to: 'first' }, ['c', 'a', 'b', 'd']],
  ['d', { before: 'b' }, ['a', 'd', 'b', 'c']],
  ['a', { before: 'd' }, ['b', 'c', 'a', 'd']],
  ['a', { before: 'x' }, ['a', 'b', 'c', 'd']],
  ['x', { to: 'first' }, ['a', 'b', 'c', 'd']],
])('who moves is shown there at once, on pages as long as before: %s, %j', (id, target, order) => {
  const read = { pages: [{ items: list.slice(0, 3) }, { items: list.slice(3) }], pageParams: [null, 'c1'] };
  const { pages, pageParams } = movedIn(read, id, target);
  const after = pages.flatMap(({ items }) => items);
  expect(after.map(({ user }) => user.id)).toEqual(order);
  expect(after.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
  expect([pages.map(({ items }) => items.length), pageParams]).toEqual([
    [3, 1],
    [null, 'c1'],
  ]);
});
