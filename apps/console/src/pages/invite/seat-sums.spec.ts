import { missingOf, seatSums } from './seat-sums.js';

const explained = (product: string, seats: number, short: number) => ({
  product,
  seats,
  short,
  free: 4,
  waiting: 1,
});

it.each([
  ['as many as there are seats', [explained('core', 4, 0)], 0],
  ['two more than there are seats', [explained('core', 6, 2)], 2],
  ['an account that is over-allocated, which lacks more than is wanted', [explained('core', 2, 5)], 2],
  ['two products, the second of which has fewer', [explained('core', 6, 1), explained('files', 6, 4)], 4],
  ['no product', [], 0],
])('%s: so many find no seat', (_what, of, missing) => {
  expect(missingOf(seatSums(of))).toBe(missing);
});

it('tells what each product is asked for', () => {
  expect(seatSums([explained('core', 6, 2)])).toEqual([
    { product: 'core', takes: 6, free: 4, waiting: 1, missing: 2 },
  ]);
});
