import { Injectable, type OnModuleInit } from '@nestjs/common';
import { defineSweep, Repeater } from '@seatkeeper/service';
import { accountsToCompare, ReconciliationRoundsService } from './reconciliation-rounds.service.js';
import { ReconciliationService } from './reconciliation.service.js';

const doubtsToSettle = defineSweep({ name: 'seats in doubt', everyMs: 1_000, restMs: 4_000 });

/** Settles doubts at once, and goes round all accounts for ever; the copies of the service share them. */
@Injectable()
export class ReconciliationSweeper implements OnModuleInit {
  constructor(
    private readonly reconciliation: ReconciliationService,
    private readonly rounds: ReconciliationRoundsService,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.sweep(doubtsToSettle, () => this.reconciliation.settleDoubts());
    this.repeater.sweep(accountsToCompare, async () => (await this.rounds.round()).length > 0);
  }
}
