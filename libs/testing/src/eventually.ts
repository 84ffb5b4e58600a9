import { setTimeout as delay } from 'node:timers/promises';

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 250;

/** Tries the assertion until it holds; rejects with its last failure when it does not within the deadline (10 s). */
export async function eventually<T>(assertion: () => T | Promise<T>, deadlineMs = 10_000): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() + pauseMs > deadline) throw error;
    }
    await delay(pauseMs);
  }
}
