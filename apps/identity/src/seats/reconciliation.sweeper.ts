import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, logger, Repeater } from '@seatkeeper/service';
import { ReconciliationService } from './reconciliation.service.js';

const DOUBTS_EVERY_MS = 1_000;
const EVERY_MS = 5_000;
const ACCOUNTS_A_ROUND = 5;
/** However few accounts there are, none is compared more often than this. */
const CYCLE_MS = 5 * 60_000;

const log = logger('reconciliation');

/** Goes round all accounts for ever, a few at a time. Every copy of the service does: repairs can be repeated. */
@Injectable()
export class ReconciliationSweeper implements OnModuleInit {
  private last = '';
  private cycleFrom = 0;

  constructor(
    private readonly reconciliation: ReconciliationService,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.cycleFrom = this.clock.now().getTime();
    this.repeater.every(DOUBTS_EVERY_MS, 'seats in doubt', () => this.reconciliation.settleDoubts());
    this.repeater.every(EVERY_MS, 'reconciliation', () => this.nextAccounts());
  }

  private async nextAccounts(): Promise<void> {
    const now = this.clock.now().getTime();
    if (this.last === '' && now < this.cycleFrom + CYCLE_MS) return;
    if (this.last === '') this.cycleFrom = now;
    for (let count = 0; count < ACCOUNTS_A_ROUND; count += 1) {
      const accountId = await this.reconciliation.accountAfter(this.last);
      this.last = accountId ?? '';
      if (accountId === null) return;
      await this.reconciliation
        .reconcile(accountId)
        .catch((error: unknown) => log.warn('An account could not be compared', { accountId, error }));
    }
  }
}
