import { Injectable } from '@nestjs/common';
import type { UserFilter, Viewer } from '@seatkeeper/contracts';
import type { z } from 'zod';
import { builtInGroupId } from '../groups/built-in-groups.js';
import { UnitNamesService } from '../organisation/unit-names.service.js';
import { ReachService } from '../reach/reach.service.js';
import { type UserQuery, userQuery, valuesOf } from '../users/user-lists.js';

const UNITS = ['office', 'department', 'seniority'] as const;

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
    filter: z.output<typeof UserFilter>,
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
}
