import type { Entry } from './sessions.schema.js';

/** Who goes in and out all the time fills nobody's log. */
const TOLD_AGAIN_MS = 3_600_000;

/** What a session keeps of the affiliates that were entered by it, with this one; null where that was told a short while ago. */
export function entriesWith(
  { entries = [] }: { entries?: readonly Entry[] | undefined },
  accountId: string,
  now: Date,
): Entry[] | null {
  const recent = entries.filter(({ at }) => now.getTime() - at.getTime() < TOLD_AGAIN_MS);
  return recent.some((entry) => entry.accountId === accountId) ? null : [...recent, { accountId, at: now }];
}
