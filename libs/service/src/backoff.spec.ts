import { backoffMs } from './backoff.js';

it.each([
  [0, 500, 1_000],
  [1, 500, 1_000],
  [2, 1_000, 2_000],
  [4, 4_000, 8_000],
  [7, 30_000, 60_000],
  [500, 30_000, 60_000],
])('after %i failures it is between %i and %i ms', (failures, least, most) => {
  const range = { firstMs: 1_000, longestMs: 60_000 };
  expect(backoffMs(failures, range, () => 0)).toBe(most);
  expect(backoffMs(failures, range, () => 1)).toBe(least);
});
