import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  EXPORTED_CUSTOM_FIELDS,
  Fault,
  type Input,
  openUserExport,
  type Output,
  readUserExport,
} from '@seatkeeper/contracts';
import { CustomFieldChecksService } from '../custom-fields/custom-field-checks.service.js';
import { columnNames } from '../custom-fields/custom-field-values.js';
import { isWithin, type Reach } from '../users/reaches.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { cellsOf, headerOf } from './user-exports.js';
import { UserQueriesService } from './user-queries.service.js';

/** The list of users as a table, part by part. */
@Injectable()
export class UserExportsService {
  constructor(
    private readonly lists: UserListsRepository,
    private readonly queries: UserQueriesService,
    private readonly fields: CustomFieldChecksService,
  ) {}

  @Handle(openUserExport)
  async open({
    accountId,
    viewer,
    filter,
    sort,
  }: Input<typeof openUserExport>): Promise<Output<typeof openUserExport>> {
    const query = await this.queries.of(accountId, filter, viewer);
    // Before the file begins: a refusal afterwards would break it off.
    await this.queries.order(accountId, sort);
    const most = EXPORTED_CUSTOM_FIELDS;
    const [fields, found] = await Promise.all([
      this.fields.definitions(accountId),
      this.lists.customFieldNames(accountId, query, most + 1),
    ]);
    const customFields = columnNames(fields, found);
    if (customFields.length > most)
      throw new Fault(
        'too-large',
        `These users have more than ${most.toLocaleString('en')} different custom fields, too many for columns: narrow the list.`,
      );
    return { header: headerOf(customFields), customFields };
  }

  @Handle(readUserExport)
  async read({
    accountId,
    viewer,
    filter,
    sort,
    customFields,
    cursor,
    limit,
  }: Input<typeof readUserExport>): Promise<Output<typeof readUserExport>> {
    const query = await this.queries.of(accountId, filter, viewer, { isPart: true });
    const page = { limit, cursor };
    const order = await this.queries.order(accountId, sort);
    const found = await this.lists.page(accountId, query, order, page, { uncounted: true });
    const managers = await this.managersOf(accountId, found.items, query.within ?? null);
    const rows = found.items.map((user) => cellsOf(user, customFields, managers.get(user.reportsTo ?? '')));
    return { rows, nextCursor: found.nextCursor };
  }

  /** The usernames of those whom these users report to, by their ids; who is out of reach is not named. */
  private async managersOf(
    accountId: string,
    users: readonly StoredUser[],
    reach: Reach | null,
  ): Promise<Map<string, string>> {
    const known = new Map(users.map(({ _id, username }) => [_id, username]));
    const ids = new Set(
      users.flatMap(({ reportsTo }) => (reportsTo && !known.has(reportsTo) ? [reportsTo] : [])),
    );
    for (const user of await this.lists.known(accountId, { ids: [...ids] }))
      if (isWithin(reach, user)) known.set(user._id, user.username);
    return known;
  }
}
