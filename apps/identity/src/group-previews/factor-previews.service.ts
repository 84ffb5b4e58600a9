import { Injectable } from '@nestjs/common';
import type { GroupPreview } from '@seatkeeper/contracts';
import { policiesOf } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { KnownGroup } from '../groups/built-in-groups.js';
import { GroupCatalogueService } from '../groups/group-catalogue.service.js';
import type { Reach } from '../users/reaches.js';
import { UnsecuredUsersRepository } from '../users/unsecured-users.repository.js';
import type { StoredUser } from '../users/users.schema.js';

type Asked = GroupPreview['factorAsked'];

/** A change of what a group demands, and of who is in it. */
interface Demand {
  readonly accountId: string;
  readonly group: KnownGroup;
  readonly wanted: 'optional' | 'required' | undefined;
  readonly named: readonly { user: StoredUser; isMember: boolean }[];
  /** Those whose membership changes, or who are looked at apart. */
  readonly except: readonly string[];
  readonly reach: Reach | null;
}

const FIRST = 50;
const NOBODY: Asked = { total: 0, items: [] };

/** Whom a change of a group would ask for a second factor who has none, and is asked for none today. */
@Injectable()
export class FactorPreviewsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly groups: GroupCatalogueService,
    private readonly unsecured: UnsecuredUsersRepository,
  ) {}

  async of({ accountId, group, wanted, named, except, reach }: Demand): Promise<Asked> {
    const { _id: groupId, secondFactor: demand = 'optional' } = group;
    if ((wanted ?? demand) !== 'required') return NOBODY;
    const account = await this.accounts.get(accountId);
    if (policiesOf(account).secondFactor === 'required') return NOBODY;
    const others = (await this.groups.demandingFactor(accountId)).filter((id) => id !== groupId);
    const isAsked = ({ groups }: StoredUser) =>
      groups.some((id) => others.includes(id) || (id === groupId && demand === 'required'));
    const added = named
      .filter(({ user, isMember }) => isMember && isUnsecured(user) && !isAsked(user))
      .map(({ user }) => user);
    // Who is a member already is asked already.
    const staying =
      demand === 'required'
        ? { items: [] }
        : await this.unsecured.first(accountId, { groupId, except, others, reach }, FIRST);
    const { items, total = 0 } = { total: 0, ...staying };
    return { total: added.length + total, items: [...added, ...items].map(toPerson) };
  }
}

const isUnsecured = ({ type, status, secondFactor }: StoredUser): boolean =>
  type === 'standard' && status !== 'pending' && status !== 'deactivated' && secondFactor === undefined;

const toPerson = ({
  _id: userId,
  username,
  firstName,
  lastName,
  status,
}: StoredUser): Asked['items'][number] => ({
  userId,
  username,
  firstName,
  lastName,
  status,
});
