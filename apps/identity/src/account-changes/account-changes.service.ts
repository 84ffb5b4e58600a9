import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Account, Fault, type Input, updateAccount } from '@seatkeeper/contracts';
import { policiesOf } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { AuthorityService } from '../admins/authority.service.js';

/** Changes of an account, of which some are about what only others know. */
@Injectable()
export class AccountChangesService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly stored: AccountsRepository,
    private readonly authority: AuthorityService,
  ) {}

  @Handle(updateAccount)
  async update(request: Input<typeof updateAccount>): Promise<Account> {
    await this.refuseDefaultGroup(request);
    return this.accounts.update(request);
  }

  /**
   * Whoever invites hands the default group on without naming it. So nobody makes a group the default that carries what
   * they do not hold: others, who do, would give it to people for them.
   */
  private async refuseDefaultGroup({ accountId, by, changes }: Input<typeof updateAccount>): Promise<void> {
    const wanted = changes.policies?.defaultGroup;
    if (wanted === undefined || wanted === null) return;
    if (policiesOf(await this.stored.get(accountId)).defaultGroup === wanted) return;
    try {
      await this.authority.refuseGroups(accountId, by, [wanted], [wanted]);
    } catch (error) {
      throw error instanceof Fault ? atPolicy(error) : error;
    }
  }
}

/** The check looked at a list of groups; here it is one, under a name of its own. */
const atPolicy = (fault: Fault): Fault =>
  new Fault(fault.code, {
    ...fault.toData(),
    errors: fault.errors?.map(({ message }) => ({ path: 'policies.defaultGroup', message })),
  });
