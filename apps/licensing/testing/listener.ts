import { Controller, Module } from '@nestjs/common';
import { BusModule, On } from '@seatkeeper/bus';
import {
  claimsFrozen,
  claimsReleased,
  type EventData,
  invoiceOverdue,
  orderDisputed,
  orderPaid,
  orderPaymentFailed,
  orderRefunded,
  paymentMethodRemoved,
  paymentMethodSaved,
  overAllocationEnded,
  renewalComing,
  renewalDeclined,
  seatsOverAllocated,
} from '@seatkeeper/contracts';
import { testService, type World } from '@seatkeeper/testing';

type Told = EventData<typeof overAllocationEnded> &
  Partial<Pick<EventData<typeof seatsOverAllocated>, 'stage' | 'graceEndsAt'>>;

/** Hears what licensing tells of seats that are held beyond those purchased. */
@Controller()
class Ear {
  readonly told: Told[] = [];

  @On(seatsOverAllocated)
  over(data: EventData<typeof seatsOverAllocated>): Promise<void> {
    this.told.push(data);
    return Promise.resolve();
  }

  @On(overAllocationEnded)
  ended(data: EventData<typeof overAllocationEnded>): Promise<void> {
    this.told.push(data);
    return Promise.resolve();
  }
}

/** Hears what follows from invoices. */
@Controller()
class BillingEar {
  readonly told: { accountId: string; word: string }[] = [];

  @On(invoiceOverdue)
  overdue({ accountId, reminder }: EventData<typeof invoiceOverdue>): Promise<void> {
    return this.note(accountId, `overdue ${reminder}`);
  }

  @On(claimsFrozen)
  frozen({ accountId }: EventData<typeof claimsFrozen>): Promise<void> {
    return this.note(accountId, 'frozen');
  }

  @On(claimsReleased)
  released({ accountId }: EventData<typeof claimsReleased>): Promise<void> {
    return this.note(accountId, 'released');
  }

  private note(accountId: string, word: string): Promise<void> {
    this.told.push({ accountId, word });
    return Promise.resolve();
  }
}

/** Hears of terms that are over soon. */
@Controller()
class RenewalEar {
  readonly told: EventData<typeof renewalComing>[] = [];

  @On(renewalComing)
  coming(data: EventData<typeof renewalComing>): Promise<void> {
    this.told.push(data);
    return Promise.resolve();
  }
}

const dayOf = (moment: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(moment),
  );

/** Hears what became of payments. */
@Controller()
class PaymentEar {
  readonly told: { orderId: string; word: string }[] = [];

  @On(orderPaid)
  paid({ orderId }: EventData<typeof orderPaid>): Promise<void> {
    return this.note(orderId, 'paid');
  }

  @On(orderPaymentFailed)
  failed({ orderId, failure }: EventData<typeof orderPaymentFailed>): Promise<void> {
    return this.note(orderId, failure);
  }

  @On(renewalDeclined)
  declined({ orderId, reason, nextTryAt }: EventData<typeof renewalDeclined>): Promise<void> {
    return this.note(orderId, nextTryAt === undefined ? reason : `${reason}, again on ${dayOf(nextTryAt)}`);
  }

  @On(paymentMethodSaved)
  saved({ orderId, card }: EventData<typeof paymentMethodSaved>): Promise<void> {
    return this.note(orderId, `card ${card.last4} saved`);
  }

  @On(paymentMethodRemoved)
  removed({ accountId, card }: EventData<typeof paymentMethodRemoved>): Promise<void> {
    return this.note(accountId, `card ${card.last4} removed`);
  }

  @On(orderRefunded)
  refunded({ orderId, amountMinor, outdated }: EventData<typeof orderRefunded>): Promise<void> {
    return this.note(orderId, `${outdated ? 'outdated, ' : ''}${amountMinor} paid back`);
  }

  @On(orderDisputed)
  disputed({ orderId, dispute }: EventData<typeof orderDisputed>): Promise<void> {
    return this.note(orderId, `dispute ${dispute}`);
  }

  private note(orderId: string, word: string): Promise<void> {
    this.told.push({ orderId, word });
    return Promise.resolve();
  }
}

@Module({ controllers: [Ear, BillingEar, RenewalEar, PaymentEar] })
class EarModule {}

export interface Listener {
  /** What was told of one account, in the order in which it was heard. */
  heard(accountId: string): Told[];
  /** What followed from the invoices of one account, in words. */
  followed(accountId: string): string[];
  /** What became of the payment of one order, in words. */
  paid(orderId: string): string[];
  /** The ends of terms of one account that were told of before. */
  announced(accountId: string): string[];
  close(): Promise<void>;
}

/** Another service on the bus, in the same world. */
export async function listenTo(world: World): Promise<Listener> {
  const imports = [BusModule.forRoot({ part: true }), EarModule];
  const service = await testService({ name: 'listener', world, imports });
  return {
    heard: (accountId) => service.get(Ear).told.filter((told) => told.accountId === accountId),
    followed: (accountId) =>
      service.get(BillingEar).told.flatMap((told) => (told.accountId === accountId ? [told.word] : [])),
    paid: (orderId) =>
      service.get(PaymentEar).told.flatMap((told) => (told.orderId === orderId ? [told.word] : [])),
    announced: (accountId) =>
      service.get(RenewalEar).told.flatMap((told) => (told.accountId === accountId ? [told.at] : [])),
    close: () => service.close(),
  };
}
