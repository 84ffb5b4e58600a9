import {
  type Actor,
  type Card,
  type PaymentMethod,
  paymentMethodRemoved,
  paymentMethodSaved,
} from '@seatkeeper/contracts';
import { event, isDone, type NewEvent, remembered } from '@seatkeeper/mongo';
import type { PaidCard } from '../payments/payment-provider.js';
import type { StoredCard, StoredPaymentMethod } from './payment-methods.schema.js';

/** What becomes of the saved card, and the events that say so: one write. */
export interface CardChange {
  update: { set?: Partial<StoredPaymentMethod>; unset?: string[] };
  events: NewEvent[];
}

/** An order whose buyer has agreed that renewals are charged to the card it is paid by. */
export interface SavingOrder {
  _id: string;
  placedBy: Actor;
}

/**
 * Saves the card that an order was paid by, once for each order: whoever looks at the payment again does not bring back a card that was
 * removed, or replaced, since. Null when that is done.
 */
export function saveCard(
  known: StoredPaymentMethod,
  card: PaidCard,
  { _id: orderId, placedBy: actor }: SavingOrder,
  now: Date,
): CardChange | null {
  if (isDone(known, orderId)) return null;
  const data = { accountId: known.accountId, actor, card: shown(card), orderId };
  return {
    update: { set: { card: { ...card, savedAt: now }, commands: remembered(known, orderId, now) } },
    events: [event(paymentMethodSaved, known.accountId, data, now)],
  };
}

/** Forgets that very card; null when it is gone, or another one has been saved. */
export function removeCard(
  known: StoredPaymentMethod,
  method: string,
  actor: Actor,
  now: Date,
): CardChange | null {
  const { accountId, card } = known;
  if (card?.method !== method) return null;
  return {
    update: { unset: ['card'] },
    events: [event(paymentMethodRemoved, accountId, { accountId, actor, card: shown(card) }, now)],
  };
}

/** A card is good to the end of its month, wherever on Earth that ends last. */
export const isExpired = ({ expMonth, expYear }: Pick<Card, 'expMonth' | 'expYear'>, now: Date): boolean =>
  now.getTime() >= Date.UTC(expYear, expMonth, 1, 12);

export function toPaymentMethod(card: StoredCard | undefined, now: Date): PaymentMethod {
  if (!card) return { card: null };
  return {
    card: { ...shown(card), savedAt: card.savedAt.toISOString(), expired: isExpired(card, now) },
  };
}

const shown = ({ brand, last4, expMonth, expYear }: Card): Card => ({ brand, last4, expMonth, expYear });
