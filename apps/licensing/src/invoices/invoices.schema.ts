import { defineCollection, type Stored } from '@seatkeeper/mongo';
import { type Charge, chargeFields } from '../money/charge.js';

/** One invoice. `_id` follows from the order, so an order has one at most. It never changes. */
export interface StoredInvoice extends Stored, Charge {
  /** 1, 2, 3 … over all accounts: the document that holds a number is what makes it taken. */
  serial: number;
  number: string;
  orderId: string;
  issuedAt: Date;
  dueAt: Date;
}

export const invoices = defineCollection<StoredInvoice>({
  name: 'invoices',
  fields: {
    serial: { type: Number, required: true },
    number: { type: String, required: true },
    orderId: { type: String, required: true },
    issuedAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    ...chargeFields,
  },
  indexes: [
    // Over all accounts, because the law wants one row of numbers: a cluster keeps this collection unsharded.
    { name: 'serial', keys: { serial: 1 }, unique: true },
    { name: 'newest', keys: { accountId: 1, serial: -1, _id: -1 } },
  ],
});
