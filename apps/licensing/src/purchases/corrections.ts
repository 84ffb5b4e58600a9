import {
  Fault,
  operatorCorrectedPurchase,
  purchaseCorrected,
  type Actor,
  type Purchase,
} from '@seatkeeper/contracts';
import { event, heldFrom, type NewEvent } from '@seatkeeper/mongo';
import { operatorIn } from '../accounts/operators.js';
import { purchaseLease } from './purchase-lease.js';
import type { StoredCorrection, StoredPurchase } from './purchases.schema.js';

/** What an operator says of a purchase. */
export interface WantedCorrection {
  seats: number;
  reason: string;
  by: Actor;
  operatorAccountId: string;
  commandId: string;
  requestId?: string | undefined;
}

/** A purchase that is wrong again and again is another problem, and its document has to stay small. */
const MOST_CORRECTIONS = 50;

type Known = Pick<StoredPurchase, 'quantity' | 'corrections' | 'cancellations'>;

/** How many seats a purchase is of: as it was corrected last, or told first. */
export const seatsIn = ({ quantity, corrections = [] }: Known): number => corrections.at(-1)?.to ?? quantity;

/** How many seats were ever made of it. Those that went since keep their numbers: none is made twice. */
export const seatsMade = ({ quantity, corrections = [] }: Known): number =>
  corrections.reduce((sum, { from, to }) => sum + Math.max(0, to - from), quantity);

export const cancelledIn = ({ cancellations = [] }: Known): number =>
  cancellations.reduce((sum, { quantity }) => sum + quantity, 0);

/** The correction that is being carried out. */
export const underWay = ({ state, corrections }: StoredPurchase): StoredCorrection | undefined =>
  state === 'correcting' ? corrections?.at(-1) : undefined;

/** How many seats a correction brings, or takes if it is below zero. */
export const quantityOf = ({ from, to }: Pick<StoredCorrection, 'from' | 'to'>): number => to - from;

/**
 * Notes a correction, held by the caller, who carries it out; null when it is noted, or changes nothing. Throws `validation-failed` for fewer
 * seats than were cancelled, and `service-unavailable` while seats of the purchase come or go for another reason.
 */
export function correct(
  purchase: StoredPurchase,
  { seats, reason, by, operatorAccountId, commandId, requestId }: WantedCorrection,
  now: Date,
): { update: { set: Partial<StoredPurchase> } } | null {
  const { purchaseId, corrections = [], version } = purchase;
  if (corrections.some(({ id }) => id === commandId)) return null;
  if (purchase.state !== 'applied')
    throw new Fault(
      'service-unavailable',
      `Seats of the purchase ${purchaseId} are just being added or taken away.`,
    );
  const from = seatsIn(purchase);
  if (seats === from) return null;
  const cancelled = cancelledIn(purchase);
  if (seats < cancelled)
    throw refusal(`${cancelled} of its ${from} seats were cancelled already`, { seats: from, cancelled });
  if (corrections.length === MOST_CORRECTIONS)
    throw refusal(`The purchase was corrected ${MOST_CORRECTIONS} times already`);
  const correction = {
    id: commandId,
    from,
    to: seats,
    reason,
    by,
    operatorAccountId,
    at: now,
    ...(requestId !== undefined && { requestId }),
  };
  return {
    update: {
      set: {
        corrections: [...corrections, correction],
        state: 'correcting',
        lease: heldFrom(now, purchaseLease, version + 1),
      },
    },
  };
}

/** The purchase without the correction that was not to be. */
export function withdraw({ corrections = [] }: StoredPurchase): {
  update: { set: Partial<StoredPurchase>; unset: string[] };
} {
  const left = corrections.slice(0, -1);
  return {
    update: {
      set: { state: 'applied', ...(left.length > 0 && { corrections: left }) },
      unset: ['lease', ...(left.length > 0 ? [] : ['corrections'])],
    },
  };
}

/** What is told once a correction is carried out, with the request that wanted it, whoever carried it out. */
export function toldOf(
  { _id, accountId, purchaseId, product }: StoredPurchase,
  correction: StoredCorrection,
  now: Date,
): NewEvent[] {
  const { to: seats, reason, by, operatorAccountId, requestId } = correction;
  const said = { purchaseId, product, quantity: quantityOf(correction), seats, reason };
  const events = [
    event(
      purchaseCorrected,
      _id,
      { ...said, accountId, actor: operatorIn(accountId, by, operatorAccountId) },
      now,
    ),
    event(
      operatorCorrectedPurchase,
      _id,
      { ...said, accountId: operatorAccountId, actor: by, customerAccountId: accountId },
      now,
    ),
  ];
  return requestId === undefined ? events : events.map((each) => ({ ...each, requestId }));
}

/** A purchase as operators see it. */
export const toPurchase = (purchase: StoredPurchase): Purchase => ({
  id: purchase.purchaseId,
  accountId: purchase.accountId,
  product: purchase.product,
  origin: purchase.origin,
  seats: seatsIn(purchase),
  told: purchase.quantity,
  cancelled: cancelledIn(purchase),
  receivedAt: purchase.receivedAt.toISOString(),
  corrections: (purchase.corrections ?? []).map(({ at, from, to, reason, by }) => ({
    at: at.toISOString(),
    from,
    to,
    reason,
    by,
  })),
});

const refusal = (message: string, members?: Record<string, number>): Fault =>
  new Fault('validation-failed', { errors: [{ path: 'seats', message }], members });
