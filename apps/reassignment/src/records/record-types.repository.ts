import { Injectable } from '@nestjs/common';
import { InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { recordTypes, type StoredRecordTypes } from './record-types.schema.js';

type Decide = Parameters<TenantCollection<StoredRecordTypes>['decide']>[2];

@Injectable()
export class RecordTypesRepository {
  constructor(
    @InjectCollection(recordTypes) private readonly registered: TenantCollection<StoredRecordTypes>,
  ) {}

  /** What an account has registered; null where nothing ever was. */
  find(accountId: string): Promise<StoredRecordTypes | null> {
    return this.registered.findById(accountId, accountId);
  }

  /** In which fields besides the owner a record of the account may name somebody. */
  async keys(accountId: string): Promise<readonly string[]> {
    return (await this.find(accountId))?.keys ?? [];
  }

  /** Read, decide, write if nobody was faster, else again. */
  async decide(accountId: string, decide: Decide): Promise<StoredRecordTypes['types']> {
    const first = { _id: accountId, accountId, types: [], keys: [] };
    return (await this.registered.decideFirst(first, decide))?.types ?? [];
  }
}
