/** Attempts of one delivery. With the pauses below they reach over a day. */
export const ATTEMPTS = 20;

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 3 * 60 * 60 * 1_000;

/**
 * How long to wait after the given number of attempts: 2 s, 4 s, 8 s … 3 h, each shortened by up to half.
 * Without the jitter all mails that met the same outage would come back in the same second.
 */
export function pauseAfter(attempts: number, random: () => number): number {
  const full = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  return Math.round(full * (1 - random() / 2));
}
