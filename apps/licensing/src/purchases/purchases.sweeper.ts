import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, defineSweep, logger, Repeater } from '@seatkeeper/service';
import { PurchasesRepository } from './purchases.repository.js';
import { PurchasesService } from './purchases.service.js';
import type { StoredPurchase } from './purchases.schema.js';

const leftHalfWay = defineSweep({ name: 'purchases left half-way', everyMs: 1_000, restMs: 4_000 });
const AT_ONCE = 20;

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
    this.repeater.sweep(leftHalfWay, () => this.sweep());
  }

  private async sweep(): Promise<boolean> {
    const left = await this.purchases.abandoned(this.clock.now(), AT_ONCE);
    for (const purchase of left) await this.resume(purchase);
    return left.length > 0;
  }

  private async resume(purchase: StoredPurchase): Promise<void> {
    const fields = { accountId: purchase.accountId, purchase: purchase._id };
    try {
      if (await this.service.resume(purchase))
        this.log.info('Finished a purchase that was left half-way', fields);
    } catch (error) {
      this.log.error('A purchase could not be finished and is tried again', { ...fields, error });
    }
  }
}
