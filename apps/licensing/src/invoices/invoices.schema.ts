import type { OrderLine } from '@seatkeeper/contracts';
import { defineCollection, type Stored } from '@seatkeeper/mongo';

/** One invoice. `_id` follows from the order, so an order has one at most. It never changes. */
export interface StoredInvoice extends Stored {
  /** 1, 2, 3 … over all accounts: the document that holds a number is what makes it taken. */
  serial: number;
  number: string;
  orderId: string;
  issuedAt: Date;
  dueAt: Date;
  lines: OrderLine[];
  currency: string;
  netMinor: number;
  taxBasisPoints: number;
  taxMinor: number;
  grossMinor: number;
}

export const invoices = defineCollection<StoredInvoice>({
  name: 'invoices',
  fields: {
    serial: { type: Number, required: true },
    number: { type: String, required: true },
    orderId: { type: String, required: true },
    issuedAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    lines: { type: [Object], required: true },
    currency: { type: String, required: true },
    netMinor: { type: Number, required: true },
    taxBasisPoints: { type: Number, required: true },
    taxMinor: { type: Number, required: true },
    grossMinor: { type: Number, required: true },
  },
  indexes: [
    // Over all accounts, because the law wants one row of numbers: a cluster keeps this collection unsharded.
    { name: 'serial', keys: { serial: 1 }, unique: true },
    { name: 'newest', keys: { accountId: 1, serial: -1, _id: -1 } },
  ],
});
