import { Fault, seatsPurchased, type Actor } from '@seatkeeper/contracts';
import { event, heldFrom, type NewEvent } from '@seatkeeper/mongo';
import { backoffMs } from '@seatkeeper/service';
import { cancelledIn, seatsIn, toldOf, underWay } from './corrections.js';
import { purchaseLease } from './purchase-lease.js';
import type { StoredPurchase } from './purchases.schema.js';

/** Seats bought, as far as it is a fact: who says so, how many, of what. */
export interface Purchase {
  accountId: string;
  purchaseId: string;
  origin: StoredPurchase['origin'];
  product: string;
  quantity: number;
  actor: Actor;
  /** The event of a billing system that tells of it. */
  eventId?: string;
}

/** What an actor's id may measure; the source of a CloudEvent may be longer. */
const ACTOR_ID_MAX = 200;

/** A billing system, as it names itself. */
export const billingActor = (source: string): Actor => ({
  type: 'billing',
  id: source.slice(0, ACTOR_ID_MAX),
});

export const TRIAL_PURCHASE = 'trial';
export const TRIAL_PRODUCT = 'core';

const RETRIES = { firstMs: 1_000, longestMs: 60_000 };

/** How long to leave a purchase alone whose seats could not be added. */
export const pauseAfter = (attempts: number): number => backoffMs(attempts, RETRIES);

/** The purchase as it is told, held by who was told. */
export function receive(purchase: Purchase, now: Date): Omit<StoredPurchase, 'version'> {
  const lease = heldFrom(now, purchaseLease);
  return { _id: purchaseKey(purchase), ...purchase, state: 'received', receivedAt: now, lease };
}

export const purchaseKey = ({ accountId, purchaseId }: Pick<Purchase, 'accountId' | 'purchaseId'>): string =>
  `${accountId}/${purchaseId}`;

/** Says no to a purchase that is known with other contents. Who tells it again, and when, does not matter. */
export function refuseOtherContents(known: Purchase, told: Purchase): Fault | null {
  const differs = (['origin', 'product', 'quantity'] as const).filter(
    (field) => known[field] !== told[field],
  );
  if (differs.length === 0) return null;
  const text = differs.map((field) => `${field} ${known[field]}, not ${told[field]}`).join(', ');
  return new Fault('purchase-conflict', `The purchase ${known.purchaseId} is known with ${text}.`);
}

/** What a purchase becomes once all its seats are there, or as it was corrected; null when it was said before. */
export function apply(
  purchase: StoredPurchase,
  now: Date,
): { update: { set: Partial<StoredPurchase>; unset: string[] }; events: NewEvent[] } | null {
  if (purchase.state === 'applied') return null;
  const correction = underWay(purchase);
  if (correction)
    return {
      update: { set: { state: 'applied' }, unset: ['lease'] },
      events: toldOf(purchase, correction, now),
    };
  const { accountId, actor, purchaseId, product, quantity, eventId } = purchase;
  const data = { accountId, actor, purchaseId, product, quantity, eventId };
  return {
    update: { set: { state: 'applied', appliedAt: now }, unset: ['lease'] },
    events: [event(seatsPurchased, purchase._id, data, now)],
  };
}

/** Notes a cancellation on its purchase; null when it is noted. Throws `reduction-conflict` when it does not fit. */
export function cancel(
  purchase: StoredPurchase,
  { id, product, quantity }: { id: string; product: string; quantity: number },
): { update: { set: Partial<StoredPurchase> } } | null {
  const { purchaseId, cancellations = [] } = purchase;
  if (cancellations.some((noted) => noted.id === id)) return null;
  if (purchase.origin !== 'billing' || purchase.product !== product)
    throw new Fault(
      'reduction-conflict',
      `The purchase ${purchaseId} is not one of ${product} from outside.`,
    );
  const left = seatsIn(purchase) - cancelledIn(purchase);
  if (quantity > left)
    throw new Fault(
      'reduction-conflict',
      `${quantity} seats cannot be cancelled: of the ${seatsIn(purchase)} of purchase ${purchaseId}, ${left} are left.`,
    );
  return { update: { set: { cancellations: [...cancellations, { id, quantity }] } } };
}
