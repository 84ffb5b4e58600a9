import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type CorrectedPurchase,
  correctPurchase,
  Fault,
  listPurchases,
  type Input,
  type Output,
} from '@seatkeeper/contracts';
import { Clock, crash, currentContext } from '@seatkeeper/service';
import { AccountsService } from '../accounts/accounts.service.js';
import { toCounts } from '../seats/seats.js';
import { SeatsService } from '../seats/seats.service.js';
import { toPurchase } from './corrections.js';
import { PurchasesRepository } from './purchases.repository.js';
import { PurchasesService } from './purchases.service.js';

/** Purchases of all accounts, and what was wrong with them, for the vendor's own people. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly repository: PurchasesRepository,
    private readonly purchases: PurchasesService,
    private readonly accounts: AccountsService,
    private readonly seats: SeatsService,
    private readonly clock: Clock,
  ) {}

  @Handle(listPurchases)
  async list({ accountId, page }: Input<typeof listPurchases>): Promise<Output<typeof listPurchases>> {
    await this.accounts.refuseUnknown(accountId);
    const { items, ...rest } = await this.repository.page(accountId, page);
    return { ...rest, items: items.map(toPurchase) };
  }

  @Handle(correctPurchase)
  async correct({
    accountId,
    purchaseId,
    correction,
    ...command
  }: Input<typeof correctPurchase>): Promise<CorrectedPurchase> {
    const named = { accountId, purchaseId };
    const wanted = { ...correction, ...command, requestId: currentContext()?.requestId };
    const noted = await this.repository.correct(named, wanted, this.clock.now());
    if (!noted) throw Fault.notFound('purchase');
    crash('licensing.correction.afterNote');
    const { purchase, isHeld } = noted;
    if (!(await (isHeld ? this.purchases.finish(purchase) : this.purchases.resume(purchase))))
      throw new Fault('service-unavailable', `The purchase ${purchaseId} is just being corrected.`);
    const counts = toCounts(await this.seats.counts(accountId, purchase.product));
    return { purchase: toPurchase(await this.repository.known(named)), counts };
  }
}
