import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  createGroup,
  deleteGroup,
  Fault,
  getGroup,
  type Group,
  groupCreated,
  groupDeleted,
  groupUpdated,
  type Input,
  type Output,
  listGroups,
  managerPermissions,
  type Page,
  refuse,
  systemActor,
  updateGroup,
  userUpdated,
} from '@seatkeeper/contracts';
import { DuplicateKey, event, isDone, remembered } from '@seatkeeper/mongo';
import { Clock, crash, newId } from '@seatkeeper/service';
import { fold } from '@seatkeeper/text';
import { AccountsService } from '../accounts/accounts.service.js';
import { userEvent } from '../users/user-changes.js';
import { refuseLoosening } from '../proofs/proofs.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import { builtInOf, builtInStays, isBuiltInName, type KnownGroup } from './built-in-groups.js';
import { GroupCatalogueService } from './group-catalogue.service.js';
import { addedManagers, groupChanges, refuseGroupChange, toGroup } from './groups.js';
import { GroupsRepository } from './groups.repository.js';
import type { StoredGroup } from './groups.schema.js';
import { ManagersService } from './managers.service.js';
import { refuseActingOnStronger, refuseGrant } from './permissions.js';
import { PermissionsService } from './permissions.service.js';

/**
 * How long a deleted group is remembered. Whoever read it as live just before may still be writing it into a
 * user, or making it the default, so both are looked for once more after this.
 */
const REMEMBERED_MS = 60_000;
const MEMBERS_AT_ONCE = 100;

@Injectable()
export class GroupsService {
  constructor(
    private readonly groups: GroupsRepository,
    private readonly catalogue: GroupCatalogueService,
    private readonly managers: ManagersService,
    private readonly users: UsersRepository,
    private readonly lists: UserListsRepository,
    private readonly permissions: PermissionsService,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
  ) {}

  @Handle(getGroup)
  async get({ accountId, groupId }: Input<typeof getGroup>): Promise<Group> {
    return toGroup(await this.live(accountId, groupId));
  }

  /** Rejects with `not-found`. */
  async live(accountId: string, groupId: string): Promise<KnownGroup> {
    return known(await this.catalogue.find(accountId, groupId));
  }

  @Handle(listGroups)
  async list({ accountId, page }: Input<typeof listGroups>): Promise<Page<Group>> {
    const { items, ...rest } = await this.catalogue.page(accountId, page);
    return { items: items.map(toGroup), ...rest };
  }

  @Handle(createGroup)
  async create({ accountId, by, groupId, group }: Input<typeof createGroup>): Promise<Group> {
    const { name, permissions, managers = [], secondFactor, externalId } = group;
    const held = await this.permissions.heldBy(accountId, by);
    refuse(refuseGrant(held, [...permissions, ...(managers.length > 0 ? managerPermissions : [])]));
    if (managers.length > 0) refuse(await this.managers.refusalToMake(accountId, by, held));
    await this.managers.refuseUnfit(accountId, managers, managers);
    if (isBuiltInName(name)) throw nameTaken(name);
    const now = this.clock.now();
    const fresh = {
      _id: groupId,
      accountId,
      name,
      nameKey: fold(name),
      permissions,
      managers,
      ...(secondFactor === 'required' && { secondFactor }),
      ...(externalId && { externalId }),
      live: true,
      createdAt: now,
      updatedAt: now,
    };
    const data = { accountId, actor: by, group: toGroup({ ...fresh, version: 1 }), changes: [] };
    try {
      const created = await this.groups.create(fresh, [event(groupCreated, groupId, data, now)]);
      await this.managers.forgetLeft(created, by);
      return toGroup(created);
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      const earlier = await this.groups.findLive(accountId, groupId);
      if (earlier) return toGroup(earlier);
      throw taken(error, name);
    }
  }

  @Handle(updateGroup)
  async update({
    accountId,
    by,
    groupId,
    changes: wanted,
    ifVersion,
  }: Input<typeof updateGroup>): Promise<Group> {
    refuseBuiltIn(accountId, groupId);
    if (wanted.name !== undefined && isBuiltInName(wanted.name)) throw nameTaken(wanted.name);
    const held = await this.permissions.heldBy(accountId, by);
    const unmade = wanted.managers ? await this.managers.refusalToMake(accountId, by, held) : null;
    if (wanted.managers) await this.refuseNewManagers(accountId, groupId, wanted.managers, unmade);
    const now = this.clock.now();
    try {
      const changed = await this.groups.decide(accountId, groupId, (group) => {
        refuse(refuseGroupChange(group, held, wanted));
        refuse(refuseLoosening(group.secondFactor ?? 'optional', wanted.secondFactor, by));
        if (addedManagers(group, wanted.managers).length > 0) refuse(unmade);
        if (ifVersion !== undefined && ifVersion !== group.version) throw new Fault('precondition-failed');
        const changes = groupChanges(group, wanted);
        if (changes.length === 0) return null;
        const {
          name = group.name,
          permissions = group.permissions,
          managers = group.managers ?? [],
          secondFactor = group.secondFactor ?? 'optional',
          externalId = group.externalId ?? null,
        } = wanted;
        const set = { name, nameKey: fold(name), permissions, managers, secondFactor, updatedAt: now };
        const after = { ...toGroup({ ...group, ...set, version: group.version + 1 }), externalId };
        const data = { accountId, actor: by, group: after, changes };
        const update =
          externalId === null ? { set, unset: ['externalId' as const] } : { set: { ...set, externalId } };
        return { update, events: [event(groupUpdated, groupId, data, now)] };
      });
      if (wanted.managers) await this.managers.forgetLeft(known(changed), by);
      return toGroup(known(changed));
    } catch (error) {
      throw error instanceof DuplicateKey ? taken(error, wanted.name) : error;
    }
  }

  /** Who is one already may have left by now: nobody is kept from changing the rest. */
  private async refuseNewManagers(
    accountId: string,
    groupId: string,
    wanted: readonly string[],
    unmade: Fault | null,
  ): Promise<void> {
    const added = addedManagers(known(await this.groups.findLive(accountId, groupId)), wanted);
    if (added.length > 0) refuse(unmade);
    await this.managers.refuseUnfit(accountId, added, wanted);
  }

  /** From the first write on, the group allows nothing; taking it off its members can be repeated. */
  @Handle(deleteGroup)
  async delete({
    accountId,
    by,
    groupId,
    commandId: id = newId('cmd'),
  }: Input<typeof deleteGroup>): Promise<Output<typeof deleteGroup>> {
    refuseBuiltIn(accountId, groupId);
    const held = await this.permissions.heldBy(accountId, by);
    const isDefault = await this.accounts.isDefaultGroup(accountId, groupId);
    const now = this.clock.now();
    const deleted = await this.groups.decide(accountId, groupId, (group) => {
      if (isDone(group, id)) return null;
      if (!group.live) throw Fault.notFound('group');
      refuse(refuseActingOnStronger(held, group.permissions));
      // Its managers lose what it takes all of this to give.
      if (group.managers?.length) refuse(refuseGrant(held, managerPermissions));
      if (isDefault) throw isTheDefault(group.name);
      refuse(refuseLoosening(group.secondFactor ?? 'optional', 'optional', by));
      const after = toGroup({ ...group, updatedAt: now, version: group.version + 1 });
      const data = { accountId, actor: by, group: after, changes: [] };
      const events = [event(groupDeleted, groupId, data, now)];
      const set = { live: false, updatedAt: now, commands: remembered(group, id, now) };
      // A group that is made anew may be known by it from now on.
      return { update: { set, unset: ['externalId'] }, events };
    });
    known(deleted);
    crash('identity.group.afterMark');
    await this.forgetMembers(accountId, groupId);
    return {};
  }

  /** Ends what deletions began, also those a crash cut off. */
  async sweep(): Promise<boolean> {
    const time = new Date(this.clock.now().getTime() - REMEMBERED_MS);
    const deleted = await this.groups.deletedBefore(time, 100);
    for (const group of deleted) {
      await this.forgetMembers(group.accountId, group._id);
      await this.accounts.forgetDefaultGroup(group.accountId, group._id);
      await this.groups.forget(group);
    }
    return deleted.length > 0;
  }

  /** Takes everybody out of a group. Can be repeated. */
  private async forgetMembers(accountId: string, groupId: string): Promise<void> {
    const by = systemActor('group-deletion');
    for (;;) {
      const members = await this.lists.membersOf(accountId, groupId, MEMBERS_AT_ONCE);
      for (const member of members)
        await this.users.changeFrom(member, ({ groups }) => {
          if (!groups.includes(groupId)) return null;
          return {
            set: { groups: groups.filter((id) => id !== groupId) },
            events: (change) => [userEvent(userUpdated, { ...change, by })],
          };
        });
      if (members.length < MEMBERS_AT_ONCE) return;
    }
  }
}

function refuseBuiltIn(accountId: string, groupId: string): void {
  const builtIn = builtInOf(accountId, groupId);
  if (builtIn) throw builtInStays(builtIn);
}

function known<G extends StoredGroup>(group: G | null): G {
  if (!group) throw Fault.notFound('group');
  return group;
}

const nameTaken = (name: string | undefined) =>
  new Fault('group-name-taken', `Another group is named ${name}.`);

const taken = ({ index }: DuplicateKey, name: string | undefined) =>
  index === 'one-group-per-external-id'
    ? new Fault('external-id-taken', 'Another group of this account is known by this external id.')
    : nameTaken(name);

const isTheDefault = (name: string) =>
  new Fault(
    'in-use',
    `People who are invited without a word about groups get ${name}: it is the default group of the account. ` +
      'Choose another, or none, with PATCH /v1/account first.',
  );
