import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import type { WantedBooking } from './bookings.js';
import type { SeatCorrection } from './corrections.js';
import type { Effect } from './subscriptions.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';
import type { StoredSubscriptions } from './subscriptions.schema.js';
import { notSubscribed, type WantedRenewal } from './terms.js';

@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly clock: Clock,
  ) {}

  /** Null for an account that never ordered: what it has came from a trial or from an outside billing system. */
  of(accountId: string): Promise<StoredSubscriptions | null> {
    return this.subscriptions.find(accountId);
  }

  /** Lets an order take effect, once however often it is told. Rejects with `order-outdated`. */
  apply(effect: Effect): Promise<void> {
    return this.subscriptions.apply(effect, this.clock.now());
  }

  /** The subscriptions with the booking in them, once however often it is asked for. Rejects as `book` throws. */
  async book(accountId: string, booking: WantedBooking): Promise<StoredSubscriptions> {
    const known = await this.subscriptions.book(accountId, booking, this.clock.now());
    if (!known) throw notSubscribed(booking.product);
    return known;
  }

  /** Takes a booking back. Rejects with `not-found`. */
  async cancelBooking(
    accountId: string,
    booking: Pick<WantedBooking, 'product' | 'reductionId' | 'by'>,
  ): Promise<void> {
    if (!(await this.subscriptions.cancelBooking(accountId, booking, this.clock.now())))
      throw Fault.notFound('reduction');
  }

  /** Says whether a subscription renews when its term is over. Rejects as `chooseRenewal` throws. */
  async chooseRenewal(accountId: string, renewal: WantedRenewal): Promise<StoredSubscriptions> {
    const known = await this.subscriptions.chooseRenewal(accountId, renewal, this.clock.now());
    if (!known) throw notSubscribed(renewal.product);
    return known;
  }

  /** Corrects what is subscribed to, once however often it is asked for. Rejects as `correctSeats` throws. */
  async correct(accountId: string, correction: SeatCorrection): Promise<void> {
    if (!(await this.subscriptions.correct(accountId, correction, this.clock.now())))
      throw notSubscribed(correction.product);
  }

  /**
   * Of so many accounts, those of which a term is over, each after what was due took effect, for one of several who ask:
   * nobody else gets them for `ms` milliseconds.
   */
  async takeOver(limit: number, ms: number): Promise<StoredSubscriptions[]> {
    const now = this.clock.now();
    const over = await this.subscriptions.withTermsOver(now, limit);
    const taken: StoredSubscriptions[] = [];
    for (const subscriptions of over) {
      if (!(await this.subscriptions.postpone(subscriptions, new Date(now.getTime() + ms)))) continue;
      const after = await this.subscriptions.takeDue(subscriptions, now);
      if (after) taken.push(after);
    }
    return taken;
  }

  /** Tells of terms that are over soon, of so many accounts; true if there were any. */
  async announce(limit: number): Promise<boolean> {
    const now = this.clock.now();
    const soon = await this.subscriptions.toAnnounce(now, limit);
    for (const subscriptions of soon) await this.subscriptions.announce(subscriptions, now);
    return soon.length > 0;
  }

  /** Lets bookings whose day has come take effect, of so many accounts; true if there were any. */
  async takeDue(limit: number): Promise<boolean> {
    const now = this.clock.now();
    const due = await this.subscriptions.due(now, limit);
    for (const subscriptions of due) await this.subscriptions.takeDue(subscriptions, now);
    return due.length > 0;
  }
}
