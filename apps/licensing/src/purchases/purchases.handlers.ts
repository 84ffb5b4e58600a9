import { Controller } from '@nestjs/common';
import { Handle, On, type EventEnvelope } from '@seatkeeper/bus';
import {
  openLicenses,
  seatsPurchasedByBilling,
  type EventData,
  type Input,
  type Output,
} from '@seatkeeper/contracts';
import { AccountsService } from '../accounts/accounts.service.js';
import { refuseProduct } from '../catalog/catalog.js';
import { PurchasesService } from './purchases.service.js';

/** What an actor's id may measure; the source of a CloudEvent may be longer. */
const ACTOR_ID_MAX = 200;

@Controller()
export class PurchasesHandlers {
  constructor(
    private readonly purchases: PurchasesService,
    private readonly accounts: AccountsService,
  ) {}

  @Handle(openLicenses)
  async open(request: Input<typeof openLicenses>): Promise<Output<typeof openLicenses>> {
    return { items: await this.purchases.openLicenses(request) };
  }

  @On(seatsPurchasedByBilling)
  async bought(data: EventData<typeof seatsPurchasedByBilling>, event: EventEnvelope): Promise<void> {
    const refusal = refuseProduct(data.product);
    if (refusal) throw refusal;
    const { purchaseId, product, quantity } = data;
    const accountId = await this.accounts.resolve(data, event.time);
    const actor = { type: 'billing' as const, id: event.source.slice(0, ACTOR_ID_MAX) };
    await this.purchases.buy({ accountId, purchaseId, origin: 'billing', product, quantity, actor });
  }
}
