import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;
/** Longer than a busy machine takes for a turn of anything. */
const STANDS_STILL_MS = 60_000;

/** What a look at something long shows: null once it is over, else how far it is. */
export type HowFar = string | null;

/**
 * Looks until something long is over, however long that takes while it gets on; throws a sentence that begins with `what` when it
 * has stood still for a minute.
 */
export async function untilOver(
  what: string,
  look: () => Promise<HowFar>,
  standsStillMs = STANDS_STILL_MS,
): Promise<void> {
  let last: HowFar = null;
  let since = performance.now();
  for (;;) {
    const now = await look();
    if (now === null) return;
    if (now !== last) [last, since] = [now, performance.now()];
    const still = performance.now() - since;
    if (still >= standsStillMs)
      throw new Error(`${what} has not got on for ${Math.round(still / 1_000)} s: it is at ${now}.`);
    await delay(LOOK_EVERY_MS);
  }
}
