import { Injectable } from '@nestjs/common';
import type { Policies } from '@seatkeeper/contracts';
import { policiesOf } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { GroupCatalogueService } from '../groups/group-catalogue.service.js';
import type { StoredUser } from '../users/users.schema.js';
import { needsFactor } from './factors.js';

type Member = Pick<StoredUser, 'accountId' | 'type' | 'groups'>;
type Demand = Pick<Policies, 'secondFactor'>;

/** Who has to have a second factor: of whom the account demands one, or a group of theirs. */
@Injectable()
export class FactorDemandsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly groups: GroupCatalogueService,
  ) {}

  /** What is demanded of a user, by the account as it is known or by one of the groups of the user at this moment. */
  async of({ accountId, type, groups }: Member, policies: Demand): Promise<Demand> {
    if (type !== 'standard' || needsFactor({ type }, policies)) return policies;
    return { secondFactor: (await this.groups.demandsFactor(accountId, groups)) ? 'required' : 'optional' };
  }

  /** Whether a user has to have one. */
  async isRequired(user: Member): Promise<boolean> {
    const account = await this.accounts.get(user.accountId);
    return needsFactor(user, await this.of(user, policiesOf(account)));
  }
}
