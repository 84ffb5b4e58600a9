import { backoffMs } from '@seatkeeper/service';

/** Attempts of one delivery. With the pauses below they reach over a day. */
export const ATTEMPTS = 20;

const PAUSES = { firstMs: 2_000, longestMs: 3 * 60 * 60 * 1_000 };

/** How long to wait after the given number of attempts: 2 s, 4 s, 8 s … 3 h, each shortened by up to half. */
export const pauseAfter = (attempts: number, random: () => number): number =>
  backoffMs(attempts, PAUSES, random);

/** A mail that a server may have taken without a word is likely there: few copies, far apart. */
const UNKNOWN_PAUSES_MS = [60 * 60 * 1_000, 6 * 60 * 60 * 1_000];

/** How long to wait after so many attempts of which nobody knows how they ended; null when there is to be no other. */
export const pauseAfterUnknown = (unknown: number): number | null => UNKNOWN_PAUSES_MS[unknown - 1] ?? null;
