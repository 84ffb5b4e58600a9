import { Injectable } from '@nestjs/common';
import { InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { customFieldSets, type StoredCustomField, type StoredCustomFields } from './custom-fields.schema.js';

type Decide = Parameters<TenantCollection<StoredCustomFields>['decide']>[2];

@Injectable()
export class CustomFieldsRepository {
  constructor(
    @InjectCollection(customFieldSets) private readonly sets: TenantCollection<StoredCustomFields>,
  ) {}

  /** In their order; none where nothing was ever defined. */
  async find(accountId: string): Promise<StoredCustomField[]> {
    return (await this.sets.findById(accountId, accountId))?.fields ?? [];
  }

  /** Read, decide, write if nobody was faster, else again. */
  async decide(accountId: string, decide: Decide): Promise<StoredCustomField[]> {
    return (await this.sets.decideFirst({ _id: accountId, accountId, fields: [] }, decide))?.fields ?? [];
  }
}
