import { Fault } from '@seatkeeper/contracts';
import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_MS = 20_000;
const PAUSE_MS = 250;

/**
 * Repeats a step of an upload while its service is away: sending a long file again would cost the client more
 * than waiting. Only for requests that change nothing when they come twice.
 */
export async function patiently<T>(step: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await step();
    } catch (error) {
      const passing = error instanceof Fault && error.code === 'service-unavailable';
      if (!passing || performance.now() > deadline) throw error;
      await wait(PAUSE_MS);
    }
  }
}
