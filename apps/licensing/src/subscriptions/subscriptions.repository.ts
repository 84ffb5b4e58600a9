import { Injectable } from '@nestjs/common';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
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
}
