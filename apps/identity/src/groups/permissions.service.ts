import { Injectable } from '@nestjs/common';
import { type Actor, Fault, Permission, refuse } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { livingKey, throughKey } from '../users/user-keys.js';
import { mayAct } from '../users/users.js';
import { ActorsService } from './actors.service.js';
import { isGlobalAdminGroup } from './built-in-groups.js';
import { GroupCatalogueService } from './group-catalogue.service.js';
import {
  explainPermissions,
  type Member,
  type PermissionSource,
  refuseGrant,
  within,
} from './permissions.js';

const ROLE = 'Who is in this group is said by globalAdmin: true or false of the user';

type AccountMember = Member & { accountId: string };

/** Permissions of users as their groups are at this moment: nothing is cached, so taking one away works at once. */
@Injectable()
export class PermissionsService {
  constructor(
    private readonly groups: GroupCatalogueService,
    private readonly actors: ActorsService,
    private readonly clock: Clock,
  ) {}

  of(member: AccountMember): Promise<Permission[]> {
    return this.groups.permissionsOf(member);
  }

  /**
   * What an actor may do, and hand on, at this moment: nothing if it may not act at all, by an API key no more than the key
   * is for, in an account below the own one no more than there. Parts of the product itself may do everything.
   */
  async heldBy(accountId: string, by: Actor): Promise<Permission[]> {
    if (by.type !== 'user') return [...Permission.options];
    const actor = await this.actors.find(accountId, by);
    const now = this.clock.now();
    if (!actor || !mayAct(actor, now)) return [];
    const held = within(await this.of(actor), this.holdable(accountId));
    return by.keyId === undefined ? held : throughKey(held, livingKey(actor, by.keyId, now));
  }

  async holds(accountId: string, by: Actor, permission: Permission): Promise<boolean> {
    return (await this.heldBy(accountId, by)).includes(permission);
  }

  /** Refuses what was planned in the name of somebody who may do it no more: when it was planned the gateway has looked, this is another day. */
  async refuseLost(accountId: string, by: Actor, permission: Permission): Promise<void> {
    if (await this.holds(accountId, by, permission)) return;
    throw new Fault('forbidden', {
      detail: `Whoever planned this has lost the permission ${permission}.`,
      members: { permission },
    });
  }

  /** What can be held in an account at all. */
  holdable(accountId: string): Permission[] {
    return this.groups.holdable(accountId);
  }

  /** Each permission of a user with what it comes from. */
  async explain({ accountId, globalAdmin, groups }: AccountMember): Promise<PermissionSource[]> {
    const member = { globalAdmin, groups };
    const own = await this.groups.findLiveOnes(accountId, groups);
    return explainPermissions(member, own, this.holdable(accountId));
  }

  /**
   * Refuses to put somebody into groups: `validation-failed` for groups that do not exist, and for Global Admin, whose
   * members are told by `globalAdmin` alone; `forbidden` unless every permission they carry is among the `held`.
   */
  async refuseMembership(
    accountId: string,
    held: readonly Permission[],
    groupIds: readonly string[],
  ): Promise<void> {
    const groups = await this.groups.findLiveOnes(accountId, groupIds);
    const unknown = groupIds.filter((id) => !groups.some(({ _id }) => _id === id));
    if (unknown.length > 0) {
      const errors = unknown.map((id) => ({
        path: `groups[${groupIds.indexOf(id)}]`,
        message: 'There is no group with this id',
      }));
      throw new Fault('validation-failed', { errors });
    }
    const role = groupIds.findIndex((id) => isGlobalAdminGroup(accountId, id));
    if (role >= 0)
      throw new Fault('validation-failed', { errors: [{ path: `groups[${role}]`, message: ROLE }] });
    const carried = new Set(groups.flatMap(({ permissions }) => permissions));
    refuse(refuseGrant(held, [...carried]));
  }
}
