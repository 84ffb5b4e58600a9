import { Injectable } from '@nestjs/common';
import type { UserFilter, Viewer } from '@seatkeeper/contracts';
import type { z } from 'zod';
import type { AccountSet } from '@seatkeeper/mongo';
import { builtInGroupId, builtInOf } from '../groups/built-in-groups.js';
import { UnitNamesService } from '../organisation/unit-names.service.js';
import { ReachService } from '../reach/reach.service.js';
import { type UserQuery, userQuery, valuesOf } from '../users/user-lists.js';

const UNITS = ['office', 'department', 'seniority'] as const;

type Filter = z.output<typeof UserFilter>;

/** What a list of users asks for, whoever shows it: names of units become their ids. */
@Injectable()
export class UserQueriesService {
  constructor(
    private readonly units: UnitNamesService,
    private readonly reach: ReachService,
  ) {}

  /** Rejects with `validation-failed` for a value that there is not. Nobody is found who is out of the viewer's reach. */
  async of(
    accountId: string,
    filter: Filter,
    viewer?: Viewer,
    look: { isPart?: boolean } = {},
  ): Promise<UserQuery> {
    const found = { ...filter };
    for (const kind of UNITS) {
      const asked = filter[kind];
      if (asked !== undefined)
        found[kind] = (await this.units.idsOf(accountId, kind, valuesOf(asked))).join();
    }
    const within = await this.reach.of(accountId, viewer, look);
    return { ...userQuery(found, builtInGroupId(accountId, 'global-admin')), ...(within && { within }) };
  }

  /**
   * The same over several accounts, of people whom whoever asks sees in each. A name of a unit means those of every account that are
   * called so, and a group that every account has, as the first of them knows it, means that of each.
   */
  async together(accounts: AccountSet, filter: Filter): Promise<UserQuery> {
    const found = { ...filter };
    for (const kind of UNITS) {
      const asked = filter[kind];
      if (asked !== undefined)
        found[kind] = (await this.units.idsTogether(accounts, kind, valuesOf(asked))).join();
    }
    if (filter.group !== undefined) found.group = groupsOfEach(accounts, valuesOf(filter.group)).join();
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
