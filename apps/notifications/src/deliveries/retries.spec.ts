import { ATTEMPTS, pauseAfter } from './retries.js';

const HOUR = 60 * 60 * 1_000;
const atMost = (attempts: number) => pauseAfter(attempts, () => 0);

it.each([
  [1, 2_000],
  [2, 4_000],
  [5, 32_000],
  [13, 8_192_000],
  [14, 3 * HOUR],
  [19, 3 * HOUR],
])('after attempt %d it waits at most %d ms', (attempts, pause) => {
  expect(atMost(attempts)).toBe(pause);
});

it.each([
  [0, 4_000],
  [0.5, 3_000],
  [0.999_999, 2_000],
])('jitter %d makes four seconds into %d ms', (random, pause) => {
  expect(pauseAfter(2, () => random)).toBe(pause);
});

it('goes on for about a day in all', () => {
  const pauses = Array.from({ length: ATTEMPTS - 1 }, (_, i) => atMost(i + 1));
  const hours = pauses.reduce((sum, pause) => sum + pause, 0) / HOUR;
  expect(hours).toBeGreaterThan(20);
  expect(hours).toBeLessThan(24);
});
