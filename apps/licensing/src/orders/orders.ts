import {
  Fault,
  operatorApprovedOrder,
  orderApproved,
  orderCheckedOut,
  orderCompleted,
  type Actor,
  type Order,
} from '@seatkeeper/contracts';
import { event, type NewEvent } from '@seatkeeper/mongo';
import { chargeOf } from '../money/charge.js';
import type { StoredOrder } from './orders.schema.js';

/** What an order becomes, and the events that say so: one write. */
export interface OrderChange {
  update: { set: Partial<StoredOrder>; unset?: string[] };
  events: NewEvent[];
}

/** How long the process that lets an order take effect has for it before the sweeper takes over. */
export const GRACE_MS = 5_000;

/** Says no to the checkout of a quote that holds no longer. */
export function refuseCheckout({ status, expiresAt }: StoredOrder, now: Date): Fault | null {
  if (status === 'outdated') return outdated();
  if (status !== 'quoted' || now < expiresAt) return null;
  return new Fault('order-expired', `The quote held until ${expiresAt.toISOString()}. Ask for a new one.`);
}

/** Null when it was checked out before. */
export function checkOut(order: StoredOrder, by: Actor, now: Date): OrderChange | null {
  const refusal = refuseCheckout(order, now);
  if (refusal) throw refusal;
  if (order.status !== 'quoted') return null;
  return {
    update: { set: { status: 'awaiting-approval', provider: 'invoice', checkedOutAt: now } },
    events: [event(orderCheckedOut, order._id, { ...said(order, by), ...amount(order) }, now)],
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
    case 'awaiting-approval':
      if (order.after.some(({ renewsAt }) => renewsAt <= now)) return outdate();
      return {
        update: {
          set: {
            status: 'approved',
            approvedAt: now,
            approvedBy: by,
            dueAt: new Date(now.getTime() + GRACE_MS),
          },
        },
        events: [
          event(orderApproved, order._id, { ...said(order, by), ...amount(order) }, now),
          event(operatorApprovedOrder, order._id, toOperators(order, by, operatorAccountId), now),
        ],
      };
  }
}

/** An order that can no longer take effect as it was quoted. Nothing is charged for it. */
export const outdate = (): OrderChange => ({
  update: { set: { status: 'outdated' }, unset: ['dueAt'] },
  events: [],
});

/** Null when it was said before that everything is there. */
export function complete(order: StoredOrder, now: Date): OrderChange | null {
  if (order.status !== 'approved') return null;
  return {
    update: { set: { status: 'completed', completedAt: now }, unset: ['dueAt'] },
    events: [event(orderCompleted, order._id, said(order, order.approvedBy ?? order.placedBy), now)],
  };
}

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

/** An order as others see it. */
export function toOrder(order: StoredOrder, now: Date): Order {
  const { _id, accountId, status, period, catalogVersion, provider, quotedAt, expiresAt, completedAt } =
    order;
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
    ...(provider && { provider }),
    ...(completedAt && { completedAt: completedAt.toISOString() }),
  };
}
