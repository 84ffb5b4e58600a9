import { Injectable } from '@nestjs/common';
import { type Actor, Fault, type Permission, refuse } from '@seatkeeper/contracts';
import { AuthorityService } from '../admins/authority.service.js';
import { ManagingService } from '../admins/managing.service.js';
import { isGlobalAdminGroup } from '../groups/built-in-groups.js';
import { GroupCatalogueService } from '../groups/group-catalogue.service.js';
import { refuseActingOnStronger, refuseWithout } from '../groups/permissions.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { groupIdsOf, standingOf } from './shared-items.js';
import type { StoredSharedItem } from './shared-items.schema.js';

const MANAGE: Permission = 'shared-items.manage';

interface Acting {
  by: Actor;
  asManager?: true | undefined;
}

/**
 * Who may give what to whom: nobody gives, or takes away, what they do not have themselves, unless they manage all of it; and
 * nobody does it to a person or a group that holds more than they do.
 */
@Injectable()
export class SharingAuthorityService {
  constructor(
    private readonly authority: AuthorityService,
    private readonly managing: ManagingService,
    private readonly permissions: PermissionsService,
    private readonly groups: GroupCatalogueService,
    private readonly users: UsersRepository,
  ) {}

  /**
   * Refuses to give an item to groups, or take it from them: `validation-failed` for those of the `wanted` that are not there,
   * `forbidden` for who holds less than one of them carries.
   */
  async refuseGroups(
    accountId: string,
    by: Actor,
    touched: readonly string[],
    wanted: readonly string[],
  ): Promise<void> {
    if (touched.length === 0) return;
    const known = await this.groups.findLiveOnes(accountId, touched);
    const unknown = touched.filter((id) => wanted.includes(id) && !known.some(({ _id }) => _id === id));
    const errors = unknown.map((id) => ({
      path: `groups[${wanted.indexOf(id)}]`,
      message: 'There is no group with this id',
    }));
    if (errors.length > 0) throw new Fault('validation-failed', { errors });
    if (known.some(({ _id }) => isGlobalAdminGroup(accountId, _id)))
      await this.authority.refuseUnlessGlobalAdmin(accountId, by, 'decide what global admins have');
    const others = known.filter(({ _id }) => !isGlobalAdminGroup(accountId, _id));
    const carried = new Set(others.flatMap(({ permissions }) => permissions));
    refuse(refuseActingOnStronger(await this.permissions.heldBy(accountId, by), [...carried]));
  }

  /** Refuses to decide about items for a person; `not-found` when the actor does not see them. */
  async refuseDeciding(user: StoredUser, items: readonly StoredSharedItem[], acting: Acting): Promise<void> {
    await this.managing.refuseOutside(user, acting);
    await this.authority.refuseStronger(user, acting.by);
    await this.refuseHandingOn(user, items, acting.by);
  }

  /** Refuses to hand items on to somebody who may be acted upon. */
  async refuseHandingOn(
    { accountId, _id }: Pick<StoredUser, 'accountId' | '_id'>,
    items: readonly StoredSharedItem[],
    by: Actor,
  ): Promise<void> {
    if (by.type !== 'user' || items.length === 0) return;
    const fault = refuseWithout(await this.permissions.heldBy(accountId, by), MANAGE);
    if (!fault) return;
    const actor = by.id === _id ? null : await this.users.find(accountId, by.id);
    const groups = actor ? await this.groups.findLiveOnes(accountId, groupIdsOf(actor)) : [];
    const missing = items.find((item) => !actor || !standingOf(item, actor, groups).shared);
    if (missing)
      throw new Fault('forbidden', { ...fault.toData(), detail: actor ? notTheirs(missing) : OWN });
  }
}

const notTheirs = ({ name }: StoredSharedItem) =>
  `Only who has ${name}, or holds the permission ${MANAGE}, can give it to somebody or take it away.`;
const OWN = `What one has oneself is decided by somebody else, or by who holds the permission ${MANAGE}.`;
