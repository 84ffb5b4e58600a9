import { type Move, placeBehind } from './places.js';

const list = ['a', 'b', 'c'].map((id) => ({ id }));

it.each<[Move, number, string | null | undefined]>([
  ['first', 0, undefined],
  ['first', 2, null],
  ['up', 0, undefined],
  ['up', 1, null],
  ['up', 2, 'a'],
  ['down', 0, 'b'],
  ['down', 1, 'c'],
  ['down', 2, undefined],
])('%s of line %i puts it behind %s', (move, at, behind) => {
  expect(placeBehind(list, at, move)).toBe(behind);
});
