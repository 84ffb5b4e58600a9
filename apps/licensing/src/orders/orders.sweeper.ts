import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, defineSweep, logger, Repeater } from '@seatkeeper/service';
import { CheckoutService } from './checkout.service.js';
import { CHARGE_MS, LOOK_MS } from './orders.js';
import { OrdersRepository } from './orders.repository.js';
import type { StoredOrder } from './orders.schema.js';
import { PaymentsService } from './payments.service.js';

const leftHalfWay = defineSweep({ name: 'orders left half-way', everyMs: 1_000, restMs: 4_000 });
const AT_ONCE = 20;
/** An order that cannot be finished now is tried again after this, so that it does not keep others from it. */
const POSTPONE_MS = 10_000;

/** How long an order is left to who goes on with it: whoever asks a provider is for longer, and a bank for longest. */
const leftTo = ({ status, payment }: StoredOrder): number => {
  if (status === 'awaiting-payment' || payment?.attempt?.isDeciding || (payment?.page && !payment.paidAt))
    return LOOK_MS;
  return status === 'completed' ? CHARGE_MS : POSTPONE_MS;
};

/**
 * Finishes the orders that were approved by somebody who did not live to see their seats, asks what became of payments of which nobody
 * told, charges renewals to saved cards, again on the days for that, asks what became of pages where invoices are paid, and pays back what was paid in vain.
 */
@Injectable()
export class OrdersSweeper implements OnModuleInit {
  private readonly log = logger('orders');

  constructor(
    private readonly orders: OrdersRepository,
    private readonly checkout: CheckoutService,
    private readonly payments: PaymentsService,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(leftHalfWay, () => this.sweep());
  }

  private async sweep(): Promise<boolean> {
    const now = this.clock.now();
    const due = await this.orders.due(now, AT_ONCE);
    for (const order of due) {
      const { _id, accountId, status } = order;
      if (!(await this.orders.postpone(order, new Date(now.getTime() + leftTo(order))))) continue;
      try {
        if (status === 'completed') await this.payments.charge(order);
        else if (status !== 'approved') await this.payments.look(order);
        else {
          await this.checkout.goOn(order);
          this.log.info('Finished an order that was left half-way', { accountId, order: _id });
        }
      } catch (error) {
        this.log.error('An order could not be finished', { accountId, order: _id, error });
      }
    }
    return due.length > 0;
  }
}
