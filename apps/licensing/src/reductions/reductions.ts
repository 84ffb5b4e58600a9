import { Fault, seatsReduced, type Actor } from '@seatkeeper/contracts';
import { event, heldFrom, type NewEvent } from '@seatkeeper/mongo';
import { reductionLease } from './reduction-lease.js';
import type { StoredReduction } from './reductions.schema.js';

/** Seats that are to go, as far as it is a fact: who says so, how many, of what. */
export interface NewReduction {
  accountId: string;
  reductionId: string;
  origin: StoredReduction['origin'];
  product: string;
  quantity: number;
  actor: Actor;
  purchaseId?: string;
  eventId?: string;
}

/** What a reduction becomes, and the events that say so. */
export interface ReductionChange {
  update: { set: Partial<StoredReduction>; unset?: string[] };
  events?: NewEvent[];
}

const reductionKey = ({ accountId, reductionId }: Pick<NewReduction, 'accountId' | 'reductionId'>): string =>
  `${accountId}/${reductionId}`;

/** The reduction as it is told first. */
export const receive = (reduction: NewReduction, now: Date): Omit<StoredReduction, 'version'> => ({
  _id: reductionKey(reduction),
  ...reduction,
  state: 'waiting',
  receivedAt: now,
});

/** Says no to a reduction that is known with other contents. Who tells it again, and when, does not matter. */
export function refuseOtherContents(known: NewReduction, told: NewReduction): Fault | null {
  const differs = (['origin', 'product', 'quantity', 'purchaseId'] as const).filter(
    (field) => known[field] !== told[field],
  );
  if (differs.length === 0) return null;
  const text = differs.map((field) => `${field} ${known[field]}, not ${told[field]}`).join(', ');
  return new Fault('reduction-conflict', `The cancellation ${known.reductionId} is known with ${text}.`);
}

/** From now on the account has fewer seats; held by the caller, who takes them away. Null when that was said before. */
export function comeIntoForce(reduction: StoredReduction, now: Date): ReductionChange | null {
  if (reduction.state !== 'waiting') return null;
  const { accountId, origin, actor, reductionId, product, quantity, purchaseId, eventId } = reduction;
  const data = { accountId, actor, reductionId, product, quantity, purchaseId, eventId };
  return {
    update: { set: { state: 'in-force', lease: heldFrom(now, reductionLease, reduction.version + 1) } },
    // That a purchase was corrected is told of the purchase.
    events: origin === 'correction' ? [] : [event(seatsReduced, reduction._id, data, now)],
  };
}

/** All of its seats are gone; null when that was said before. */
export const settle = ({ state }: StoredReduction): ReductionChange | null =>
  state === 'in-force' ? { update: { set: { state: 'settled' }, unset: ['lease'] } } : null;
