import { Injectable } from '@nestjs/common';
import { type Actor, Fault, type Permission, refuse } from '@seatkeeper/contracts';
import { ManagersService } from '../groups/managers.service.js';
import { refuseWithout } from '../groups/permissions.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { ReachService } from '../reach/reach.service.js';
import { isWithin } from '../users/reaches.js';
import type { StoredUser } from '../users/users.schema.js';
import { AuthorityService } from './authority.service.js';

/** Who acts, and whether the gateway let them through as a manager alone. */
interface Acting {
  by: Actor;
  asManager?: true | undefined;
}

/** What somebody may do to whom who may do it only as the manager of a group. */
@Injectable()
export class ManagingService {
  constructor(
    private readonly managers: ManagersService,
    private readonly permissions: PermissionsService,
    private readonly authority: AuthorityService,
    private readonly reach: ReachService,
  ) {}

  /** Whom the actor does not see is not found. Of who acts as a manager, who is none of their people is not found, as if not there; who holds more than they do is refused with `forbidden`. */
  async refuseOutside(target: StoredUser, { by, asManager }: Acting): Promise<void> {
    if (!asManager) return this.reach.refuseHidden(target, by);
    const groups = await this.managed(target.accountId, by);
    if (!isWithin({ ids: [], groups, reportsTo: [] }, target)) throw Fault.notFound('user');
    await this.authority.refuseStronger(target, by);
  }

  /** What goes beyond the people of a group, as their records, needs the permission for it. */
  async refuseBeyond(accountId: string, { by, asManager }: Acting, needed: Permission): Promise<void> {
    if (asManager) refuse(refuseWithout(await this.permissions.heldBy(accountId, by), needed));
  }

  /**
   * The groups of somebody whom a manager invites: those that were said, or the only one that they manage. Refuses with
   * `forbidden` what is not theirs, or carries what they do not hold, and with `validation-failed` when none is said.
   */
  async groupsFor(accountId: string, by: Actor, said: readonly string[] | undefined): Promise<string[]> {
    const managed = await this.managed(accountId, by);
    const groups = said ?? (managed.length === 1 ? managed : []);
    if (managed.length > 0 && groups.length === 0)
      throw new Fault('validation-failed', {
        errors: [{ path: 'groups', message: 'Say which of the groups that you manage' }],
      });
    if (groups.length === 0 || !groups.every((id) => managed.includes(id)))
      throw new Fault('forbidden', {
        detail: 'The manager of a group invites into it, and into no other.',
        members: { permission: 'users.invite' },
      });
    await this.permissions.refuseMembership(accountId, await this.permissions.heldBy(accountId, by), groups);
    return [...groups];
  }

  private async managed(accountId: string, by: Actor): Promise<string[]> {
    if (by.type !== 'user') return [];
    const managed = await this.managers.managedBy(accountId, { userId: by.id, keyId: by.keyId });
    return managed.map(({ _id }) => _id);
  }
}
