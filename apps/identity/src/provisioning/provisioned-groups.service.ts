import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  changeProvisionedGroup,
  Fault,
  type Input,
  MOST_MEMBERS_CHANGED,
  type ProvisionedGroup,
  type ProvingActor,
  provisionGroup,
  refuse,
  viewerOf,
} from '@seatkeeper/contracts';
import { derivedId } from '@seatkeeper/service';
import { AuthorityService } from '../admins/authority.service.js';
import { GroupsService } from '../groups/groups.service.js';
import { refuseWithout } from '../groups/permissions.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { UpdatesService } from '../profile/updates.service.js';
import { ReachService } from '../reach/reach.service.js';
import { isWithin } from '../users/reaches.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { isRemoved } from './provisioned-people.js';
import { ProvisionedListsService } from './provisioned-lists.service.js';

/** Each of them is a write of its own, and waits for the database alone. */
const AT_ONCE = 10;
const MOST_ATTEMPTS = 5;

interface Which {
  accountId: string;
  by: ProvingActor;
  groupId: string;
  commandId: string;
}

/** Who comes into a group and who leaves it, all of them together. */
interface Moves {
  readonly in: readonly StoredUser[];
  readonly out: readonly StoredUser[];
}

/** Groups that an identity provider fills: people come and go by the same change as one by one, and with the same right. */
@Injectable()
export class ProvisionedGroupsService {
  constructor(
    private readonly groups: GroupsService,
    private readonly permissions: PermissionsService,
    private readonly authority: AuthorityService,
    private readonly updates: UpdatesService,
    private readonly reach: ReachService,
    private readonly users: UsersRepository,
    private readonly known: UserListsRepository,
    private readonly lists: ProvisionedListsService,
  ) {}

  @Handle(provisionGroup)
  async create({
    accountId,
    by,
    groupId,
    group,
    members,
  }: Input<typeof provisionGroup>): Promise<ProvisionedGroup> {
    if (members.length > 0) refuse(await this.refusal(accountId, by, 'users.update'));
    const added = await this.people(accountId, by, members);
    await this.groups.create({ accountId, by, groupId, group: { ...group, permissions: [] } });
    const which = { accountId, by, groupId, commandId: derivedId('cmd', groupId) };
    await this.move(which, { in: added, out: [] });
    return this.shown(which, true);
  }

  /** Nothing of it is done if something of it is refused at the moment at which it begins. */
  @Handle(changeProvisionedGroup)
  async change({
    accountId,
    by,
    groupId,
    commandId,
    changes,
    members,
    withMembers,
  }: Input<typeof changeProvisionedGroup>): Promise<ProvisionedGroup> {
    const group = await this.groups.live(accountId, groupId);
    const isChanged =
      (changes.name ?? group.name) !== group.name ||
      (changes.externalId !== undefined && changes.externalId !== (group.externalId ?? null));
    if (isChanged) refuse(await this.refusal(accountId, by, 'groups.manage'));
    const which = { accountId, by, groupId, commandId };
    const moves = await this.moves(which, members);
    await this.refuseMoves(which, moves);
    if (isChanged) await this.groups.update({ accountId, by, groupId, changes });
    await this.move(which, moves);
    return this.shown(which, withMembers);
  }

  private async moves(
    { accountId, by, groupId }: Which,
    { replace, add, remove }: Input<typeof changeProvisionedGroup>['members'],
  ): Promise<Moves> {
    const added = await this.people(accountId, by, [...new Set([...(replace ?? []), ...add])]);
    const gone = remove.length > 0 ? await this.known.known(accountId, { ids: remove }) : [];
    const left = replace === undefined ? [] : await this.leavers(accountId, by, groupId, replace);
    const isIn = ({ groups }: StoredUser) => groups.includes(groupId);
    const isAddedLast = ({ _id }: StoredUser) => add.includes(_id);
    const isRemovedLast = ({ _id }: StoredUser) => remove.includes(_id) && !add.includes(_id);
    const out = [...gone, ...left.filter((user) => !gone.some(({ _id }) => _id === user._id))];
    const moves = {
      in: added.filter((user) => !isIn(user) && !isRemovedLast(user)),
      out: out.filter((user) => isIn(user) && !isAddedLast(user)),
    };
    if (moves.in.length + moves.out.length > MOST_MEMBERS_CHANGED)
      throw new Fault(
        'too-large',
        `At most ${MOST_MEMBERS_CHANGED} people come into a group or leave it by one call.`,
      );
    return moves;
  }

  /** Who is in the group, and is not among those who are to stay; whom the key does not see stays. */
  private async leavers(accountId: string, by: Actor, groupId: string, staying: readonly string[]) {
    const group = await this.groups.live(accountId, groupId);
    const [shown] = await this.lists.withMembers(accountId, [group], viewerOf(by), true);
    const ids = (shown?.members ?? []).map(({ id }) => id).filter((id) => !staying.includes(id));
    return ids.length > 0 ? this.known.known(accountId, { ids }) : [];
  }

  /** Rejects with `validation-failed` for who is not there, is a machine, was removed by the provider, or is out of reach. */
  private async people(accountId: string, by: Actor, ids: readonly string[]): Promise<StoredUser[]> {
    if (ids.length === 0) return [];
    const reach = await this.reach.ofActor(accountId, by);
    const found = (await this.known.known(accountId, { ids })).filter(
      (user) =>
        user.type === 'standard' &&
        user.status !== 'pending' &&
        !isRemoved(user) &&
        (user._id === by.id || isWithin(reach, user)),
    );
    const unknown = ids.filter((id) => !found.some(({ _id }) => _id === id));
    if (unknown.length > 0)
      throw new Fault('validation-failed', {
        errors: unknown.map((id) => ({
          path: `members[${ids.indexOf(id)}]`,
          message: 'There is no user with this id',
        })),
      });
    return found;
  }

  private async refuseMoves({ accountId, by, groupId }: Which, moves: Moves): Promise<void> {
    if (moves.in.length > 0) await this.authority.refuseGroups(accountId, by, [groupId], [groupId]);
    for (const user of moves.out)
      refuse(await this.updates.refusalOf(user, by, { groups: without(user, groupId) }));
  }

  private async move(which: Which, moves: Moves): Promise<void> {
    const { groupId } = which;
    const all = [
      ...moves.in.map((user) => ({ user, groupsOf: (one: StoredUser) => including(one, groupId) })),
      ...moves.out.map((user) => ({ user, groupsOf: (one: StoredUser) => without(one, groupId) })),
    ];
    for (let first = 0; first < all.length; first += AT_ONCE)
      await Promise.all(
        all.slice(first, first + AT_ONCE).map(({ user, groupsOf }) => this.regroup(which, user, groupsOf)),
      );
  }

  /** What follows from the groups of a user is made of that version, or of the next. */
  private async regroup(
    { accountId, by, commandId }: Which,
    { _id: userId }: StoredUser,
    groupsOf: (user: StoredUser) => string[],
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const user = await this.users.get(accountId, userId);
      const groups = groupsOf(user);
      if (groups.length === user.groups.length) return;
      try {
        const id = derivedId('cmd', commandId, userId);
        await this.updates.update({
          ...{ accountId, userId, by, commandId: id },
          changes: { groups },
          ifVersion: user.version,
        });
        return;
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'precondition-failed') throw error;
        if (attempt === MOST_ATTEMPTS) throw new Fault('user-busy', 'Others change this user all the time.');
      }
    }
  }

  private async shown({ accountId, by, groupId }: Which, withMembers: boolean): Promise<ProvisionedGroup> {
    const group = await this.groups.live(accountId, groupId);
    const [shown] = await this.lists.withMembers(accountId, [group], viewerOf(by), withMembers);
    if (!shown) throw Fault.notFound('group');
    return shown;
  }

  private async refusal(accountId: string, by: Actor, needed: 'users.update' | 'groups.manage') {
    return refuseWithout(await this.permissions.heldBy(accountId, by), needed);
  }
}

const including = ({ groups }: StoredUser, groupId: string): string[] =>
  groups.includes(groupId) ? groups : [...groups, groupId];

const without = ({ groups }: StoredUser, groupId: string): string[] => groups.filter((id) => id !== groupId);
