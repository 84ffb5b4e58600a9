import type { Actor, Period } from '@seatkeeper/contracts';

/** What was really paid for one part of a subscription, net, and for which time: the most that can be credited. */
export interface Paid {
  /** `plan` for its base price, `seats`, `module:<name>` or `addon:<name>`. */
  what: string;
  amountMinor: number;
  from: Date;
  to: Date;
}

/** The agreement for one product. */
export interface Subscription {
  product: string;
  plan: string;
  period: Period;
  currency: string;
  /** The version of the catalogue that says what the plan and the options are. */
  catalogVersion: number;
  /** Seats that are paid for; those of a trial come on top. */
  seats: number;
  modules: string[];
  addons: string[];
  termFrom: Date;
  /** When the term is over. */
  renewsAt: Date;
  /** When the first of the terms began that followed each other since; all renewals are counted from it. */
  startedAt?: Date;
  /**
   * Whether a new term begins when this one is over; the subscription ends otherwise. One from before terms renewed by
   * themselves says nothing of it, and stays as it is until something is ordered.
   */
  renews?: boolean;
  /** Who said that it ends. */
  endedBy?: Actor;
  paid: Paid[];
}

const paid = {
  what: { type: String, required: true },
  amountMinor: { type: Number, required: true },
  from: { type: Date, required: true },
  to: { type: Date, required: true },
};

/** How it is stored, both as it is and, in an order, as it will be. */
export const subscriptionFields = {
  product: { type: String, required: true },
  plan: { type: String, required: true },
  period: { type: String, enum: ['month', 'year'], required: true },
  currency: { type: String, required: true },
  catalogVersion: { type: Number, required: true },
  seats: { type: Number, required: true },
  modules: { type: [String], required: true },
  addons: { type: [String], required: true },
  termFrom: { type: Date, required: true },
  renewsAt: { type: Date, required: true },
  startedAt: { type: Date },
  renews: { type: Boolean },
  endedBy: { type: Object },
  paid: { type: [paid], required: true },
};
