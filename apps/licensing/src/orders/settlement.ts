import {
  orderDisputed,
  orderPaid,
  orderPaymentFailed,
  orderRefunded,
  systemActor,
  type DisputeState,
  type PaymentFailure,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { isDeepStrictEqual } from 'node:util';
import { GRACE_MS, type OrderChange } from './orders.js';
import type { StoredOrder, StoredPayment } from './orders.schema.js';
import type { SeenPayment } from '../payments/payment-provider.js';

const PAYMENTS = systemActor('payments');

/**
 * What an order becomes by what its provider says of the payment, or null when all of that is known. Only what the provider says now
 * counts, so it does not matter in which order reports come, or how often.
 */
export function settle(order: StoredOrder, seen: SeenPayment, now: Date): OrderChange | null {
  if (!order.payment) return null;
  const change: Change = {
    payment: { ...order.payment, ...(seen.intent !== undefined && { intent: seen.intent }) },
    set: {},
    unset: [],
    events: [],
  };
  if (order.status === 'completed') {
    if (!order.payment.paidAt && seen.state === 'paid') charged(change, order, now);
  } else if (awaitsPayment(order) && seen.state === 'paid') pay(change, order, seen, now);
  else if (order.status === 'awaiting-payment' && (seen.state === 'declined' || seen.state === 'expired'))
    fail(change, order, seen.state, now);
  if (change.payment.paidAt) {
    if (seen.refundedMinor > order.payment.refundedMinor) refund(change, order, seen, now);
    if (seen.dispute !== undefined && seen.dispute !== order.payment.dispute)
      dispute(change, order, seen.dispute, now);
  }
  return written(order, change);
}

function written(order: StoredOrder, change: Change): OrderChange | null {
  if (isDeepStrictEqual(order.payment, change.payment)) return null;
  return {
    update: { set: { ...change.set, payment: change.payment }, unset: change.unset },
    events: change.events,
  };
}

interface Change {
  payment: StoredPayment;
  set: Partial<StoredOrder>;
  unset: string[];
  events: OrderChange['events'];
}

/** One that failed can be paid after all: a bank may change its mind while nobody looks. */
const awaitsPayment = ({ status }: StoredOrder): boolean =>
  status === 'awaiting-payment' || status === 'payment-failed';

function pay(change: Change, order: StoredOrder, seen: SeenPayment, now: Date): void {
  change.payment.paidAt = now;
  delete change.payment.failure;
  // Whoever finds the order like this goes on at once; the time is for who dies before.
  change.set.dueAt = new Date(now.getTime() + GRACE_MS);
  const isWhole = seen.amountMinor === order.grossMinor && seen.currency === order.currency;
  if (!isWhole || order.after.some(({ renewsAt }) => renewsAt <= now)) {
    change.payment.refundDue = true;
    change.set.status = 'outdated';
    return;
  }
  change.set.status = 'approved';
  change.set.approvedAt = now;
  change.events.push(event(orderPaid, order._id, priced(order), now));
}

/** The order took effect before: what is left is to note that its invoice is paid. */
function charged(change: Change, order: StoredOrder, now: Date): void {
  change.payment.paidAt = now;
  delete change.payment.failure;
  delete change.payment.tryAt;
  if (change.payment.attempt) {
    const { number, method } = change.payment.attempt;
    change.payment.attempt = { number, method, isOver: true };
  }
  change.set.provider = 'stripe';
  change.set.dueAt = new Date(now.getTime() + GRACE_MS);
  change.events.push(event(orderPaid, order._id, priced(order), now));
}

function fail(change: Change, order: StoredOrder, failure: PaymentFailure, now: Date): void {
  change.payment.failure = failure;
  change.set.status = 'payment-failed';
  change.unset.push('dueAt');
  change.events.push(event(orderPaymentFailed, order._id, { ...priced(order), failure }, now));
}

function refund(
  change: Change,
  order: StoredOrder,
  { refundedMinor, amountMinor }: SeenPayment,
  now: Date,
): void {
  const before = change.payment.refundedMinor;
  change.payment.refundedMinor = refundedMinor;
  const outdated = change.payment.refundDue === true;
  if (outdated && refundedMinor >= amountMinor) {
    delete change.payment.refundDue;
    delete change.set.dueAt;
    change.unset.push('dueAt');
  }
  const told = { ...priced(order), amountMinor: refundedMinor - before, refundedMinor, outdated };
  change.events.push(event(orderRefunded, order._id, told, now));
}

function dispute(change: Change, order: StoredOrder, state: DisputeState, now: Date): void {
  change.payment.dispute = state;
  change.events.push(event(orderDisputed, order._id, { ...priced(order), dispute: state }, now));
}

const priced = ({ _id, accountId, grossMinor, currency }: StoredOrder) => ({
  accountId,
  actor: PAYMENTS,
  orderId: _id,
  grossMinor,
  currency,
});
