import { Injectable } from '@nestjs/common';
import { On, type EventEnvelope } from '@seatkeeper/bus';
import { Fault, refuse, seatsCancelledByBilling, type EventData } from '@seatkeeper/contracts';
import { logger } from '@seatkeeper/service';
import { refuseOtherDoor } from '../accounts/accounts.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { refuseProduct } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { refuseOtherContents } from '../reductions/reductions.js';
import type { StoredReduction } from '../reductions/reductions.schema.js';
import { ReductionsService } from '../reductions/reductions.service.js';
import { RetirementsService } from '../seats/retirements.service.js';
import { billingActor } from './purchases.js';
import { PurchasesRepository } from './purchases.repository.js';
import type { StoredPurchase } from './purchases.schema.js';

/** Seats that an outside billing system takes back, in whatever order it tells of them and of their purchase. */
@Injectable()
export class CancellationsService {
  private readonly log = logger('cancellations');

  constructor(
    private readonly purchases: PurchasesRepository,
    private readonly accounts: AccountsService,
    private readonly reductions: ReductionsService,
    private readonly retirements: RetirementsService,
    private readonly catalogs: Catalogs,
  ) {}

  @On(seatsCancelledByBilling)
  async cancelled(data: EventData<typeof seatsCancelledByBilling>, told: EventEnvelope): Promise<void> {
    refuse(refuseProduct(this.catalogs, data.product));
    const accountId = await this.accounts.resolve(data, told.time);
    refuse(refuseOtherDoor(await this.accounts.billBy(accountId, 'outside'), 'outside'));
    const { cancellationId: reductionId, purchaseId, product, quantity } = data;
    const [actor, eventId] = [billingActor(told.source), told.id];
    const cancellation = {
      accountId,
      reductionId,
      origin: 'billing' as const,
      product,
      quantity,
      purchaseId,
    };
    const known = await this.reductions.receive({ ...cancellation, actor, eventId });
    refuse(refuseOtherContents(known, { ...cancellation, actor }));
    if (known.state !== 'waiting') return this.retirements.enforce(known);

    const purchase = await this.purchases.find(accountId, purchaseId);
    // Whoever adds the seats of the purchase finds what waits for it, if it came before.
    if (!purchase) return;
    if (purchase.state !== 'applied')
      throw new Fault('service-unavailable', `The seats of the purchase ${purchaseId} are just being added.`);
    await this.begin(known, purchase);
  }

  /** Lets the cancellations that came before their purchase take effect, whose seats are all there by now. */
  async beginWaiting(purchase: StoredPurchase): Promise<void> {
    for (const waiting of await this.reductions.waitingFor(purchase.accountId, purchase.purchaseId))
      try {
        await this.begin(waiting, purchase);
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'reduction-conflict') throw error;
        // When it came, nobody knew how many seats the purchase would have.
        this.log.error('A cancellation does not fit its purchase', { reduction: waiting._id, error });
      }
  }

  private async begin(reduction: StoredReduction, purchase: StoredPurchase): Promise<void> {
    const { reductionId: id, product, quantity } = reduction;
    await this.purchases.cancel(purchase, { id, product, quantity });
    await this.retirements.enforce(reduction);
  }
}
