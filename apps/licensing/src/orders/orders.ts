import {
  Fault,
  operatorApprovedOrder,
  orderApproved,
  orderCheckedOut,
  orderCompleted,
  type Actor,
  type Order,
  type OrderPayment,
  type PaymentProvider,
} from '@seatkeeper/contracts';
import { event, type NewEvent } from '@seatkeeper/mongo';
import { operatorIn } from '../accounts/operators.js';
import { chargeOf } from '../money/charge.js';
import type { PaymentPage } from '../payments/payment-provider.js';
import type { StoredOrder, StoredPayment } from './orders.schema.js';

/** What an order becomes, and the events that say so: one write. */
export interface OrderChange {
  update: { set: Partial<StoredOrder>; unset?: string[] };
  events: NewEvent[];
}

/** How long the process that lets an order take effect has for it before the sweeper takes over. */
export const GRACE_MS = 5_000;

/** How long after it was ordered, or looked at, the provider is asked by itself what became of a payment. */
export const LOOK_MS = 15 * 60_000;

/** How long whoever charges an order to a card has for it, longer than the provider may take to answer, before the sweeper does. */
export const CHARGE_MS = 60_000;

/** Says no to the checkout of a quote that holds no longer. */
export function refuseCheckout({ status, expiresAt }: StoredOrder, now: Date): Fault | null {
  if (status === 'outdated') return outdated();
  if (status !== 'quoted' || now < expiresAt) return null;
  return new Fault('order-expired', `The quote held until ${expiresAt.toISOString()}. Ask for a new one.`);
}

/** How a quote can be checked out. `instantly` is whether payments are taken at once. What costs nothing is approved by an operator. */
export const payableBy = (
  { status, expiresAt, grossMinor }: StoredOrder,
  instantly: boolean,
  now: Date,
): PaymentProvider[] => {
  if (status !== 'quoted' || now >= expiresAt) return [];
  return instantly && grossMinor > 0 ? ['invoice', 'stripe'] : ['invoice'];
};

/** Says no to a way to pay that the order cannot be paid by. */
export function refusePaymentBy(
  order: StoredOrder,
  provider: PaymentProvider,
  instantly: boolean,
  now: Date,
): Fault | null {
  if (payableBy(order, instantly, now).includes(provider)) return null;
  const message = instantly
    ? 'There is nothing to pay: order on invoice, and an operator approves it'
    : 'Payments are not taken at once here: order on invoice';
  return new Fault('validation-failed', { errors: [{ path: 'provider', message }] });
}

/** Says no to saving the card of what no card pays. */
export const refuseSaving = (provider: PaymentProvider, saveCard: boolean): Fault | null =>
  saveCard && provider !== 'stripe'
    ? new Fault('validation-failed', {
        errors: [{ path: 'saveCard', message: 'There is no card to be saved: pay at once, with stripe' }],
      })
    : null;

/** Null when it was checked out before. With the page where it is paid, it waits for that; else for an operator. */
export function checkOut(
  order: StoredOrder,
  by: Actor,
  now: Date,
  page: (PaymentPage & Pick<StoredPayment, 'savesCard'>) | null = null,
): OrderChange | null {
  const refusal = refuseCheckout(order, now);
  if (refusal) throw refusal;
  if (order.status !== 'quoted') return null;
  const provider = page ? 'stripe' : 'invoice';
  const waits = page
    ? {
        status: 'awaiting-payment' as const,
        payment: { ...page, refundedMinor: 0 },
        dueAt: new Date(now.getTime() + LOOK_MS),
      }
    : { status: 'awaiting-approval' as const };
  return {
    update: { set: { ...waits, provider, checkedOutAt: now } },
    events: [event(orderCheckedOut, order._id, { ...said(order, by), ...amount(order), provider }, now)],
  };
}

/**
 * Null when it was approved before. Nothing is approved that nobody ordered; what was quoted for a term that is over
 * by now becomes outdated instead.
 */
export function approve(
  order: StoredOrder,
  by: Actor,
  operatorAccountId: string,
  now: Date,
): OrderChange | null {
  switch (order.status) {
    case 'approved':
    case 'completed':
      return null;
    case 'outdated':
      throw outdated();
    case 'quoted':
      throw new Fault('wrong-order-status', 'The order is only quoted: it has to be checked out first.');
    case 'awaiting-payment':
    case 'payment-failed':
      throw new Fault('wrong-order-status', 'The order is paid at once: it takes effect by its payment.');
    case 'awaiting-approval':
      if (order.after.some(({ renewsAt }) => renewsAt <= now)) return outdate(order, now);
      const approvedBy = operatorIn(order.accountId, by, operatorAccountId);
      return {
        update: {
          set: {
            status: 'approved',
            approvedAt: now,
            approvedBy,
            dueAt: new Date(now.getTime() + GRACE_MS),
          },
        },
        events: [
          event(orderApproved, order._id, { ...said(order, approvedBy), ...amount(order) }, now),
          event(operatorApprovedOrder, order._id, toOperators(order, by, operatorAccountId), now),
        ],
      };
  }
}

/** An order that can no longer take effect as it was quoted. Nothing is charged for it; what was paid is to be paid back. */
export const outdate = ({ payment }: StoredOrder, now: Date): OrderChange =>
  payment?.paidAt
    ? {
        update: {
          set: {
            status: 'outdated',
            payment: { ...payment, refundDue: true },
            dueAt: new Date(now.getTime() + GRACE_MS),
          },
        },
        events: [],
      }
    : { update: { set: { status: 'outdated' }, unset: ['dueAt'] }, events: [] };

/** Null when it was said before that everything is there. One that is charged to a card goes on with that. */
export function complete(order: StoredOrder, now: Date): OrderChange | null {
  if (order.status !== 'approved') return null;
  const { payment } = order;
  return {
    update:
      payment && awaitsCharge(order)
        ? {
            set: {
              status: 'completed',
              completedAt: now,
              payment: { ...payment, tryAt: now },
              dueAt: new Date(now.getTime() + CHARGE_MS),
            },
          }
        : { set: { status: 'completed', completedAt: now }, unset: ['dueAt'] },
    events: [event(orderCompleted, order._id, said(order, order.approvedBy ?? order.placedBy), now)],
  };
}

/** Whether it is still to be charged to a card: not while there is a page where it is paid. */
export const awaitsCharge = ({ provider, payment }: StoredOrder): boolean =>
  provider === 'stripe' &&
  payment?.byCard !== undefined &&
  !payment.paidAt &&
  !payment.failure &&
  !payment.page;

/** The purchase that brings the seats of one item. The first carries the id of the order itself. */
export const purchaseIdOf = ({ _id, items }: StoredOrder, product: string): string =>
  items[0]?.product === product ? _id : `${_id}/${product}`;

export const outdated = (): Fault =>
  new Fault('order-outdated', 'The order no longer fits what the account has. Ask for a new quote.');

const said = ({ _id, accountId }: StoredOrder, actor: Actor) => ({ accountId, actor, orderId: _id });
const amount = ({ grossMinor, currency }: StoredOrder) => ({ grossMinor, currency });
const toOperators = ({ _id, accountId }: StoredOrder, actor: Actor, operatorAccountId: string) => ({
  accountId: operatorAccountId,
  actor,
  orderId: _id,
  customerAccountId: accountId,
});

function toPayment(payment: StoredPayment, { status, grossMinor }: StoredOrder): OrderPayment {
  const { paidAt, refundedMinor, refundDue, dispute, failure, declinedAt, tryAt } = payment;
  const isBack = refundedMinor >= grossMinor || (status === 'outdated' && refundedMinor > 0);
  return {
    state: refundDue ? 'refund-due' : paidAt ? (isBack ? 'refunded' : 'paid') : failure ? 'failed' : 'open',
    refundedMinor,
    ...(paidAt && { paidAt: paidAt.toISOString() }),
    ...(dispute && { dispute }),
    ...(failure && { failure }),
    ...(declinedAt && tryAt && { nextTryAt: tryAt.toISOString() }),
  };
}

/** An order as others see it. `instantly` is whether payments are taken at once. */
export function toOrder(order: StoredOrder, now: Date, instantly: boolean): Order {
  const { _id, accountId, status, period, catalogVersion, provider, payment } = order;
  const { quotedAt, expiresAt, completedAt } = order;
  return {
    id: _id,
    accountId,
    kind: order.kind ?? 'order',
    status: status === 'quoted' && now >= expiresAt ? 'expired' : status,
    period,
    catalogVersion,
    items: order.items.map((item, i) => ({
      ...item,
      renewsAt: (order.after[i]?.renewsAt ?? quotedAt).toISOString(),
    })),
    ...chargeOf(order),
    quotedAt: quotedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    payableBy: payableBy(order, instantly, now),
    ...(provider && { provider }),
    ...(payment && provider === 'stripe' && { payment: toPayment(payment, order) }),
    ...(payment?.url !== undefined && status === 'awaiting-payment' && { checkoutUrl: payment.url }),
    ...(completedAt && { completedAt: completedAt.toISOString() }),
  };
}
