/**
 * Milliseconds to wait after the given number of failures in a row, from 1: twice as long each time, from `firstMs` to
 * `longestMs`. Up to half of it is taken off at random, or all that met the same outage would come back together.
 */
export function backoffMs(
  failures: number,
  { firstMs, longestMs }: { firstMs: number; longestMs: number },
  random: () => number = Math.random,
): number {
  const full = Math.min(firstMs * 2 ** Math.min(Math.max(failures, 1) - 1, 30), longestMs);
  return Math.round(full - (full / 2) * random());
}
