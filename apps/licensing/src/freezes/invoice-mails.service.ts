import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { getInvoiceMail, type Input, type Output } from '@seatkeeper/contracts';
import { AccountsService } from '../accounts/accounts.service.js';
import { InvoicesService } from '../invoices/invoices.service.js';

/** What mails say of invoices, and of what follows if they are not paid. */
@Injectable()
export class InvoiceMailsService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly invoices: InvoicesService,
  ) {}

  @Handle(getInvoiceMail)
  async get({ accountId, invoiceId }: Input<typeof getInvoiceMail>): Promise<Output<typeof getInvoiceMail>> {
    const { number, grossMinor, currency, dueAt, status } = await this.invoices.get({ accountId, invoiceId });
    const { freezesAt, frozenSince } = await this.accounts.known(accountId);
    return {
      number,
      grossMinor,
      currency,
      dueAt,
      status,
      ...(freezesAt && { freezesAt: freezesAt.toISOString() }),
      isFrozen: frozenSince !== undefined,
    };
  }
}
