import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { LeaseLost } from '@seatkeeper/mongo';
import { AccountAdminsService } from '../accounts/account-admins.service.js';
import type { FlowRun } from '../flows/flow-run.js';
import { flowLease } from '../users/stored-flows.js';
import type { StoredUser } from '../users/users.schema.js';
import { isActiveAdmin } from './admin-lists.js';

/** Takes users out of the count of active global admins, and puts them back when what was begun is refused. */
@Injectable()
export class AdminRoleService {
  constructor(private readonly admins: AccountAdminsService) {}

  /**
   * To be done before a user stops being an active global admin: of two who do this to each other, one is
   * refused with `last-global-admin`. Can be repeated.
   */
  async release(run: FlowRun): Promise<void> {
    const { user } = run;
    if (!isActiveAdmin(user)) return;
    const released = await this.admins.releaseAdmin(user.accountId, user._id, run.nextFence());
    if (released === 'last') throw lastGlobalAdmin(user);
    if (released === 'last-exempt') throw lastExempt(user);
    if (released === 'overtaken') throw overtaken();
  }

  /** To be done after a user became an active global admin, or remained one. Can be repeated. */
  async admit(run: FlowRun): Promise<void> {
    const { user } = run;
    if (!isActiveAdmin(user)) return;
    const admitted = await this.admins.admitAdmin(user.accountId, user._id, run.nextFence());
    if (admitted === 'overtaken') throw overtaken();
  }

  /** Strikes off who is none any more and should not have been in the list. False when nobody else is in it. */
  async strike(run: FlowRun): Promise<boolean> {
    const { accountId, _id: userId } = run.user;
    const released = await this.admins.releaseAdmin(accountId, userId, run.nextFence());
    if (released === 'overtaken') throw overtaken();
    return released !== 'last' && released !== 'last-exempt';
  }
}

/** A later driver of this user has changed the list: this one is no longer it. */
const overtaken = () => new LeaseLost(flowLease.name, 'a newer command about this global admin came before');

export const lastGlobalAdmin = ({ firstName, lastName }: Pick<StoredUser, 'firstName' | 'lastName'>) =>
  new Fault(
    'last-global-admin',
    `${firstName} ${lastName} is the only active global admin of the account; make somebody else one first.`,
  );

const lastExempt = ({ firstName, lastName }: Pick<StoredUser, 'firstName' | 'lastName'>) =>
  new Fault(
    'last-global-admin',
    `${firstName} ${lastName} is the last active global admin who is exempt from single sign-on: name somebody else besides, ` +
      'or end the enforcement of the connection.',
  );
