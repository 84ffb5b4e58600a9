import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { Fault, getSeatLevel, listLicenses, type Input, type Output } from '@seatkeeper/contracts';
import { Catalogs } from '../catalog/catalogs.js';
import { toCounts } from '../seats/seats.js';
import { SeatsService } from '../seats/seats.service.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { licenseUnder } from './licenses.js';
import { levelOf } from './warnings.js';

@Injectable()
export class LicensesService {
  constructor(
    private readonly seats: SeatsService,
    private readonly subscriptions: SubscriptionsService,
    private readonly catalogs: Catalogs,
  ) {}

  /** In the order of the catalogue. */
  @Handle(listLicenses)
  async list({ accountId }: Input<typeof listLicenses>): Promise<Output<typeof listLicenses>> {
    const [{ items }, has] = await Promise.all([
      this.seats.licenses({ accountId }),
      this.subscriptions.of(accountId),
    ]);
    return { items: items.map((license) => licenseUnder(license, has)) };
  }

  @Handle(getSeatLevel)
  async level({ accountId, product }: Input<typeof getSeatLevel>): Promise<Output<typeof getSeatLevel>> {
    const sold = this.catalogs.products.find((one) => one.product === product);
    if (!sold) throw Fault.notFound('product');
    const counts = await this.seats.counts(accountId, product);
    const { purchased, used, free } = toCounts(counts);
    return { name: sold.name, purchased, used, free, level: levelOf(counts) };
  }
}
