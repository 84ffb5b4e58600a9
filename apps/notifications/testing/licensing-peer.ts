import { Controller, Module } from '@nestjs/common';
import { BusModule, Handle } from '@seatkeeper/bus';
import {
  Fault,
  getInvoiceMail,
  getOrderMail,
  getRenewalMail,
  getSeatLevel,
  type Input,
  type Output,
} from '@seatkeeper/contracts';

type Seats = Output<typeof getSeatLevel>;

/** Stands in for the licensing service, which is another process: knows how many seats are left, and which invoices are paid. */
@Controller()
export class LicensingPeer {
  /** By account. */
  readonly seats = new Map<string, Seats>();

  /** What mails say of invoices, by account. */
  readonly invoices = new Map<string, Output<typeof getInvoiceMail>>();

  @Handle(getInvoiceMail)
  async invoice({ accountId }: Input<typeof getInvoiceMail>): Promise<Output<typeof getInvoiceMail>> {
    const invoice = this.invoices.get(accountId);
    if (!invoice) throw Fault.notFound('invoice');
    return invoice;
  }

  /** What mails say of orders, by account. */
  readonly orders = new Map<string, Output<typeof getOrderMail>>();

  @Handle(getOrderMail)
  async order({ accountId }: Input<typeof getOrderMail>): Promise<Output<typeof getOrderMail>> {
    const order = this.orders.get(accountId);
    if (!order) throw Fault.notFound('order');
    return order;
  }

  /** What mails say of terms, by account. */
  readonly renewals = new Map<string, Output<typeof getRenewalMail>['renewal']>();

  @Handle(getRenewalMail)
  async renewal({ accountId }: Input<typeof getRenewalMail>): Promise<Output<typeof getRenewalMail>> {
    return { renewal: this.renewals.get(accountId) ?? null };
  }

  @Handle(getSeatLevel)
  async level({ accountId }: Input<typeof getSeatLevel>): Promise<Seats> {
    const seats = this.seats.get(accountId);
    if (!seats) throw Fault.notFound('license');
    return seats;
  }
}

@Module({ imports: [BusModule.forRoot({ part: true })], controllers: [LicensingPeer] })
export class LicensingPeerModule {}
