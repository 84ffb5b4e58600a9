import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  Fault,
  getOrder,
  getOrderMail,
  listAwaitingOrders,
  listOrders,
  placeOrder,
  refuse,
  type Input,
  type Order,
  type Output,
  type Page,
} from '@seatkeeper/contracts';
import { Clock, SETTINGS } from '@seatkeeper/service';
import { refuseOtherDoor } from '../accounts/accounts.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { Catalogs } from '../catalog/catalogs.js';
import type { LicensingSettings } from '../settings.js';
import { StripeClient } from '../payments/stripe.client.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { toOrder } from './orders.js';
import { OrdersRepository } from './orders.repository.js';
import type { StoredOrder } from './orders.schema.js';
import { quoteOrder } from './placing.js';

@Injectable()
export class OrdersService {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly accounts: AccountsService,
    private readonly subscriptions: SubscriptionsService,
    private readonly catalogs: Catalogs,
    private readonly stripe: StripeClient,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: LicensingSettings,
  ) {}

  @Handle(placeOrder)
  async place({ accountId, orderId, by, order }: Input<typeof placeOrder>): Promise<Order> {
    const now = this.clock.now();
    const quotedBefore = await this.orders.find(accountId, orderId);
    if (quotedBefore) return this.shown(quotedBefore);

    const [account, has] = await Promise.all([
      this.accounts.known(accountId),
      this.subscriptions.of(accountId),
    ]);
    refuse(refuseOtherDoor(account, 'seatkeeper'));
    const customer = {
      accountId,
      timeZone: account.timeZone ?? 'UTC',
      revision: has?.revision ?? 0,
      subscriptions: has?.items ?? [],
    };
    const vendor = {
      catalogs: this.catalogs,
      taxBasisPoints: this.settings.TAX_BASIS_POINTS,
      quoteHours: this.settings.QUOTE_HOURS,
    };
    const kept = await this.orders.keep(quoteOrder(orderId, by, order, customer, vendor, now));
    if (!kept) throw Fault.notFound('order');
    return this.shown(kept);
  }

  @Handle(getOrder)
  async get({ accountId, orderId }: Input<typeof getOrder>): Promise<Order> {
    const order = await this.orders.find(accountId, orderId);
    if (!order) throw Fault.notFound('order');
    return this.shown(order);
  }

  @Handle(getOrderMail)
  async mail({ accountId, orderId }: Input<typeof getOrderMail>): Promise<Output<typeof getOrderMail>> {
    const order = await this.orders.find(accountId, orderId);
    if (!order) throw Fault.notFound('order');
    const { status, grossMinor, currency, payment } = order;
    const { nextTryAt } = this.shown(order).payment ?? {};
    const refundedMinor = payment?.refundedMinor ?? 0;
    return { status, grossMinor, currency, refundedMinor, ...(nextTryAt !== undefined && { nextTryAt }) };
  }

  @Handle(listOrders)
  async list({ accountId, page }: Input<typeof listOrders>): Promise<Page<Order>> {
    const { items, ...rest } = await this.orders.page(accountId, page);
    return { ...rest, items: items.map((order) => this.shown(order)) };
  }

  @Handle(listAwaitingOrders)
  async awaiting({
    accountId,
    limit,
  }: Input<typeof listAwaitingOrders>): Promise<Output<typeof listAwaitingOrders>> {
    const orders = await this.orders.awaiting(limit, accountId);
    return { items: orders.map((order) => this.shown(order)) };
  }

  private shown(order: StoredOrder): Order {
    return toOrder(order, this.clock.now(), this.stripe.isOn);
  }
}
