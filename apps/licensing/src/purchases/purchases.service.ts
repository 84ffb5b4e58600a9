import { Inject, Injectable } from '@nestjs/common';
import { Handle, On, type EventEnvelope } from '@seatkeeper/bus';
import {
  Fault,
  openLicenses,
  refuse,
  seatsPurchasedByBilling,
  type EventData,
  type Input,
  type Output,
} from '@seatkeeper/contracts';
import { LeaseLost, UnderWay } from '@seatkeeper/mongo';
import { Clock, crash, SETTINGS } from '@seatkeeper/service';
import { refuseOtherDoor } from '../accounts/accounts.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { refuseProduct } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { RetirementsService } from '../seats/retirements.service.js';
import { SeatsService } from '../seats/seats.service.js';
import type { LicensingSettings } from '../settings.js';
import { CancellationsService } from './cancellations.service.js';
import { CorrectionStepsService } from './correction-steps.service.js';
import { seatsMade } from './corrections.js';
import {
  billingActor,
  refuseOtherContents,
  TRIAL_PRODUCT,
  TRIAL_PURCHASE,
  type Purchase,
} from './purchases.js';
import { PurchasesRepository } from './purchases.repository.js';
import type { StoredPurchase } from './purchases.schema.js';

@Injectable()
export class PurchasesService {
  /** Told several times at once, a purchase is finished once in this process, and all wait for that. */
  private readonly finishing = new UnderWay<boolean>();

  constructor(
    private readonly purchases: PurchasesRepository,
    private readonly seats: SeatsService,
    private readonly retirements: RetirementsService,
    private readonly cancellations: CancellationsService,
    private readonly corrections: CorrectionStepsService,
    private readonly accounts: AccountsService,
    private readonly catalogs: Catalogs,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: LicensingSettings,
  ) {}

  @On(seatsPurchasedByBilling)
  async bought(data: EventData<typeof seatsPurchasedByBilling>, event: EventEnvelope): Promise<void> {
    refuse(refuseProduct(this.catalogs, data.product));
    const { purchaseId, product, quantity } = data;
    const accountId = await this.accounts.resolve(data, event.time);
    refuse(refuseOtherDoor(await this.accounts.billBy(accountId, 'outside'), 'outside'));
    await this.buy({
      accountId,
      purchaseId,
      origin: 'billing',
      product,
      quantity,
      actor: billingActor(event.source),
      eventId: event.id,
    });
  }

  /**
   * Adds the seats of a purchase exactly once, however often and by however many at a time it is told. False when
   * another process is at it, which finishes it, or leaves it to the sweeper.
   */
  async buy(purchase: Purchase): Promise<boolean> {
    const received = await this.purchases.receive(purchase, this.clock.now());
    if (received) {
      crash('licensing.purchase.afterInsert');
      return this.finish(received);
    }
    const known = await this.purchases.known(purchase);
    // The trial seats are those of the first time, if the number was changed since.
    if (purchase.origin !== 'trial') refuse(refuseOtherContents(known, purchase));
    return this.resume(known);
  }

  /** Makes an account known and gives it its trial seats. */
  @Handle(openLicenses)
  async open({ accountId, slug, by }: Input<typeof openLicenses>): Promise<Output<typeof openLicenses>> {
    await this.accounts.open(accountId, slug);
    const quantity = this.settings.TRIAL_SEATS;
    const trial = { accountId, purchaseId: TRIAL_PURCHASE, product: TRIAL_PRODUCT, quantity, actor: by };
    if (quantity > 0 && !(await this.buy({ ...trial, origin: 'trial' })))
      throw new Fault('service-unavailable', 'The trial seats are just being added.');
    return this.seats.licenses({ accountId });
  }

  /** Goes on with a purchase that somebody left; false when another process is at it. */
  async resume(purchase: StoredPurchase): Promise<boolean> {
    if (purchase.state === 'applied') return true;
    const running = this.finishing.on(purchase._id);
    if (running) return running;
    const held = await this.purchases.take(purchase, this.clock.now());
    if (held) return this.finish(held);
    // Somebody has it, or it was finished since it was read.
    return this.finishing.on(purchase._id) ?? (await this.purchases.known(purchase)).state === 'applied';
  }

  /** Does what is to be done of a purchase that is held; false when another process has taken it over. */
  finish(held: StoredPurchase): Promise<boolean> {
    return this.finishing.do(held._id, () => this.finishNow(held));
  }

  private async finishNow(held: StoredPurchase): Promise<boolean> {
    const now = () => this.clock.now();
    try {
      const refusal = await this.purchases.whileHeld(held, now, (alive) => this.carryOut(held, alive));
      if (refusal) {
        await this.purchases.withdraw(held);
        throw refusal;
      }
      await this.purchases.markApplied(held, now());
    } catch (error) {
      if (error instanceof LeaseLost) return false;
      await this.purchases.putDown(held, now());
      throw error;
    }
    crash('licensing.purchase.afterApplied');
    return true;
  }

  /** The refusal, for a correction that is not to be. */
  private async carryOut(held: StoredPurchase, alive: () => void): Promise<Fault | null> {
    const refusal = await this.corrections.follow(held);
    if (refusal) return refusal;
    await this.seats.add({ ...held, quantity: seatsMade(held) }, alive);
    await this.corrections.takeBack(held, alive);
    await this.cancellations.beginWaiting(held);
    await this.retirements.enforceAll(held.accountId);
    return null;
  }
}
