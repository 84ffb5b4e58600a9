const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** As Standard Webhooks proposes: soon at first, then less and less often, for a little more than three days in all. */
const PAUSES_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Attempts of one message. */
export const ATTEMPTS = PAUSES_MS.length + 1;

/** How long to wait after so many attempts; up to a tenth longer, so that what failed together does not come back together. */
export function pauseAfter(attempts: number, random: () => number): number {
  const pauseMs = PAUSES_MS[Math.min(Math.max(attempts, 1), PAUSES_MS.length) - 1] ?? 0;
  return Math.round(pauseMs * (1 + random() / 10));
}
