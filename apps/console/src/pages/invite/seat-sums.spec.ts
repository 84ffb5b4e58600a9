import { missingOf, seatSums } from './seat-sums.js';

const licenses = (free: number, waiting = 0, files = 9) => [
  { product: 'core', free, waiting },
  { product: 'files', free: files, waiting: 0 },
];

it.each([
  ['nobody', 0, ['core'], licenses(0), 0],
  ['as many as there are seats', 4, ['core'], licenses(4), 0],
  ['two more than there are seats', 6, ['core'], licenses(4), 2],
  ['no seat at all', 3, ['core'], licenses(0), 3],
  ['people who wait come first', 3, ['core'], licenses(4, 2), 1],
  ['more wait than seats are free', 3, ['core'], licenses(1, 5), 3],
  ['two products, the second of which has fewer', 6, ['core', 'files'], licenses(5, 0, 2), 4],
  ['a product that is not subscribed', 2, ['archive'], licenses(9), 2],
  ['no product', 5, [], licenses(0), 0],
])('%s: so many find no seat', (_what, people, products, of, missing) => {
  expect(missingOf(seatSums(people, products, of))).toBe(missing);
});
