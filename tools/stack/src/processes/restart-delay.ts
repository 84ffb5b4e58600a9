const FIRST_MS = 100;
const LONGEST_MS = 2_000;
const STEADY_AFTER_MS = 10_000;

/** How often a process has died in a row without having been up for a while in between. */
export function countDeaths(before: number, upForMs: number): number {
  return upForMs >= STEADY_AFTER_MS ? 1 : before + 1;
}

/** Milliseconds to wait before the next start: short for the first death, longer for one that keeps dying. */
export function restartDelay(deathsInARow: number): number {
  return Math.min(FIRST_MS * 2 ** (deathsInARow - 1), LONGEST_MS);
}
