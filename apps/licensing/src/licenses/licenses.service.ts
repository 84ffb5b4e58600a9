import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { Fault, getSeatLevel, listLicenses, type Input, type Output } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { productNames } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { toCounts } from '../seats/seats.js';
import { SeatsService } from '../seats/seats.service.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { licenseUnder } from './licenses.js';
import { levelOf } from '../warnings/levels.js';
import { WarningsService } from '../warnings/warnings.service.js';

@Injectable()
export class LicensesService {
  constructor(
    private readonly seats: SeatsService,
    private readonly subscriptions: SubscriptionsService,
    private readonly warnings: WarningsService,
    private readonly catalogs: Catalogs,
    private readonly clock: Clock,
  ) {}

  /** In the order of the catalogue. */
  @Handle(listLicenses)
  async list({ accountId }: Input<typeof listLicenses>): Promise<Output<typeof listLicenses>> {
    const [{ items }, has, over] = await Promise.all([
      this.seats.licenses({ accountId }),
      this.subscriptions.of(accountId),
      this.warnings.overAllocations(accountId, productNames(this.catalogs)),
    ]);
    return { items: items.map((license) => licenseUnder(license, has, over.get(license.product))) };
  }

  @Handle(getSeatLevel)
  async level({ accountId, product }: Input<typeof getSeatLevel>): Promise<Output<typeof getSeatLevel>> {
    const sold = this.catalogs.products.find((one) => one.product === product);
    if (!sold) throw Fault.notFound('product');
    const [counts, known] = await Promise.all([
      this.seats.counts(accountId, product),
      this.warnings.overAllocations(accountId, [product]),
    ]);
    const over = known.get(product);
    return {
      name: sold.name,
      ...toCounts(counts),
      level: levelOf(counts),
      ...(over && { graceEndsAt: over.graceEndsAt.toISOString() }),
      isGraceOver: over !== undefined && over.graceEndsAt <= this.clock.now(),
    };
  }
}
