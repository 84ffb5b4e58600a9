import { Injectable } from '@nestjs/common';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import type { DeliveryChange } from './deliveries.js';
import { deliveries, type StoredDelivery } from './deliveries.schema.js';

@Injectable()
export class DeliveriesRepository {
  constructor(@InjectCollection(deliveries) private readonly deliveries: TenantCollection<StoredDelivery>) {}

  /** The delivery as it is known: as it is given now, or as far as it has come since it was given first. */
  async keep(delivery: Omit<StoredDelivery, 'version'>): Promise<StoredDelivery> {
    await this.deliveries.insertMissing([delivery]);
    const known = await this.find(delivery.accountId, delivery._id);
    if (!known) throw new Error(`The delivery ${delivery._id} was stored and is gone.`);
    return known;
  }

  find(accountId: string, id: string): Promise<StoredDelivery | null> {
    return this.deliveries.findById(accountId, id);
  }

  /** Writes the change unless the delivery was changed since it was read; null if it was. */
  change(delivery: StoredDelivery, { update, events }: DeliveryChange): Promise<StoredDelivery | null> {
    return this.deliveries.change(delivery, update, events);
  }

  /** Writes what `decide` makes of the delivery as it is by then. */
  async settle(
    { accountId, _id }: StoredDelivery,
    decide: (delivery: StoredDelivery) => DeliveryChange | null,
  ): Promise<StoredDelivery | null> {
    return this.deliveries.decide(accountId, _id, decide);
  }

  /** A sign of life of who is sending; false when the lease has gone to somebody else. */
  renew({ accountId, _id, lease }: StoredDelivery, until: Date): Promise<boolean> {
    const filter = { _id, 'lease.id': lease?.id };
    return this.deliveries.touch(accountId, filter, { $set: { 'lease.until': until, dueAt: until } });
  }

  /** How many deliveries of the account are not finished, counted up to `most`. */
  async waiting(accountId: string, most: number): Promise<number> {
    const [count] = await this.deliveries.aggregate<{ waiting: number }>(accountId, [
      { $match: { dueAt: { $exists: true } } },
      { $limit: most },
      { $group: { _id: null, waiting: { $sum: 1 } } },
    ]);
    return count?.waiting ?? 0;
  }

  /** Of all accounts, those nobody seems to work on, longest due first. */
  due(now: Date, limit: number): Promise<StoredDelivery[]> {
    return this.deliveries.acrossAccounts.find({ dueAt: { $lte: now } }, { sort: { dueAt: 1 }, limit });
  }

  /** True for one of several sweepers: the others then leave the delivery alone until `until`. */
  postpone({ accountId, _id, dueAt }: StoredDelivery, until: Date): Promise<boolean> {
    return this.deliveries.touch(accountId, { _id, dueAt }, { $set: { dueAt: until } });
  }
}
