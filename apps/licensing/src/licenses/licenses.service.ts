import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { Fault, getSeatLevel, listLicenses, type Input, type Output } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { PoliciesService } from '../accounts/policies.service.js';
import { productNames } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { shownSums } from '../seats/overages.js';
import { toCounts } from '../seats/seats.js';
import { OveragesService } from '../seats/overages.service.js';
import { SeatsService } from '../seats/seats.service.js';
import { SuspendedSeatsService } from '../seats/suspended-seats.service.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { type Consequence, licenseUnder } from './licenses.js';
import { levelOf } from '../warnings/levels.js';
import type { OverAllocation } from '../warnings/warnings.schema.js';
import { WarningsService } from '../warnings/warnings.service.js';

@Injectable()
export class LicensesService {
  constructor(
    private readonly seats: SeatsService,
    private readonly subscriptions: SubscriptionsService,
    private readonly overages: OveragesService,
    private readonly suspended: SuspendedSeatsService,
    private readonly warnings: WarningsService,
    private readonly policies: PoliciesService,
    private readonly catalogs: Catalogs,
    private readonly clock: Clock,
  ) {}

  /** In the order of the catalogue. */
  @Handle(listLicenses)
  async list({ accountId }: Input<typeof listLicenses>): Promise<Output<typeof listLicenses>> {
    const [allowed, { items }, has, over] = await Promise.all([
      this.overages.policy(accountId),
      this.seats.licenses({ accountId }),
      this.subscriptions.of(accountId),
      this.warnings.overAllocations(accountId, productNames(this.catalogs)),
    ]);
    const known = await this.consequences(accountId, over);
    const beyond = await Promise.all(
      items.map(({ product, purchased, used }) =>
        this.overages.sumsUnder(allowed, accountId, product, { purchased, used }),
      ),
    );
    return {
      items: items.map((license, n) => ({
        ...licenseUnder(license, has, known.get(license.product)),
        ...shownSums(beyond[n]),
      })),
    };
  }

  /** The same with what follows of them: most accounts hold no more than they purchased, and nothing more is asked. */
  private async consequences(
    accountId: string,
    over: ReadonlyMap<string, OverAllocation>,
  ): Promise<ReadonlyMap<string, Consequence>> {
    if (over.size === 0) return new Map();
    const [{ afterGrace }, ...counted] = await Promise.all([
      this.policies.get({ accountId }),
      ...[...over.keys()].map((product) => this.suspended.count(accountId, product)),
    ]);
    return new Map(
      [...over].map(([product, each], n) => [product, { ...each, afterGrace, suspended: counted[n] ?? 0 }]),
    );
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
      ...(over && { afterGrace: (await this.policies.get({ accountId })).afterGrace }),
      isSuspending: over?.suspendsSince !== undefined,
    };
  }
}
