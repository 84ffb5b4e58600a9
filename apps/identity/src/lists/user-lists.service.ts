import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, listUsers, type Output, type UserFilter } from '@seatkeeper/contracts';
import type { z } from 'zod';
import { UnitNamesService } from '../organisation/unit-names.service.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { sortOrder, userQuery, valuesOf } from '../users/user-lists.js';
import { toUser } from '../users/users.view.js';

const UNITS = ['office', 'department', 'seniority'] as const;

/** Who is asked for by what they are called, where, and as what. */
@Injectable()
export class UserListsService {
  constructor(
    private readonly lists: UserListsRepository,
    private readonly units: UnitNamesService,
  ) {}

  @Handle(listUsers)
  async list({ accountId, filter, sort, page }: Input<typeof listUsers>): Promise<Output<typeof listUsers>> {
    const query = userQuery(await this.byIds(accountId, filter));
    const found = await this.lists.page(accountId, query, sortOrder(sort), page);
    return { ...found, items: found.items.map(toUser) };
  }

  /** The filter with ids in the place of the names of units. */
  private async byIds(accountId: string, filter: z.output<typeof UserFilter>) {
    const found = { ...filter };
    for (const kind of UNITS) {
      const asked = filter[kind];
      if (asked !== undefined)
        found[kind] = (await this.units.idsOf(accountId, kind, valuesOf(asked))).join();
    }
    return found;
  }
}
