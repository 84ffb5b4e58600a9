import { backoffMs } from './backoff.js';

it.each([
  [1, 500, 1_000],
  [2, 1_000, 2_000],
  [4, 4_000, 8_000],
  [7, 30_000, 60_000],
  [500, 30_000, 60_000],
])('waits after attempt %i between %i and %i ms', (attempt, least, most) => {
  expect(backoffMs(attempt, () => 0)).toBe(least);
  expect(backoffMs(attempt, () => 1)).toBe(most);
});
