import { type LedgerLine, RECONCILIATION } from '@seatkeeper/contracts';
import { defineCollection, type Stored } from '@seatkeeper/mongo';

/** One line. `_id` is `<accountId>/<eventId>`: an event is written down once, however often it comes. */
export interface StoredLine extends Stored {
  eventId: string;
  at: Date;
  product: string;
  kind: LedgerLine['kind'];
  /** By how much the line changes the purchased and the used seats. */
  purchased: number;
  used: number;
  actor: LedgerLine['cause']['actor'];
  purchaseId?: string;
  reductionId?: string;
  /** The event of a billing system that told of the purchase, or of its cancellation. */
  toldBy?: string;
  seatId?: string;
  /** Counts the changes of one seat: events arrive in any order, and two may carry the same millisecond. */
  sequence?: number;
  userId?: string;
  previousUserId?: string;
  /** Why a purchase was corrected. */
  reason?: string;
  /** The call that caused it. */
  requestId?: string;
}

export const ledger = defineCollection<StoredLine>({
  name: 'ledger',
  silent: true,
  fields: {
    eventId: { type: String, required: true },
    at: { type: Date, required: true },
    product: { type: String, required: true },
    kind: {
      type: String,
      enum: ['purchased', 'reduced', 'corrected', 'overage', 'claimed', 'freed', 'swapped'],
      required: true,
    },
    purchased: { type: Number, required: true },
    used: { type: Number, required: true },
    actor: { type: Object, required: true },
    purchaseId: { type: String },
    reductionId: { type: String },
    toldBy: { type: String },
    seatId: { type: String },
    sequence: { type: Number },
    userId: { type: String },
    previousUserId: { type: String },
    reason: { type: String },
    requestId: { type: String },
  },
  indexes: [
    { name: 'newest', keys: { accountId: 1, product: 1, at: -1, _id: -1 } },
    {
      name: 'seat',
      keys: { accountId: 1, product: 1, seatId: 1, sequence: -1 },
      where: { seatId: { $exists: true } },
    },
    // What is purchased, summed up in the index alone: lines of claims, which are many, are not in it.
    { name: 'entitled', keys: { accountId: 1, used: 1, product: 1, purchased: 1 }, where: { used: 0 } },
    {
      name: 'repairs',
      keys: { accountId: 1, at: -1 },
      where: { 'actor.type': RECONCILIATION.type, 'actor.id': RECONCILIATION.id },
    },
  ],
});
