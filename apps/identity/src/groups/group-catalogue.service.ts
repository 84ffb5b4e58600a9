import { Inject, Injectable } from '@nestjs/common';
import type { Page, PageRequest, Permission } from '@seatkeeper/contracts';
import { SETTINGS } from '@seatkeeper/service';
import { fold } from '@seatkeeper/text';
import { builtInGroupsOf, type KnownGroup } from './built-in-groups.js';
import { GroupsRepository } from './groups.repository.js';
import { effectivePermissions, holdable, type Member } from './permissions.js';

/** A place among the groups that every account has, which a list begins with. */
const CURSOR = /^built-in\.(\d)$/;

/** The groups of an account as everybody sees them: those that every account has, and its own. */
@Injectable()
export class GroupCatalogueService {
  constructor(
    private readonly groups: GroupsRepository,
    @Inject(SETTINGS) private readonly settings: { OPERATOR_ACCOUNT: string },
  ) {}

  /** What can be held in an account at all. */
  holdable(accountId: string): Permission[] {
    return holdable(accountId, this.settings.OPERATOR_ACCOUNT);
  }

  /** The permissions of a user in the own account, as the groups are at this moment. */
  async permissionsOf({
    accountId,
    globalAdmin,
    groups,
  }: Member & { accountId: string }): Promise<Permission[]> {
    const within = this.holdable(accountId);
    if (globalAdmin) return within;
    return effectivePermissions({ globalAdmin, groups }, await this.findLiveOnes(accountId, groups), within);
  }

  async find(accountId: string, groupId: string): Promise<KnownGroup | null> {
    const builtIn = this.builtIn(accountId).find(({ _id }) => _id === groupId);
    return builtIn ?? this.groups.findLive(accountId, groupId);
  }

  /** The groups with these ids; who is unknown or deleted is left out. */
  async findLiveOnes(accountId: string, groupIds: readonly string[]): Promise<KnownGroup[]> {
    if (groupIds.length === 0) return [];
    const builtIn = this.builtIn(accountId).filter(({ _id }) => groupIds.includes(_id));
    const own = groupIds.filter((id) => !builtIn.some(({ _id }) => _id === id));
    return [...builtIn, ...(await this.groups.findLiveOnes(accountId, own))];
  }

  /** The groups that carry one of these permissions and have members of their own, unlike the role of a global admin. */
  async carrying(accountId: string, permissions: readonly Permission[]): Promise<KnownGroup[]> {
    const builtIn = this.builtIn(accountId).filter(
      (group) =>
        group.builtIn !== 'global-admin' && group.permissions.some((each) => permissions.includes(each)),
    );
    return [...builtIn, ...(await this.groups.carrying(accountId, permissions))];
  }

  /** Whether one of these groups demands a second factor of its members; those that every account has demand none. */
  demandsFactor(accountId: string, groupIds: readonly string[]): Promise<boolean> {
    return this.groups.demandsFactor(accountId, groupIds);
  }

  /** Their ids. */
  async demandingFactor(accountId: string): Promise<string[]> {
    return (await this.groups.demandingFactor(accountId)).map(({ _id }) => _id);
  }

  /** First those that every account has, in the order of the catalogue, then its own by name. */
  async page(accountId: string, page: PageRequest): Promise<Page<KnownGroup>> {
    const builtIn = this.builtIn(accountId);
    const place = CURSOR.exec(page.cursor ?? 'built-in.0')?.[1];
    const start = place === undefined ? builtIn.length : Number(place);
    const head = builtIn.slice(start, start + page.limit);
    const rest = page.limit - head.length;
    const { cursor, ...asked } = page;
    const own = await this.groups.page(accountId, {
      ...asked,
      ...(place === undefined && { cursor }),
      limit: Math.max(rest, 1),
    });
    const total = own.total === undefined ? {} : { total: own.total + builtIn.length };
    if (rest > 0) return { items: [...head, ...own.items], nextCursor: own.nextCursor, ...total };
    const end = start + head.length;
    const isEnd = end === builtIn.length && own.items.length === 0;
    return { items: head, nextCursor: isEnd ? null : `built-in.${end}`, ...total };
  }

  /** A part of the same list, of groups that fit all that is asked; with how many there are. */
  async part(
    accountId: string,
    asked: {
      id?: string | undefined;
      name?: string | undefined;
      externalId?: string | undefined;
      ids?: readonly string[] | undefined;
    },
    { from, limit }: { from: number; limit: number },
  ): Promise<{ items: KnownGroup[]; total: number }> {
    const { id, externalId } = asked;
    const ids = id === undefined ? asked.ids : (asked.ids ?? [id]).filter((each) => each === id);
    const nameKey = asked.name === undefined ? undefined : fold(asked.name);
    const builtIn = this.builtIn(accountId).filter(
      (group) =>
        externalId === undefined &&
        (nameKey === undefined || group.nameKey === nameKey) &&
        (ids === undefined || ids.includes(group._id)),
    );
    const head = builtIn.slice(from, from + limit);
    const rest = { from: Math.max(from - builtIn.length, 0), limit: limit - head.length };
    const own = await this.groups.part(accountId, { nameKey, externalId, ids }, rest);
    return { items: [...head, ...own.items], total: builtIn.length + own.total };
  }

  private builtIn(accountId: string): KnownGroup[] {
    return builtInGroupsOf(accountId, this.holdable(accountId));
  }
}
