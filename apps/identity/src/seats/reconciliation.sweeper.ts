import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { ReconciliationService } from './reconciliation.service.js';

const doubtsToSettle = defineSweep({ name: 'seats in doubt', everyMs: 1_000, restMs: 4_000 });
const accountsToCompare = defineSweep({ name: 'reconciliation', everyMs: 5_000, restMs: 20_000 });

/** Settles doubts at once, and goes round all accounts for ever; the copies of the service share them. */
@Injectable()
export class ReconciliationSweeper implements OnModuleInit {
  constructor(
    private readonly reconciliation: ReconciliationService,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(doubtsToSettle, () => this.reconciliation.settleDoubts());
    this.repeater.sweep(accountsToCompare, async () => (await this.reconciliation.reconcileDue()).length > 0);
  }
}
