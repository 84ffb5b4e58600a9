import { Injectable } from '@nestjs/common';
import type { GroupPreview, Page, PageRequest, Permission, PermissionEffect } from '@seatkeeper/contracts';
import { type AffectedMembers, UserListsRepository } from '../users/user-lists.repository.js';
import type { Reach } from '../users/reaches.js';
import type { StoredUser } from '../users/users.schema.js';
import { changedPermissions, effectOf, type GroupChange } from './effects.js';
import { GroupCatalogueService } from './group-catalogue.service.js';
import { PermissionsService } from './permissions.service.js';

/** Those who stay members of a group while it changes. */
export interface Staying {
  readonly accountId: string;
  readonly change: GroupChange;
  /** Whose membership changes, or who is looked at apart. */
  readonly except: readonly string[];
  /** Whom the one who looks reaches; null is everybody. */
  readonly reach: Reach | null;
}

const NOBODY: Page<PermissionEffect> = { items: [], nextCursor: null, total: 0 };

/** What a change of a group would mean for people. Who it is for is found by a filter, so that a group may be large. */
@Injectable()
export class GroupEffectsService {
  constructor(
    private readonly groups: GroupCatalogueService,
    private readonly lists: UserListsRepository,
    private readonly permissions: PermissionsService,
  ) {}

  /** For these people, members afterwards or not. */
  async of(
    accountId: string,
    change: GroupChange,
    people: readonly { user: StoredUser; isMember: boolean }[],
  ): Promise<PermissionEffect[]> {
    const ids = new Set(people.flatMap(({ user }) => user.groups));
    const groups = await this.groups.findLiveOnes(accountId, [...ids]);
    const holdable = this.permissions.holdable(accountId);
    return people.map(({ user, isMember }) => ({
      userId: user._id,
      username: user.username,
      firstName: user.firstName,
      lastName: user.lastName,
      status: user.status,
      ...effectOf(user, groups, change, isMember, holdable),
    }));
  }

  /** For a page of those who stay, and gain or lose something. */
  async staying(staying: Staying, page: PageRequest): Promise<Page<PermissionEffect>> {
    const { accountId, change } = staying;
    const { added, removed } = changedPermissions(change, this.permissions.holdable(accountId));
    const members = await this.affected(staying, [...added, ...removed]);
    if (members.elsewhere.length === 0) return NOBODY;
    const { items, ...rest } = await this.lists.affectedMembers(accountId, members, page);
    const people = items.map((user) => ({ user, isMember: true }));
    return { items: await this.of(accountId, change, people), ...rest };
  }

  /** How many of those who stay gain and lose something, and what. */
  async count(staying: Staying): Promise<GroupPreview['counts']> {
    const { added, removed } = changedPermissions(
      staying.change,
      this.permissions.holdable(staying.accountId),
    );
    const count = async (permissions: readonly Permission[]): Promise<number> => {
      const members = await this.affected(staying, permissions);
      return members.elsewhere.length === 0 ? 0 : this.lists.countAffectedMembers(staying.accountId, members);
    };
    const [gaining, losing, gains, losses] = await Promise.all([
      count(added),
      count(removed),
      Promise.all(
        added.map(async (permission) => ({ permission, gaining: await count([permission]), losing: 0 })),
      ),
      Promise.all(
        removed.map(async (permission) => ({ permission, gaining: 0, losing: await count([permission]) })),
      ),
    ]);
    return { gaining, losing, byPermission: [...gains, ...losses] };
  }

  /** Whom one of these permissions of the group concerns: who holds it by no other group. */
  private async affected(
    { accountId, change, except, reach }: Staying,
    permissions: readonly Permission[],
  ): Promise<AffectedMembers> {
    const carriers = permissions.length > 0 ? await this.groups.carrying(accountId, permissions) : [];
    const others = carriers.filter(({ _id }) => _id !== change.group._id);
    const elsewhere = permissions.map((permission) =>
      others.filter((group) => group.permissions.includes(permission)).map(({ _id }) => _id),
    );
    return { groupId: change.group._id, except, elsewhere, reach };
  }
}
