import { type Awaited, goesOnByItself, MINUTE_MS } from '../schema/awaited.js';
import type { IndexSpec } from '../schema/collection.js';

/**
 * A lease as it lies in the document that is worked on. It is there for as long as there is work to do; whoever does
 * the last of it takes the lease out in the same write.
 */
export interface StoredLease {
  /** Held: nobody else may take it before. Not held: from then on a sweeper sees to it that somebody does. */
  until: Date;
  held: boolean;
  /** The version of the document that the last holder took it at. Who took it at an earlier one changes nothing. */
  fence: number;
  /** How often it was taken since the work last got on. */
  attempts: number;
}

/** The lease as a field of a collection. */
export const leaseField = {
  type: {
    until: { type: Date, required: true },
    held: { type: Boolean, required: true },
    fence: { type: Number, required: true },
    attempts: { type: Number, required: true },
  },
};

/** How long and where the documents of a collection are leased. */
export interface Lease {
  /** In metrics and log lines: what is worked on, in the plural. */
  readonly name: string;
  /** Where it lies in the document: `lease`, or within the part that is worked on, as `flow.lease`. */
  readonly path: string;
  /** How long a holder that is not heard of any more keeps others off. It is renewed three times in that time. */
  readonly ms: number;
  /** How long a holder may go on without showing progress: longer than its slowest step. Then it is taken for stuck. */
  readonly patienceMs: number;
  /** Finds what nobody works on; documents without a lease are not in it. */
  readonly index: IndexSpec;
}

/** Begun so often without getting on, what waits for nothing but a worker is stuck. */
const IN_VAIN = 10;
const LATE_MS = 5 * MINUTE_MS;

/**
 * What is said of work that is stuck: `begunAt` is where the document says since when it is worked on, left out where it is tried again for
 * long as a rule; `lateMs` is longer where it waits for its turn. `standing`: the lease lies there without any work, too.
 */
export function defineLease({
  name,
  path = 'lease',
  ms,
  patienceMs,
  begunAt,
  lateMs = LATE_MS,
  remedy = goesOnByItself,
  standing = false,
}: {
  name: string;
  path?: string;
  ms: number;
  patienceMs: number;
  begunAt?: string;
  lateMs?: number;
  remedy?: string;
  standing?: boolean;
}): Lease {
  const until = `${path}.until`;
  const attempts = `${path}.attempts`;
  const awaited: Awaited = {
    kind: name,
    lateMs,
    attempts,
    remedy,
    ...(begunAt !== undefined && {
      triedInVain: { since: begunAt, that: { [attempts]: { $gte: IN_VAIN } } },
    }),
  };
  const where = { [until]: { $exists: true } };
  const index = { name: 'by-lease', keys: { [until]: 1 } as const, where };
  return { name, path, ms, patienceMs, index: standing ? index : { ...index, awaited } };
}

/** For whoever begins a piece of work and does it at once: in the write that makes `version` of the document. */
export const heldFrom = (now: Date, { ms }: Pick<Lease, 'ms'>, version = 1): StoredLease => ({
  until: later(now, ms),
  held: true,
  fence: version,
  attempts: 1,
});

/** For work that anybody may take; a sweeper looks for it after `ms`. */
export const openFrom = (now: Date, ms = 0): StoredLease => ({
  until: later(now, ms),
  held: false,
  fence: 0,
  attempts: 0,
});

/** Milliseconds until somebody else may take it; 0 when anybody may now. */
export const heldFor = (lease: StoredLease | undefined, now: Date): number =>
  lease?.held ? Math.max(0, lease.until.getTime() - now.getTime()) : 0;

export const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
