import { Inject, Injectable } from '@nestjs/common';
import { Handle, On, type EventEnvelope } from '@seatkeeper/bus';
import {
  openLicenses,
  refuse,
  seatsPurchasedByBilling,
  type EventData,
  type Input,
  type Output,
} from '@seatkeeper/contracts';
import { Clock, crash, SETTINGS } from '@seatkeeper/service';
import { AccountsService } from '../accounts/accounts.service.js';
import { refuseProduct } from '../catalog/catalog.js';
import { SeatsService } from '../seats/seats.service.js';
import type { LicensingSettings } from '../settings.js';
import { refuseOtherContents, TRIAL_PRODUCT, TRIAL_PURCHASE, type Purchase } from './purchases.js';
import { PurchasesRepository } from './purchases.repository.js';
import type { StoredPurchase } from './purchases.schema.js';

/** What an actor's id may measure; the source of a CloudEvent may be longer. */
const ACTOR_ID_MAX = 200;

@Injectable()
export class PurchasesService {
  private readonly finishing = new Map<string, Promise<void>>();

  constructor(
    private readonly purchases: PurchasesRepository,
    private readonly seats: SeatsService,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: LicensingSettings,
  ) {}

  @On(seatsPurchasedByBilling)
  async bought(data: EventData<typeof seatsPurchasedByBilling>, event: EventEnvelope): Promise<void> {
    refuse(refuseProduct(data.product));
    const { purchaseId, product, quantity } = data;
    const accountId = await this.accounts.resolve(data, event.time);
    const actor = { type: 'billing' as const, id: event.source.slice(0, ACTOR_ID_MAX) };
    await this.buy({ accountId, purchaseId, origin: 'billing', product, quantity, actor });
  }

  /** Adds the seats of a purchase exactly once, however often and by however many at a time it is told. */
  async buy(purchase: Purchase): Promise<void> {
    const known = await this.purchases.keep(purchase, this.clock.now());
    refuse(refuseOtherContents(known, purchase));
    crash('licensing.purchase.afterInsert');
    await this.finish(known);
  }

  /** Makes an account known and gives it its trial seats: those of the first time, if the number was changed since. */
  @Handle(openLicenses)
  async open({ accountId, slug, by }: Input<typeof openLicenses>): Promise<Output<typeof openLicenses>> {
    await this.accounts.open(accountId, slug);
    const quantity = this.settings.TRIAL_SEATS;
    const trial = { accountId, purchaseId: TRIAL_PURCHASE, product: TRIAL_PRODUCT, quantity, actor: by };
    if (quantity > 0)
      await this.finish(await this.purchases.keep({ ...trial, origin: 'trial' }, this.clock.now()));
    return this.seats.licenses({ accountId });
  }

  /** Told several times at once, a purchase is finished once in this process, and all wait for that. */
  finish(purchase: StoredPurchase): Promise<void> {
    if (purchase.state === 'applied') return Promise.resolve();
    const running = this.finishing.get(purchase._id);
    if (running) return running;
    const finishing = this.finishNow(purchase).finally(() => this.finishing.delete(purchase._id));
    this.finishing.set(purchase._id, finishing);
    return finishing;
  }

  private async finishNow(purchase: StoredPurchase): Promise<void> {
    await this.seats.add(purchase);
    await this.purchases.markApplied(purchase, this.clock.now());
    crash('licensing.purchase.afterApplied');
  }
}
