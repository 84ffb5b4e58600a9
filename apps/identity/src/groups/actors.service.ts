import { Injectable } from '@nestjs/common';
import type { Actor } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { LineageService } from '../accounts/lineage.service.js';
import { mayAct } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { GroupCatalogueService } from './group-catalogue.service.js';

/**
 * The one place that says who somebody is who acts or looks in an account: one of its users, or one of an account above it. Read
 * anew for each question, so who has lost the right, or is no longer above, is nobody from that moment on.
 */
@Injectable()
export class ActorsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly lineage: LineageService,
    private readonly groups: GroupCatalogueService,
    private readonly clock: Clock,
  ) {}

  /**
   * A user of the account, whether they may act at the moment or not; or of one above, who may act here now. Null for everybody
   * else. Whose user it is, `accountId` of it says.
   */
  async find(
    accountId: string,
    by: Pick<Actor, 'type' | 'id' | 'keyId' | 'accountId'>,
  ): Promise<StoredUser | null> {
    if (by.type !== 'user') return null;
    const { accountId: home = accountId } = by;
    if (home === accountId) return this.users.find(accountId, by.id);
    // A program acts in its own account alone.
    if (by.keyId !== undefined) return null;
    const [user, isBelow] = await Promise.all([
      this.users.find(home, by.id),
      this.lineage.isBelow(home, accountId),
    ]);
    if (!user || !isBelow || !mayAct(user, this.clock.now())) return null;
    const held = await this.groups.permissionsOf(user);
    return held.includes('accounts.affiliates') ? user : null;
  }
}
