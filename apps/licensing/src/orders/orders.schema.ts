import {
  type Actor,
  DisputeState,
  OrderStatus,
  PaymentFailure,
  PaymentProvider,
  type Period,
} from '@seatkeeper/contracts';
import { defineCollection, HOUR_MS, MINUTE_MS, type Stored } from '@seatkeeper/mongo';
import { type Charge, chargeFields } from '../money/charge.js';
import type { CardTry, ChargedCard, PaymentPage } from '../payments/payment-provider.js';
import { subscriptionFields, type Subscription } from '../subscriptions/subscription.js';

export interface OrderedItem {
  product: string;
  plan: string;
  seats: number;
  modules: string[];
  addons: string[];
}

/** Where an invoice is paid at once. */
export interface StoredPage extends PaymentPage {
  /** Whoever opened it: a card that it is paid by is saved in their name. */
  by: Actor;
  savesCard?: true;
  /** Somebody has paid, and a bank has not decided yet. */
  isDeciding?: true;
}

/** The payment of an order that is paid at once, or whose invoice is. */
export interface StoredPayment {
  /** What the provider calls the page where it is paid, where there is one. */
  reference?: string;
  url?: string;
  /** Whoever ordered has agreed that renewals are charged to the card it is paid by. */
  savesCard?: true;
  /** The card that it is charged to without a page: the one that was saved last. */
  byCard?: ChargedCard;
  /** What the provider calls the money, once somebody has begun to pay. */
  intent?: string;
  /** The charge of before, which was canceled: the next one takes its place. */
  canceled?: string;
  /** The last try to charge a card. It is noted before it is confirmed, so that it is confirmed once whoever does so. */
  attempt?: CardTry & {
    /** What came of it is known. */
    isOver?: true;
    /** A bank has not decided yet. */
    isDeciding?: true;
  };
  /** When a card was declined first: the days of further tries are counted from there. */
  declinedAt?: Date;
  /** Since when, or from when on, it is to be charged; not there once no try is left. */
  tryAt?: Date;
  /** The page where its invoice is paid, or was. While it can be paid there nothing is charged to a card. */
  page?: StoredPage;
  /** How many such pages there were. */
  pages?: number;
  paidAt?: Date;
  refundedMinor: number;
  /** Paid for an order that can no longer take effect, and not yet paid back. */
  refundDue?: true;
  dispute?: DisputeState;
  failure?: PaymentFailure;
}

/** One order, from its quote on. What it costs and what it makes of the subscriptions never changes any more. */
export interface StoredOrder extends Stored, Charge {
  /** `expired` is not stored: it follows from the time. */
  status: Exclude<OrderStatus, 'expired'>;
  /** Absent for one that somebody placed. */
  kind?: 'renewal';
  period: Period;
  catalogVersion: number;
  /** The revision of the account's subscriptions that it was quoted on. */
  basis: number;
  items: OrderedItem[];
  after: Subscription[];
  placedBy: Actor;
  quotedAt: Date;
  expiresAt: Date;
  provider?: PaymentProvider;
  payment?: StoredPayment;
  checkedOutAt?: Date;
  approvedAt?: Date;
  approvedBy?: Actor;
  completedAt?: Date;
  /** When the sweeper has to go on with it: approved and not completed, awaiting payment, to be charged, or to be paid back. */
  dueAt?: Date;
}

const item = {
  product: { type: String, required: true },
  plan: { type: String, required: true },
  seats: { type: Number, required: true },
  modules: { type: [String], required: true },
  addons: { type: [String], required: true },
};

export const orders = defineCollection<StoredOrder>({
  name: 'orders',
  fields: {
    status: {
      type: String,
      enum: OrderStatus.exclude(['expired']).options,
      required: true,
    },
    kind: { type: String, enum: ['renewal'] },
    period: { type: String, enum: ['month', 'year'], required: true },
    catalogVersion: { type: Number, required: true },
    basis: { type: Number, required: true },
    items: { type: [item], required: true },
    after: { type: [subscriptionFields], required: true },
    ...chargeFields,
    placedBy: { type: Object, required: true },
    quotedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    provider: { type: String, enum: PaymentProvider.options },
    payment: {
      reference: { type: String },
      url: { type: String },
      savesCard: { type: Boolean },
      byCard: { type: { _id: false, customer: String, method: String } },
      intent: { type: String },
      canceled: { type: String },
      attempt: {
        type: { _id: false, number: Number, method: String, isOver: Boolean, isDeciding: Boolean },
      },
      declinedAt: { type: Date },
      tryAt: { type: Date },
      page: {
        type: {
          _id: false,
          reference: String,
          url: String,
          by: Object,
          savesCard: Boolean,
          isDeciding: Boolean,
        },
      },
      pages: { type: Number },
      paidAt: { type: Date },
      refundedMinor: { type: Number },
      refundDue: { type: Boolean },
      dispute: { type: String, enum: DisputeState.options },
      failure: { type: String, enum: PaymentFailure.options },
    },
    checkedOutAt: { type: Date },
    approvedAt: { type: Date },
    approvedBy: { type: Object },
    completedAt: { type: Date },
    dueAt: { type: Date },
  },
  indexes: [
    { name: 'newest', keys: { accountId: 1, quotedAt: -1, _id: -1 } },
    {
      name: 'due',
      keys: { dueAt: 1 },
      where: { dueAt: { $exists: true } },
      awaited: {
        kind: 'orders',
        lateMs: 30 * MINUTE_MS,
        // Its time is put off with each try.
        triedInVain: { since: 'approvedAt', that: { status: 'approved' } },
        remedy:
          'It is tried again by itself: the log of licensing says why it failed; of one that is paid at once, see at Stripe what became of it.',
      },
    },
    {
      name: 'tries',
      keys: { 'payment.tryAt': 1 },
      where: { 'payment.tryAt': { $exists: true } },
      // Not put off by those who try in vain: it moves once it is known what came of a try.
      awaited: {
        kind: 'charges to saved cards',
        lateMs: HOUR_MS,
        remedy:
          'It is tried again by itself: the log of licensing says why the provider was asked in vain. Until it is charged its invoice is open, and can be paid in another way.',
      },
    },
    { name: 'intent', keys: { 'payment.intent': 1 }, where: { 'payment.intent': { $exists: true } } },
    { name: 'awaiting', keys: { checkedOutAt: 1 }, where: { status: 'awaiting-approval' } },
  ],
});
