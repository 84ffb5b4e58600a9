import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, logger, Repeater } from '@seatkeeper/service';
import { PurchasesRepository } from './purchases.repository.js';
import { PurchasesService } from './purchases.service.js';

const EVERY_MS = 1_000;
const AT_ONCE = 20;
/** A purchase that cannot be finished now is tried again after this, so that it does not keep others from it. */
const POSTPONE_MS = 10_000;

/** Finishes the purchases that somebody began and did not live to finish. */
@Injectable()
export class PurchasesSweeper implements OnModuleInit {
  private readonly log = logger('purchases');

  constructor(
    private readonly purchases: PurchasesRepository,
    private readonly service: PurchasesService,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.every(EVERY_MS, 'finish purchases', () => this.sweep());
  }

  private async sweep(): Promise<void> {
    const now = this.clock.now();
    for (const purchase of await this.purchases.due(now, AT_ONCE)) {
      if (!(await this.purchases.postpone(purchase, new Date(now.getTime() + POSTPONE_MS)))) continue;
      const { _id, accountId } = purchase;
      try {
        await this.service.finish(purchase);
        this.log.info('Finished a purchase that was left half-way', { accountId, purchase: _id });
      } catch (error) {
        this.log.error('A purchase could not be finished and is tried again', {
          accountId,
          purchase: _id,
          error,
        });
      }
    }
  }
}
