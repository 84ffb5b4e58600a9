import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@seatkeeper/contracts';
import { DuplicateKey, InjectCollection, type NewEvent, type TenantCollection } from '@seatkeeper/mongo';
import type { OrderChange } from './orders.js';
import { orders, type StoredOrder } from './orders.schema.js';

@Injectable()
export class OrdersRepository {
  constructor(@InjectCollection(orders) private readonly orders: TenantCollection<StoredOrder>) {}

  find(accountId: string, orderId: string): Promise<StoredOrder | null> {
    return this.orders.findById(accountId, orderId);
  }

  /** For operators, who serve all accounts. */
  findOfAnyAccount(orderId: string): Promise<StoredOrder | null> {
    return this.orders.acrossAccounts.findOne({ _id: orderId });
  }

  /** The one whose money the provider calls so. */
  findByIntent(intent: string): Promise<StoredOrder | null> {
    return this.orders.acrossAccounts.findOne({ 'payment.intent': intent });
  }

  /** The order as it is stored now, with what is told of it, or as it was stored first. Null when the id is another account's. */
  async keep(
    order: Omit<StoredOrder, 'version'>,
    events: readonly NewEvent[] = [],
  ): Promise<StoredOrder | null> {
    try {
      return await this.orders.insert(order, events);
    } catch (error) {
      if (error instanceof DuplicateKey) return this.find(order.accountId, order._id);
      throw error;
    }
  }

  page(accountId: string, page: PageRequest): Promise<Page<StoredOrder>> {
    return this.orders.page(accountId, { filter: {}, sort: [['quotedAt', -1]], page });
  }

  /** Of all accounts, those that wait for an operator, oldest first. */
  awaiting(limit: number, accountId?: string): Promise<StoredOrder[]> {
    const filter = { status: 'awaiting-approval' as const, ...(accountId !== undefined && { accountId }) };
    return this.orders.acrossAccounts.find(filter, { sort: { checkedOutAt: 1 }, limit });
  }

  /** Writes what `decide` makes of the order as it is by then; null if there is none. */
  decide(
    accountId: string,
    orderId: string,
    decide: (order: StoredOrder) => OrderChange | null,
  ): Promise<StoredOrder | null> {
    return this.orders.decide(accountId, orderId, decide);
  }

  /** Of all accounts, those that somebody has to go on with. */
  due(now: Date, limit: number): Promise<StoredOrder[]> {
    return this.orders.acrossAccounts.findDue({ dueAt: { $lte: now } }, { sort: { dueAt: 1 }, limit });
  }

  /** True for one of several sweepers; the others leave the order to it until `until`. */
  postpone({ accountId, _id, dueAt }: StoredOrder, until: Date): Promise<boolean> {
    return this.orders.touch(accountId, { _id, dueAt }, { $set: { dueAt: until } });
  }
}
