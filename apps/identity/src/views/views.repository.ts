import { Injectable } from '@nestjs/common';
import { InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { type StoredView, type StoredViews, viewSets } from './views.schema.js';

type Decide = Parameters<TenantCollection<StoredViews>['decide']>[2];

@Injectable()
export class ViewsRepository {
  constructor(@InjectCollection(viewSets) private readonly sets: TenantCollection<StoredViews>) {}

  /** In their order; those of the account are under its own id. */
  async of(accountId: string, whose: string): Promise<StoredView[]> {
    return (await this.sets.findById(accountId, whose))?.views ?? [];
  }

  /** Read, decide, write if nobody was faster, else again. */
  async decide(accountId: string, whose: string, decide: Decide): Promise<StoredView[]> {
    return (await this.sets.decideFirst({ _id: whose, accountId, views: [] }, decide))?.views ?? [];
  }
}
