import { Injectable } from '@nestjs/common';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { book, cancelBooking, takeDue, type WantedBooking } from './bookings.js';
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

  /** Of all accounts, those of which a booking is due. */
  due(now: Date, limit: number): Promise<StoredSubscriptions[]> {
    const filter = { 'bookings.effectiveAt': { $lte: now } };
    return this.subscriptions.acrossAccounts.findDue(filter, { limit });
  }

  /** Lets the bookings of an account whose day has come take effect, once. */
  async takeDue(known: StoredSubscriptions, now: Date): Promise<void> {
    await this.subscriptions.decideFrom(known, (current) => takeDue(current, now));
  }
}
