import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { crash } from '@seatkeeper/service';
import { operatorIn } from '../accounts/operators.js';
import { ReductionsService } from '../reductions/reductions.service.js';
import { RetirementsService } from '../seats/retirements.service.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { quantityOf, underWay } from './corrections.js';
import type { StoredPurchase } from './purchases.schema.js';

/** What a correction does beside the seats that it adds. Each step is done once, however often it is taken. */
@Injectable()
export class CorrectionStepsService {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly reductions: ReductionsService,
    private readonly retirements: RetirementsService,
  ) {}

  /** What was ordered is subscribed to as well, and decides: the refusal, if the correction is not to be. */
  async follow(purchase: StoredPurchase): Promise<Fault | null> {
    const correction = underWay(purchase);
    if (!correction || purchase.origin !== 'order') return null;
    const { accountId, product } = purchase;
    const wanted = { product, quantity: quantityOf(correction), commandId: correction.id };
    try {
      await this.subscriptions.correct(accountId, wanted);
    } catch (error) {
      const isRefusal =
        error instanceof Fault && (error.code === 'not-subscribed' || error.code === 'validation-failed');
      if (!isRefusal) throw error;
      return error;
    }
    crash('licensing.correction.afterSubscription');
    return null;
  }

  /** Seats that are too many go: free ones now, the others when they are freed. `alive` hears of each. */
  async takeBack(purchase: StoredPurchase, alive: () => void): Promise<void> {
    const correction = underWay(purchase);
    if (!correction || quantityOf(correction) > 0) return;
    const { accountId, product } = purchase;
    // It names no purchase: whatever waits for one is a cancellation.
    const reduction = await this.reductions.receive({
      accountId,
      reductionId: correction.id,
      origin: 'correction',
      product,
      quantity: -quantityOf(correction),
      actor: operatorIn(accountId, correction.by, correction.operatorAccountId),
    });
    await this.retirements.enforce(reduction, alive);
    crash('licensing.correction.afterReduction');
  }
}
