import { Injectable } from '@nestjs/common';
import type { UserFilter, Viewer } from '@seatkeeper/contracts';
import type { AccountSet } from '@seatkeeper/mongo';
import { listedIn } from '@seatkeeper/text';
import { CustomFieldChecksService } from '../custom-fields/custom-field-checks.service.js';
import { builtInGroupId, builtInOf } from '../groups/built-in-groups.js';
import { UnitNamesService } from '../organisation/unit-names.service.js';
import { ReachService } from '../reach/reach.service.js';
import { customConditions, definedField } from './custom-conditions.js';
import { customSortOf, sortOrder, type UserQuery, userQuery } from '../users/user-lists.js';

const UNITS = ['office', 'department', 'seniority'] as const;

/** What a list of users asks for, whoever shows it: names of units become their ids. */
@Injectable()
export class UserQueriesService {
  constructor(
    private readonly units: UnitNamesService,
    private readonly reach: ReachService,
    private readonly fields: CustomFieldChecksService,
  ) {}

  /** Rejects with `validation-failed` for a value that there is not. Nobody is found who is out of the viewer's reach. */
  async of(
    accountId: string,
    filter: UserFilter,
    viewer?: Viewer,
    look: { isPart?: boolean } = {},
  ): Promise<UserQuery> {
    const found = { ...filter };
    for (const kind of UNITS) {
      const asked = filter[kind];
      if (asked !== undefined)
        found[kind] = (await this.units.idsOf(accountId, kind, listedIn(asked))).join();
    }
    const within = await this.reach.of(accountId, viewer, look);
    const custom = filter.custom && customConditions(await this.fields.definitions(accountId), filter.custom);
    return {
      ...userQuery(found, builtInGroupId(accountId, 'global-admin')),
      ...(custom && { custom }),
      ...(within && { within }),
    };
  }

  /** The order of a list. Rejects with `validation-failed` for one by a custom field that there is not. */
  async order(accountId: string, sort: string): Promise<[string, 1 | -1][]> {
    const key = customSortOf(sort);
    if (key !== undefined) definedField(await this.fields.definitions(accountId), key, 'sort');
    return sortOrder(sort);
  }

  /**
   * The same over several accounts, of people whom whoever asks sees in each. A name of a unit means those of every account that are
   * called so, and a group that every account has, as the first of them knows it, means that of each.
   */
  async together(accounts: AccountSet, filter: UserFilter): Promise<UserQuery> {
    const found = { ...filter };
    for (const kind of UNITS) {
      const asked = filter[kind];
      if (asked !== undefined)
        found[kind] = (await this.units.idsTogether(accounts, kind, listedIn(asked))).join();
    }
    if (filter.group !== undefined) found.group = groupsOfEach(accounts, listedIn(filter.group)).join();
    return userQuery(found, builtInGroupId(accounts.home, 'global-admin'));
  }
}

/** Global admins are known by their role, whatever the account: one group stands for all of them. */
const groupsOfEach = ({ home, ids }: AccountSet, groups: readonly string[]): string[] =>
  groups.flatMap((group) => {
    const builtIn = builtInOf(home, group);
    if (builtIn === undefined || builtIn === 'global-admin') return [group];
    return ids.map((accountId) => builtInGroupId(accountId, builtIn));
  });
