import type { Invoice } from '@seatkeeper/contracts';
import {
  commandsField,
  defineCollection,
  type DoneCommand,
  type Stored,
  goesOnByItself,
  HOUR_MS,
} from '@seatkeeper/mongo';
import { type Charge, chargeFields } from '../money/charge.js';

/** One invoice. `_id` follows from the order, so an order has one at most. Only its payment is noted later. */
export interface StoredInvoice extends Stored, Charge {
  /** 1, 2, 3 … over all accounts: the document that holds a number is what makes it taken. */
  serial: number;
  number: string;
  orderId: string;
  /** As they were called when it was issued, whatever they are called later; not there on invoices from before this was kept. */
  seller?: Invoice['seller'];
  recipient?: Invoice['recipient'];
  issuedAt: Date;
  dueAt: Date;
  /** There until it is paid: the index that finds those that are due holds no others. */
  unpaid?: true;
  paidAt?: Date;
  /** When it is reminded of next, unless it is paid by then. */
  remindAt?: Date;
  /** What was noted of its payment. */
  commands?: DoneCommand[];
}

export const invoices = defineCollection<StoredInvoice>({
  name: 'invoices',
  fields: {
    serial: { type: Number, required: true },
    number: { type: String, required: true },
    orderId: { type: String, required: true },
    seller: { type: Object },
    recipient: { type: Object },
    issuedAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    unpaid: { type: Boolean },
    paidAt: { type: Date },
    remindAt: { type: Date },
    commands: commandsField,
    ...chargeFields,
  },
  indexes: [
    // Over all accounts, because the law wants one row of numbers: a cluster keeps this collection unsharded.
    { name: 'serial', keys: { serial: 1 }, unique: true },
    { name: 'unpaid', keys: { dueAt: 1 }, where: { unpaid: true } },
    { name: 'unpaid-of-account', keys: { accountId: 1, dueAt: 1 }, where: { unpaid: true } },
    {
      name: 'reminders',
      keys: { remindAt: 1 },
      where: { remindAt: { $exists: true } },
      awaited: { kind: 'invoices to be reminded of', lateMs: HOUR_MS, remedy: goesOnByItself },
    },
    { name: 'newest', keys: { accountId: 1, serial: -1, _id: -1 } },
  ],
});
