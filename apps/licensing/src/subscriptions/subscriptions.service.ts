import { Injectable } from '@nestjs/common';
import { Clock } from '@seatkeeper/service';
import type { Effect } from './subscriptions.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';
import type { StoredSubscriptions } from './subscriptions.schema.js';

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
}
