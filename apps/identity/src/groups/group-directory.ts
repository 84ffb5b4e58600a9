import { Injectable } from '@nestjs/common';
import { GroupRepository } from './group.repository.js';
import type { StoredGroup } from './group.schema.js';

/** What the other features may know of groups: those that are not deleted. */
@Injectable()
export class GroupDirectory {
  constructor(private readonly groups: GroupRepository) {}

  /** The groups with these ids; who is unknown or deleted is left out. */
  async findMany(accountId: string, groupIds: readonly string[]): Promise<StoredGroup[]> {
    return groupIds.length === 0 ? [] : this.groups.findLiveOnes(accountId, groupIds);
  }
}
