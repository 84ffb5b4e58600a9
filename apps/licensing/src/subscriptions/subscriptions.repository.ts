import { Injectable } from '@nestjs/common';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { announce } from './announcements.js';
import { book, cancelBooking, takeDue, type WantedBooking } from './bookings.js';
import { changeContract, type WantedTerms } from './contract-terms.js';
import { correctSeats, type SeatCorrection } from './corrections.js';
import { chooseRenewal, type WantedRenewal } from './terms.js';
import { noSubscriptions, takeEffect, type Effect } from './subscriptions.js';
import { subscriptions, type StoredSubscriptions } from './subscriptions.schema.js';

@Injectable()
export class SubscriptionsRepository {
  constructor(
    @InjectCollection(subscriptions) private readonly subscriptions: TenantCollection<StoredSubscriptions>,
  ) {}

  find(accountId: string): Promise<StoredSubscriptions | null> {
    return this.subscriptions.findById(accountId, accountId);
  }

  /** Lets an order take effect, once. Rejects with `order-outdated` when another came first. */
  async apply(effect: Effect, now: Date): Promise<void> {
    const { accountId } = effect;
    await this.subscriptions.insertMissing([noSubscriptions(accountId)]);
    await this.subscriptions.decide(accountId, accountId, (known) => takeEffect(known, effect, now));
  }

  /** The subscriptions with the booking in them; null for an account that never ordered. */
  book(accountId: string, booking: WantedBooking, now: Date): Promise<StoredSubscriptions | null> {
    return this.subscriptions.decide(accountId, accountId, (known) => book(known, booking, now));
  }

  /** Null for an account that never ordered. */
  cancelBooking(
    accountId: string,
    booking: Pick<WantedBooking, 'product' | 'reductionId' | 'by'>,
    now: Date,
  ): Promise<StoredSubscriptions | null> {
    return this.subscriptions.decide(accountId, accountId, (known) => cancelBooking(known, booking, now));
  }

  /** The subscriptions after it was said whether one renews; null for an account that never ordered. */
  chooseRenewal(accountId: string, renewal: WantedRenewal, now: Date): Promise<StoredSubscriptions | null> {
    return this.subscriptions.decide(accountId, accountId, (known) => chooseRenewal(known, renewal, now));
  }

  /** The subscriptions after an operator said what a contract asks for; null for an account that never ordered. */
  changeContract(accountId: string, wanted: WantedTerms, now: Date): Promise<StoredSubscriptions | null> {
    return this.subscriptions.decide(accountId, accountId, (known) => changeContract(known, wanted, now));
  }

  /** Null for an account that never ordered. Rejects as `correctSeats` throws. */
  correct(accountId: string, correction: SeatCorrection, now: Date): Promise<StoredSubscriptions | null> {
    return this.subscriptions.decide(accountId, accountId, (known) => correctSeats(known, correction, now));
  }

  /** Of all accounts, those of which a term is over, the one that waits longest first. */
  withTermsOver(now: Date, limit: number): Promise<StoredSubscriptions[]> {
    const options = { sort: { termsEndAt: 1 as const }, limit };
    return this.subscriptions.acrossAccounts.findDue({ termsEndAt: { $lte: now } }, options);
  }

  /** True for one of several who came to renew them; the others leave them to it until `until`. */
  postpone({ accountId, _id, termsEndAt }: StoredSubscriptions, until: Date): Promise<boolean> {
    return this.subscriptions.touch(accountId, { _id, termsEndAt }, { $set: { termsEndAt: until } });
  }

  /** Of all accounts, those of which a term is over soon, and nobody has told. */
  toAnnounce(now: Date, limit: number): Promise<StoredSubscriptions[]> {
    const options = { sort: { announceAt: 1 as const }, limit };
    return this.subscriptions.acrossAccounts.findDue({ announceAt: { $lte: now } }, options);
  }

  /** Tells of terms that are over soon, each once. */
  async announce(known: StoredSubscriptions, now: Date): Promise<void> {
    await this.subscriptions.decideFrom(known, (current) => announce(current, now));
  }

  /** Of all accounts, those of which a booking is due. */
  due(now: Date, limit: number): Promise<StoredSubscriptions[]> {
    const filter = { 'bookings.effectiveAt': { $lte: now } };
    return this.subscriptions.acrossAccounts.findDue(filter, { limit });
  }

  /** Lets what is due for an account take effect, once: its subscriptions afterwards. */
  takeDue(known: StoredSubscriptions, now: Date): Promise<StoredSubscriptions | null> {
    return this.subscriptions.decideFrom(known, (current) => takeDue(current, now));
  }
}
