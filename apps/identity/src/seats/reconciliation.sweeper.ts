import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Repeater } from '@seatkeeper/service';
import { ReconciliationService } from './reconciliation.service.js';

const DOUBTS_EVERY_MS = 1_000;
const EVERY_MS = 5_000;

/** Settles doubts at once, and goes round all accounts for ever; the copies of the service share them. */
@Injectable()
export class ReconciliationSweeper implements OnModuleInit {
  constructor(
    private readonly reconciliation: ReconciliationService,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.every(DOUBTS_EVERY_MS, 'seats in doubt', () => this.reconciliation.settleDoubts());
    this.repeater.every(EVERY_MS, 'reconciliation', async () => {
      await this.reconciliation.reconcileDue();
    });
  }
}
