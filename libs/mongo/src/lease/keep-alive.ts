import { logger, metrics } from '@seatkeeper/service';
import type { Lease } from './lease.js';

const log = logger('leases');

export const leases = metrics.counter('leases_total', 'Leases, by what became of them', ['name', 'outcome']);
const held = metrics.gauge('leases_held', 'Leases that this process holds', ['name']);

/** Somebody else has the lease, or the work has ended: whatever the one who held it still knows is old. */
export class LeaseLost extends Error {
  constructor(
    readonly lease: string,
    reason: string,
  ) {
    super(`The lease of ${lease} is lost: ${reason}`);
    this.name = 'LeaseLost';
  }
}

/**
 * Does the work and renews its lease meanwhile, three times in the time it lasts. `alive` tells of progress: without
 * any for the patience of the lease it is renewed no more, and this rejects with LeaseLost, so that work that hangs
 * neither keeps others off for ever nor holds up whoever waits for it. What still comes of it, the fence refuses.
 */
export async function keepAlive<R>(
  { name, ms, patienceMs }: Pick<Lease, 'name' | 'ms' | 'patienceMs'>,
  renew: () => Promise<unknown>,
  work: (alive: () => void) => Promise<R>,
): Promise<R> {
  let aliveAt = performance.now();
  let renewing = false;
  let stuck: (error: LeaseLost) => void = () => undefined;
  const stuckForGood = new Promise<never>((_resolve, reject) => (stuck = reject));

  const timer = setInterval(() => {
    const silentMs = Math.round(performance.now() - aliveAt);
    if (silentMs > patienceMs) {
      clearInterval(timer);
      leases.inc({ name, outcome: 'stuck' });
      log.error('Work under a lease shows no progress and is left to others', { name, silentMs });
      stuck(new LeaseLost(name, `no progress for ${silentMs} ms`));
    } else if (!renewing) {
      renewing = true;
      renew()
        .catch((error: unknown) => log.warn('A lease could not be renewed', { name, error }))
        .finally(() => (renewing = false));
    }
  }, ms / 3);

  held.inc({ name });
  try {
    return await Promise.race([work(() => (aliveAt = performance.now())), stuckForGood]);
  } finally {
    clearInterval(timer);
    held.dec({ name });
  }
}
