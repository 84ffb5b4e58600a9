import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Input,
  listProvisionedGroups,
  listProvisionedUsers,
  type Output,
  type ProvisionedGroup,
  type ProvisionedUser,
  type User,
  type Viewer,
} from '@seatkeeper/contracts';
import { builtInGroupId, type KnownGroup } from '../groups/built-in-groups.js';
import { GroupCatalogueService } from '../groups/group-catalogue.service.js';
import { toGroup } from '../groups/groups.js';
import { ReachService } from '../reach/reach.service.js';
import { ProvisionedUsersRepository } from '../users/provisioned-users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toUser } from '../users/users.view.js';

/** People and groups as an identity provider sees them: as far as its key's user does. */
@Injectable()
export class ProvisionedListsService {
  constructor(
    private readonly provisioned: ProvisionedUsersRepository,
    private readonly groups: GroupCatalogueService,
    private readonly reach: ReachService,
  ) {}

  @Handle(listProvisionedUsers)
  async listUsers({
    accountId,
    viewer,
    filter,
    from,
    limit,
  }: Input<typeof listProvisionedUsers>): Promise<Output<typeof listProvisionedUsers>> {
    const reach = await this.reach.of(accountId, viewer, filter.id === undefined ? {} : { about: filter.id });
    const { items, total } = await this.provisioned.part(accountId, filter, reach, { from, limit });
    return { items: await this.allNamed(accountId, items.map(toUser)), total };
  }

  @Handle(listProvisionedGroups)
  async listGroups({
    accountId,
    viewer,
    filter: { member, ...filter },
    withMembers,
    from,
    limit,
  }: Input<typeof listProvisionedGroups>): Promise<Output<typeof listProvisionedGroups>> {
    const ids = member === undefined ? undefined : await this.groupsOf(accountId, member, viewer);
    const { items, total } = await this.groups.part(accountId, { ...filter, ids }, { from, limit });
    return { items: await this.withMembers(accountId, items, viewer, withMembers), total };
  }

  ofStored(user: StoredUser): Promise<ProvisionedUser> {
    return this.named(user.accountId, toUser(user));
  }

  async named(accountId: string, user: User): Promise<ProvisionedUser> {
    const [named] = await this.allNamed(accountId, [user]);
    return named ?? { ...user, groupNames: [] };
  }

  /** Groups with their people, whom whoever asks sees. */
  async withMembers(
    accountId: string,
    groups: readonly KnownGroup[],
    viewer: Viewer,
    isWanted: boolean,
  ): Promise<ProvisionedGroup[]> {
    if (!isWanted || groups.length === 0)
      return groups.map((group) => ({ ...toGroup(group), members: null }));
    const isRole = ({ builtIn }: KnownGroup) => builtIn === 'global-admin';
    const reach = await this.reach.of(accountId, viewer);
    const which = { groupIds: groups.map(({ _id }) => _id), admins: groups.some(isRole) };
    const members = await this.provisioned.membersOf(accountId, which, reach);
    return groups.map((group) => ({
      ...toGroup(group),
      members: members
        .filter((user) => (isRole(group) ? user.globalAdmin : user.groups.includes(group._id)))
        .map(({ _id: id, firstName, lastName }) => ({ id, name: `${firstName} ${lastName}` })),
    }));
  }

  private async groupsOf(accountId: string, userId: string, viewer: Viewer): Promise<string[]> {
    const reach = await this.reach.of(accountId, viewer, { about: userId });
    const { items } = await this.provisioned.part(accountId, { id: userId }, reach, { from: 0, limit: 1 });
    const [user] = items;
    return user ? groupIdsOf(accountId, user) : [];
  }

  private async allNamed(accountId: string, users: readonly User[]): Promise<ProvisionedUser[]> {
    const ids = new Set(users.flatMap((user) => groupIdsOf(accountId, user)));
    const known = await this.groups.findLiveOnes(accountId, [...ids]);
    const names = new Map(known.map(({ _id, name }) => [_id, name]));
    return users.map((user) => ({
      ...user,
      groupNames: groupIdsOf(accountId, user).flatMap((id) => {
        const name = names.get(id);
        return name === undefined ? [] : [{ id, name }];
      }),
    }));
  }
}

/** A global admin is in the group that every account has for them. */
const groupIdsOf = (accountId: string, { groups, globalAdmin }: Pick<User, 'groups' | 'globalAdmin'>) => [
  ...(globalAdmin ? [builtInGroupId(accountId, 'global-admin')] : []),
  ...groups,
];
