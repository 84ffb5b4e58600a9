import { userActor } from '@seatkeeper/contracts';
import type { OrderChange } from '../src/orders/orders.js';
import type { StoredOrder } from '../src/orders/orders.schema.js';

export const buyer = userActor('usr_buyer0000');

/** A quote of one seat as it is stored, which holds until the first of February. */
export const storedOrder = (change: Partial<StoredOrder> = {}): StoredOrder => ({
  _id: 'ord_12345678',
  accountId: 'acc_12345678',
  version: 1,
  status: 'quoted',
  period: 'month',
  currency: 'EUR',
  catalogVersion: 1,
  basis: 0,
  items: [{ product: 'core', plan: 'standard', seats: 1, modules: [], addons: [] }],
  after: [],
  lines: [],
  netMinor: 2_900,
  taxBasisPoints: 0,
  taxMinor: 0,
  grossMinor: 2_900,
  placedBy: buyer,
  quotedAt: new Date('2027-01-31T10:00:00Z'),
  expiresAt: new Date('2027-02-01T10:00:00Z'),
  ...change,
});

/** An order after a change, as the database would hold it. */
export function changedOrder(order: StoredOrder, change: OrderChange | null): StoredOrder {
  const next = { ...order, ...change?.update.set };
  for (const field of change?.update.unset ?? []) delete next[field as keyof StoredOrder];
  return next;
}
