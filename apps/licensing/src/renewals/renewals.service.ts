import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  chooseRenewal,
  Fault,
  getRenewalMail,
  type Input,
  type Output,
  refuse,
  type Renewal,
} from '@seatkeeper/contracts';
import { Clock, logger, SETTINGS } from '@seatkeeper/service';
import { refuseOtherDoor } from '../accounts/accounts.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { refuseView } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { CheckoutService } from '../orders/checkout.service.js';
import { PaymentMethodsService } from '../payment-methods/payment-methods.service.js';
import type { LicensingSettings } from '../settings.js';
import { seatsAfter } from '../subscriptions/announcements.js';
import type { StoredSubscriptions } from '../subscriptions/subscriptions.schema.js';
import { OveragesService } from '../seats/overages.service.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { notSubscribed } from '../subscriptions/terms.js';
import { renewalOrder } from './renewals.js';

/** An account whose terms cannot be renewed now is tried again after this, so that it does not keep others from it. */
const POSTPONE_MS = 10_000;

/** What becomes of subscriptions when their terms are over: they end, or the next term is ordered. */
@Injectable()
export class RenewalsService {
  private readonly log = logger('renewals');

  constructor(
    private readonly accounts: AccountsService,
    private readonly subscriptions: SubscriptionsService,
    private readonly checkout: CheckoutService,
    private readonly overages: OveragesService,
    private readonly methods: PaymentMethodsService,
    private readonly catalogs: Catalogs,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: LicensingSettings,
  ) {}

  @Handle(chooseRenewal)
  async choose({
    accountId,
    product,
    by,
    commandId,
    renewal,
  }: Input<typeof chooseRenewal>): Promise<Renewal> {
    refuse(refuseView(this.catalogs, product));
    refuse(refuseOtherDoor(await this.accounts.known(accountId), 'seatkeeper'));
    const { items } = await this.subscriptions.chooseRenewal(accountId, {
      product,
      by,
      commandId,
      ...renewal,
    });
    const subscription = items.find((item) => item.product === product);
    if (!subscription) throw notSubscribed(product);
    return {
      product,
      renews: subscription.renews ?? renewal.renews,
      at: subscription.renewsAt.toISOString(),
    };
  }

  @Handle(getRenewalMail)
  async mail({ accountId, product }: Input<typeof getRenewalMail>): Promise<Output<typeof getRenewalMail>> {
    const sold = this.catalogs.products.find((one) => one.product === product);
    if (!sold) throw Fault.notFound('product');
    const has = await this.subscriptions.of(accountId);
    const found = has?.items.find((item) => item.product === product);
    if (!has || found?.renews === undefined) return { renewal: null };
    const { renews, renewsAt } = found;
    const at = renewsAt.toISOString();
    return { renewal: { product, renews, at, name: sold.name, seats: seatsAfter(has, found) } };
  }

  /** Renews and ends what is over, of so many accounts; true if there were any. */
  async renewDue(limit: number): Promise<boolean> {
    const over = await this.subscriptions.takeOver(limit, POSTPONE_MS);
    for (const known of over)
      try {
        await this.renew(known);
      } catch (error) {
        this.log.error('Subscriptions could not be renewed', { accountId: known.accountId, error });
      }
    return over.length > 0;
  }

  private async renew(known: StoredSubscriptions): Promise<void> {
    const { accountId } = known;
    const { timeZone = 'UTC' } = await this.accounts.known(accountId);
    const { catalogs } = this;
    const overage = await this.overages.owed(accountId);
    const card = await this.methods.chargeable(accountId);
    const terms = { catalogs, timeZone, taxBasisPoints: this.settings.TAX_BASIS_POINTS, overage, card };
    const renewal = renewalOrder(known, terms, this.clock.now());
    if (!renewal) return;
    await this.checkout.order(renewal.order, renewal.events);
  }
}
