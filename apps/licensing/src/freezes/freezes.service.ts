import { Injectable } from '@nestjs/common';
import { On } from '@seatkeeper/bus';
import {
  type Actor,
  billingPolicyChanged,
  type EventData,
  invoiceIssued,
  paymentNoted,
  systemActor,
} from '@seatkeeper/contracts';
import { Clock, crash, logger } from '@seatkeeper/service';
import { AccountsService } from '../accounts/accounts.service.js';
import { followInvoices } from '../accounts/freezes.js';
import { InvoicesService } from '../invoices/invoices.service.js';

const DUNNING = systemActor('dunning');

/**
 * Whether an account gets new seats follows from its invoices and from what an operator decided. It is looked at whenever one
 * of them has changed, and when the moment has come.
 */
@Injectable()
export class FreezesService {
  private readonly log = logger('freezes');

  constructor(
    private readonly accounts: AccountsService,
    private readonly invoices: InvoicesService,
    private readonly clock: Clock,
  ) {}

  @On(invoiceIssued)
  issued({ accountId, actor }: EventData<typeof invoiceIssued>): Promise<void> {
    return this.look(accountId, actor);
  }

  @On(paymentNoted)
  noted({ accountId, actor }: EventData<typeof paymentNoted>): Promise<void> {
    return this.look(accountId, actor);
  }

  @On(billingPolicyChanged)
  decided({ accountId, actor }: EventData<typeof billingPolicyChanged>): Promise<void> {
    return this.look(accountId, actor);
  }

  /** Freezes the accounts whose moment has come, so many at a time; true if there were any. */
  async freezeDue(limit: number): Promise<boolean> {
    const due = await this.accounts.dueToFreeze(limit);
    for (const { accountId } of due)
      try {
        await this.look(accountId, DUNNING);
      } catch (error) {
        this.log.error('The invoices of an account could not be followed up', { accountId, error });
      }
    return due.length > 0;
  }

  /**
   * Until nothing follows any more: who wrote what was no longer so, after another who found nothing to do, sees that by
   * looking once more.
   */
  private async look(accountId: string, actor: Actor): Promise<void> {
    for (;;) {
      const account = await this.accounts.find(accountId);
      if (!account) return;
      const firstDueAt = await this.invoices.firstDueAt(accountId);
      const change = followInvoices(account, firstDueAt, actor, this.clock.now());
      if (!change) return;
      await this.accounts.freeze(account, change);
      crash('licensing.freeze.afterWrite');
    }
  }
}
