const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** Milliseconds before try `attempt + 1`: doubles from 1 s to 60 s, half of it random so that failures spread. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(FIRST_MS * 2 ** Math.min(attempt - 1, 30), LONGEST_MS);
  return Math.round(full / 2 + (full / 2) * random());
}
