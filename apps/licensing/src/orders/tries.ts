import { renewalDeclined, systemActor, type CardRefusal } from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { isDeepStrictEqual } from 'node:util';
import { invoiceIdOf } from '../invoices/invoices.js';
import { hourOfDayAfter } from '../money/calendar.js';
import type { ChargedCard, SeenCharge } from '../payments/payment-provider.js';
import { awaitsCharge, CHARGE_MS, GRACE_MS, LOOK_MS, type OrderChange } from './orders.js';
import type { StoredOrder, StoredPayment } from './orders.schema.js';
import { settle } from './settlement.js';

/** When a card that was declined is tried again: so many days after the first time, at an hour of the account. */
export interface TryTimes {
  days: readonly number[];
  hour: number;
  timeZone: string;
}

/** The first of those moments that is still to come. What nobody was there for is not made up for. */
export const nextTry = (declinedAt: Date, { days, hour, timeZone }: TryTimes, now: Date): Date | undefined =>
  days.map((day) => hourOfDayAfter(declinedAt, day, hour, timeZone)).find((at) => at > now);

/** Whether a try was noted of which nobody knows yet what came of it. */
export const isUnderWay = ({ attempt }: StoredPayment): boolean => attempt !== undefined && !attempt.isOver;

/** Whether somebody has to charge the order now. */
export const isToCharge = (order: StoredOrder, now: Date): boolean => {
  const { payment } = order;
  if (!payment || !awaitsCharge(order)) return false;
  return isUnderWay(payment) || !payment.tryAt || payment.tryAt <= now;
};

/**
 * Notes the next try, and by which charge of the provider it is made, before anybody confirms it. Null when another is under way, or there is nothing to
 * be tried any more: it was paid, or another charge was noted meanwhile.
 */
export function beginTry(
  order: StoredOrder,
  intent: string,
  card: ChargedCard,
  now: Date,
): OrderChange | null {
  const { payment } = order;
  if (!payment || !isToCharge(order, now) || isUnderWay(payment)) return null;
  if (payment.intent !== undefined && payment.intent !== intent) return null;
  const attempt = { number: (payment.attempt?.number ?? 0) + 1, method: card.method };
  const { canceled: _canceled, ...rest } = payment;
  return {
    update: {
      set: {
        payment: { ...rest, intent, byCard: card, attempt },
        dueAt: new Date(now.getTime() + CHARGE_MS),
      },
    },
    events: [],
  };
}

/** A card was saved: what could not be charged to another one is charged to it now. Null when it was tried already, or nothing is left to charge. */
export function chargeTo(order: StoredOrder, card: ChargedCard, now: Date): OrderChange | null {
  const { payment, provider, status } = order;
  if (!payment?.byCard || payment.paidAt || provider !== 'stripe' || status !== 'completed') return null;
  if (payment.byCard.method === card.method) return null;
  const { failure: _failure, ...rest } = payment;
  // Once the page is over where it can be paid now.
  if (payment.page) {
    const { declinedAt: _declinedAt, ...anew } = rest;
    return { update: { set: { payment: { ...anew, byCard: card } } }, events: [] };
  }
  return {
    update: { set: { payment: { ...rest, byCard: card, tryAt: now }, dueAt: now } },
    events: [],
  };
}

/** What an order becomes by what the provider says of its charge, or null when all of that is known. */
export function settleCharge(
  order: StoredOrder,
  seen: SeenCharge,
  times: TryTimes,
  now: Date,
): OrderChange | null {
  const { payment } = order;
  // Money counts whenever it comes, and what becomes of it later.
  if (seen.state === 'paid') return settle(order, { ...seen, state: 'paid' }, now);
  if (!payment || !awaitsCharge(order) || seen.intent !== payment.intent) return null;
  if (seen.state === 'canceled') return forget(payment, now);
  // What is said of an earlier try, or of one that nobody has noted yet, is known or will be asked for.
  if (payment.attempt?.isOver || seen.number !== (payment.attempt?.number ?? 0)) return null;
  if (seen.state === 'declined') return decline(order, payment, seen, times, now);
  if (seen.state !== 'open' || payment.attempt?.isDeciding) return null;
  const { tryAt: _tryAt, ...rest } = payment;
  const attempt = { ...attemptOf(payment), isDeciding: true as const };
  return {
    update: { set: { payment: { ...rest, attempt }, dueAt: new Date(now.getTime() + LOOK_MS) } },
    events: [],
  };
}

/**
 * A renewal for which there is no card any more that could be charged, as somebody found who knew it as `known`: its invoice is paid as others are. Null when
 * that is known, or another card was saved, or tried, meanwhile.
 */
export function giveUpCard(order: StoredOrder, known: StoredOrder, now: Date): OrderChange | null {
  if (!order.payment || !awaitsCharge(order)) return null;
  const [is, was] = [order, known].map(({ payment }) => [
    payment?.byCard?.method,
    payment?.attempt?.number,
    payment?.attempt?.isOver,
  ]);
  return isDeepStrictEqual(is, was) ? refuse(order, order.payment, 'no-card', undefined, now) : null;
}

/** A renewal whose invoice was paid in another way before it could be charged. Should it be charged all the same, that is known. */
export function chargeNothing(order: StoredOrder): OrderChange | null {
  if (!order.payment || !awaitsCharge(order)) return null;
  return {
    update: { set: { provider: 'invoice', payment: ended(order.payment) }, unset: ['dueAt'] },
    events: [],
  };
}

/** The payment while nothing is charged to a card: by what was canceled for that nothing can be. */
export function restTries(payment: StoredPayment): StoredPayment {
  const { intent, ...rest } = ended(payment);
  return { ...rest, ...(intent !== undefined && { canceled: intent }) };
}

/** An order once there is no page any more where its invoice is paid: tries that were left go on, unless it was paid in another way. */
export function resumeTries(
  order: StoredOrder,
  payment: StoredPayment,
  isPaidOtherwise: boolean,
  times: TryTimes,
  now: Date,
): OrderChange {
  const isCharged = order.provider === 'stripe' && payment.byCard !== undefined;
  if (isPaidOtherwise || !isCharged || payment.failure) {
    const provider = isPaidOtherwise ? ('invoice' as const) : order.provider;
    return { update: { set: { payment, ...(provider && { provider }) }, unset: ['dueAt'] }, events: [] };
  }
  const tryAt = payment.declinedAt ? nextTry(payment.declinedAt, times, now) : now;
  if (!tryAt) return refuse(order, payment, 'declined', undefined, now);
  return { update: { set: { payment: { ...payment, tryAt }, dueAt: tryAt } }, events: [] };
}

/** Nothing can be charged by it any more: the next try is made by another one. */
function forget(payment: StoredPayment, now: Date): OrderChange {
  return {
    update: {
      set: {
        payment: { ...restTries(payment), tryAt: payment.tryAt ?? now },
        dueAt: later(payment.tryAt, new Date(now.getTime() + GRACE_MS)),
      },
    },
    events: [],
  };
}

function decline(
  order: StoredOrder,
  payment: StoredPayment,
  { isFinal, needsAuthentication }: SeenCharge,
  times: TryTimes,
  now: Date,
): OrderChange {
  const declinedAt = payment.declinedAt ?? now;
  const hasOther = payment.byCard?.method !== attemptOf(payment).method;
  const tryAt = hasOther ? now : isFinal ? undefined : nextTry(declinedAt, times, now);
  const reason = needsAuthentication ? 'needs-authentication' : 'declined';
  return refuse(order, { ...payment, declinedAt }, reason, tryAt, now);
}

function refuse(
  order: StoredOrder,
  payment: StoredPayment,
  reason: CardRefusal,
  tryAt: Date | undefined,
  now: Date,
): OrderChange {
  const { _id: orderId, accountId, grossMinor, currency } = order;
  const told = {
    accountId,
    actor: PAYMENTS,
    orderId,
    grossMinor,
    currency,
    invoiceId: invoiceIdOf(orderId),
    reason,
    ...(tryAt && { nextTryAt: tryAt.toISOString() }),
  };
  const next: StoredPayment = {
    ...ended(payment),
    ...(tryAt ? { tryAt } : { failure: 'declined' as const }),
  };
  return {
    update: tryAt ? { set: { payment: next, dueAt: tryAt } } : { set: { payment: next }, unset: ['dueAt'] },
    events: [event(renewalDeclined, orderId, told, now)],
  };
}

/** The payment without a try that is under way, or still to come. */
function ended({ tryAt: _tryAt, ...payment }: StoredPayment): StoredPayment {
  if (!payment.attempt && payment.intent === undefined) return payment;
  const { number, method } = attemptOf(payment);
  return { ...payment, attempt: { number, method, isOver: true } };
}

/** Of what was begun before tries were noted there was one. */
const attemptOf = ({ attempt, byCard }: Pick<StoredPayment, 'attempt' | 'byCard'>) =>
  attempt ?? { number: 0, method: byCard?.method ?? '' };

const later = (one: Date | undefined, other: Date): Date => (one && one > other ? one : other);

const PAYMENTS = systemActor('payments');
