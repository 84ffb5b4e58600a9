import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { getEntitlements, type Entitlements, type Input } from '@seatkeeper/contracts';
import { Catalogs } from '../catalog/catalogs.js';
import { SeatsService } from '../seats/seats.service.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { entitlementsOf } from './entitlements.js';

@Injectable()
export class EntitlementsService {
  constructor(
    private readonly seats: SeatsService,
    private readonly subscriptions: SubscriptionsService,
    private readonly catalogs: Catalogs,
  ) {}

  @Handle(getEntitlements)
  async get({ accountId }: Input<typeof getEntitlements>): Promise<Entitlements> {
    const [products, has] = await Promise.all([
      this.seats.products(accountId),
      this.subscriptions.of(accountId),
    ]);
    return entitlementsOf(this.catalogs, has?.items ?? [], products);
  }
}
