import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { AccountAdminsService } from '../accounts/account-admins.service.js';
import type { StoredUser } from '../users/users.schema.js';

/** Takes users out of the count of active global admins, and puts them back when what was begun is refused. */
@Injectable()
export class AdminRoleService {
  constructor(private readonly admins: AccountAdminsService) {}

  /**
   * To be done before a user stops being an active global admin: of two who do this to each other, one is
   * refused with `last-global-admin`. Can be repeated.
   */
  async release(user: StoredUser): Promise<void> {
    if (!isActiveAdmin(user)) return;
    if ((await this.admins.releaseAdmin(user.accountId, user._id)) === 'last') throw lastGlobalAdmin(user);
  }

  /** To be done after a user became an active global admin, or remained one. Can be repeated. */
  async admit(user: StoredUser): Promise<void> {
    if (isActiveAdmin(user)) await this.admins.admitAdmin(user.accountId, user._id);
  }
}

const isActiveAdmin = ({ globalAdmin, status }: StoredUser): boolean => globalAdmin && status === 'active';

export const lastGlobalAdmin = ({ firstName, lastName }: Pick<StoredUser, 'firstName' | 'lastName'>) =>
  new Fault(
    'last-global-admin',
    `${firstName} ${lastName} is the only active global admin of the account; make somebody else one first.`,
  );
