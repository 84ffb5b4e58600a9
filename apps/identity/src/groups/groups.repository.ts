import { Injectable } from '@nestjs/common';
import type { Page, PageRequest, Permission } from '@seatkeeper/contracts';
import { InjectCollection, type NewEvent, TenantCollection } from '@seatkeeper/mongo';
import { groups, type StoredGroup } from './groups.schema.js';

/** No account has as many groups; beyond them a preview would count people twice who gain nothing. */
const MOST_CARRYING = 5_000;

/** Of the groups that somebody manages no more are looked at. */
const MOST_MANAGED = 500;

type Decision = ReturnType<Parameters<TenantCollection<StoredGroup>['decide']>[2]>;

@Injectable()
export class GroupsRepository {
  constructor(@InjectCollection(groups) private readonly groups: TenantCollection<StoredGroup>) {}

  /** Rejects with DuplicateKey when a live group has the name, or any group the id. */
  create(group: Omit<StoredGroup, 'version'>, events: NewEvent[]): Promise<StoredGroup> {
    return this.groups.insert(group, events);
  }

  findLive(accountId: string, groupId: string): Promise<StoredGroup | null> {
    return this.groups.findOne(accountId, { _id: groupId, live: true });
  }

  /** The groups with these ids; who is unknown or deleted is left out. */
  async findLiveOnes(accountId: string, groupIds: readonly string[]): Promise<StoredGroup[]> {
    if (groupIds.length === 0) return [];
    return this.groups.find(accountId, { _id: { $in: groupIds }, live: true }, { limit: groupIds.length });
  }

  /** The groups that carry one of these permissions. */
  carrying(accountId: string, permissions: readonly Permission[]): Promise<StoredGroup[]> {
    const filter = { permissions: { $in: permissions }, live: true };
    return this.groups.find(accountId, filter, { limit: MOST_CARRYING });
  }

  /** The groups that demand a second factor of their members. */
  demandingFactor(accountId: string): Promise<StoredGroup[]> {
    const filter = { secondFactor: 'required' as const, live: true };
    return this.groups.find(accountId, filter, { limit: MOST_CARRYING });
  }

  /** Whether one of these groups demands a second factor of its members. */
  async demandsFactor(accountId: string, groupIds: readonly string[]): Promise<boolean> {
    if (groupIds.length === 0) return false;
    const demanding = { _id: { $in: groupIds }, secondFactor: 'required' as const, live: true };
    return (await this.groups.findOne(accountId, demanding, { projection: { _id: 1 } })) !== null;
  }

  /** The groups that somebody manages. */
  managedBy(accountId: string, userId: string): Promise<StoredGroup[]> {
    return this.groups.find(
      accountId,
      { managers: userId, live: true },
      { limit: MOST_MANAGED, joined: true },
    );
  }

  page(accountId: string, page: PageRequest): Promise<Page<StoredGroup>> {
    return this.groups.page(accountId, { filter: { live: true }, sort: [['nameKey', 1]], page });
  }

  /** Those that are called so, known by an external id, or have one of these ids; in the order of their names. */
  async part(
    accountId: string,
    asked: {
      nameKey?: string | undefined;
      externalId?: string | undefined;
      ids?: readonly string[] | undefined;
    },
    { from, limit }: { from: number; limit: number },
  ): Promise<{ items: StoredGroup[]; total: number }> {
    const { nameKey, externalId, ids } = asked;
    const filter = {
      live: true,
      ...(nameKey !== undefined && { nameKey }),
      ...(externalId !== undefined && { externalId }),
      ...(ids && { _id: { $in: ids } }),
    };
    const options = { sort: { nameKey: 1, _id: 1 } as const, skip: from, limit };
    const items = limit > 0 ? await this.groups.find(accountId, filter, options) : [];
    return { items, total: await this.groups.count(accountId, filter) };
  }

  /** Read, decide, write if nobody was faster, else again. Rejects with DuplicateKey for a name in use. */
  decide(
    accountId: string,
    groupId: string,
    decide: (group: StoredGroup) => Decision,
  ): Promise<StoredGroup | null> {
    return this.groups.decide(accountId, groupId, decide);
  }

  deletedBefore(time: Date, limit: number): Promise<StoredGroup[]> {
    return this.groups.acrossAccounts.findDue({ live: false, updatedAt: { $lt: time } }, { limit });
  }

  forget(group: StoredGroup): Promise<boolean> {
    return this.groups.remove(group.accountId, { _id: group._id, live: false });
  }
}
