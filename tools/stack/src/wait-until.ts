import { setTimeout as delay } from 'node:timers/promises';

export interface Waiting {
  /** Longest wait in milliseconds. */
  readonly deadlineMs: number;
  /** Ends the wait early with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly everyMs?: number;
}

/** Asks again and again until the answer is neither false nor null; null when the deadline has passed. */
export async function waitUntil<T>(
  ask: () => Promise<T | false | null> | T | false | null,
  { deadlineMs, signal, everyMs = 100 }: Waiting,
): Promise<T | null> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await ask();
    if (answer !== false && answer !== null) return answer;
    if (performance.now() + everyMs > end) return null;
    await delay(everyMs, undefined, { signal });
  }
}
