import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { listLicenses, type Input, type Output } from '@seatkeeper/contracts';
import { SeatsService } from '../seats/seats.service.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { licenseUnder } from './licenses.js';

@Injectable()
export class LicensesService {
  constructor(
    private readonly seats: SeatsService,
    private readonly subscriptions: SubscriptionsService,
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
}
