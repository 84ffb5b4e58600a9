import { Injectable } from '@nestjs/common';
import { type Actor, Fault, type NewUser } from '@seatkeeper/contracts';
import { policiesOf } from '../accounts/accounts.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { AuthorityService } from './authority.service.js';

/** The groups of people who are invited without a word about groups. */
@Injectable()
export class DefaultGroupService {
  constructor(private readonly authority: AuthorityService) {}

  /**
   * The groups as they were said, or else the default group of the account. Refuses with `forbidden` who holds less than
   * that group carries: to leave it out silently would make somebody else of the person than of those before.
   */
  async groupsFor(
    account: Pick<StoredAccount, '_id' | 'policies'>,
    by: Actor,
    { type, groups }: Partial<Pick<NewUser, 'type' | 'groups'>>,
  ): Promise<string[] | undefined> {
    const { defaultGroup } = policiesOf(account);
    if (groups !== undefined || type === 'service' || defaultGroup === null) return groups;
    try {
      await this.authority.refuseGroups(account._id, by, [defaultGroup], [defaultGroup]);
      return [defaultGroup];
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // It was deleted at the moment at which it was made the default; the sweeper will take it away there.
      if (error.code === 'validation-failed') return undefined;
      if (error.code !== 'forbidden') throw error;
      throw new Fault('forbidden', { ...error.toData(), detail: `${error.message} ${BY_DEFAULT}` });
    }
  }
}

const BY_DEFAULT =
  'The default group of the account carries it: say with `groups` which others it is to be, or `[]` for none.';
