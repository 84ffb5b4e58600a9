import { Injectable } from '@nestjs/common';
import {
  type digestSeats,
  type Output,
  type Page,
  type PageRequest,
  SEAT_HOLDING,
  type UnitKind,
} from '@seatkeeper/contracts';
import { type Filter, idNumber, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { customKeyField } from './custom-keys.js';
import type { Reach } from './reaches.js';
import type { UnitReference } from './unit-references.js';
import { admins, countsDays, matching, within } from './user-lists.filters.js';
import { sortOrder, type UserQuery } from './user-lists.js';
import { type StoredUser, users } from './users.schema.js';
import { shownIn, type ShownUser } from './users.view.js';

type SeatDigest = Output<typeof digestSeats>['items'][number];

const MOST_KNOWN = 2_000;
const MOST_ADMINS = 10_000;

/** Members of a group save some, and the other groups by which each of the permissions in question is held, too. */
export interface AffectedMembers {
  readonly groupId: string;
  readonly except: readonly string[];
  readonly elsewhere: readonly (readonly string[])[];
  /** Whom the one who asks reaches; null is everybody. */
  readonly reach: Reach | null;
}

/** Many users: those a list shows, and those something is due for. */
@Injectable()
export class UserListsRepository {
  constructor(
    @InjectCollection(users) private readonly users: TenantCollection<StoredUser>,
    private readonly clock: Clock,
  ) {}

  /** Users who are just being created are not shown unless asked for. */
  page(
    accountId: string,
    query: UserQuery,
    sort: [string, 1 | -1][],
    page: PageRequest,
    more: { uncounted?: true; projection?: Record<string, 1> } = {},
  ): Promise<Page<StoredUser>> {
    const filter = matching(query, this.clock.now());
    return this.users.page(accountId, {
      filter,
      sort,
      page,
      ...more,
      ...lastWithout(sort),
      ...(countsDays(query) && { of: query }),
    });
  }

  /** The same, of each what is shown. */
  shownPage(
    accountId: string,
    query: UserQuery,
    sort: [string, 1 | -1][],
    page: PageRequest,
  ): Promise<Page<ShownUser>> {
    return this.page(accountId, query, sort, page, { projection: shownIn(sort) });
  }

  /** The ids of those users that come after an id, in their order. */
  async idsOf(accountId: string, query: UserQuery, after: string, limit: number): Promise<string[]> {
    const filter = {
      $and: [matching(query, this.clock.now()), { _id: { $gt: after } }],
    } as Filter<StoredUser>;
    const options = { limit, sort: { _id: 1 as const }, projection: { _id: 1 as const } };
    return (await this.users.find(accountId, filter, options)).map(({ _id }) => _id);
  }

  /** How many users those are. */
  count(accountId: string, query: UserQuery): Promise<number> {
    return this.users.count(accountId, matching(query, this.clock.now()));
  }

  /** What the custom fields of those users are called, in order. */
  async customFieldNames(accountId: string, query: UserQuery, limit: number): Promise<string[]> {
    const found = await this.users.aggregate<{ _id: string }>(accountId, [
      { $match: matching(query, this.clock.now()) as Record<string, unknown> },
      { $project: { fields: { $objectToArray: '$customFields' } } },
      { $unwind: '$fields' },
      { $group: { _id: '$fields.k' } },
      { $sort: { _id: 1 } },
      { $limit: limit },
    ]);
    return found.map(({ _id }) => _id);
  }

  /** Those of them that there are, at most 2,000 by their ids and 2,000 by their usernames as they are stored. */
  async known(
    accountId: string,
    { ids = [], usernames = [] }: { ids?: readonly string[]; usernames?: readonly string[] },
  ): Promise<StoredUser[]> {
    const find = (filter: Filter<StoredUser>, asked: readonly string[]) =>
      asked.length > 0 ? this.users.find(accountId, filter, { limit: MOST_KNOWN }) : [];
    const found = await Promise.all([
      find({ _id: { $in: ids } }, ids),
      find({ username: { $in: usernames } }, usernames),
    ]);
    return [...new Map(found.flat().map((user) => [user._id, user])).values()];
  }

  /** The products that somebody should hold a seat of. */
  async productsInUse(accountId: string): Promise<string[]> {
    const used = await this.users.aggregate<{ _id: string }>(accountId, [
      { $match: entitled },
      { $unwind: '$products' },
      { $group: { _id: '$products' } },
    ]);
    return used.map(({ _id }) => _id);
  }

  /** How many should hold a seat in each of these accounts, by product, and the sum of them as numbers. */
  seatDigests(accountIds: readonly string[]): Promise<SeatDigest[]> {
    return this.users.acrossAccounts.aggregate([
      { $match: { accountId: { $in: [...accountIds] }, ...entitled } },
      { $unwind: '$products' },
      {
        $group: {
          _id: { accountId: '$accountId', product: '$products' },
          seats: { $sum: 1 },
          sum: { $sum: idNumber('$_id') },
        },
      },
      { $project: { _id: 0, accountId: '$_id.accountId', product: '$_id.product', seats: 1, sum: 1 } },
    ]);
  }

  /** The same of those who are kept out for want of seats. */
  suspendedDigests(accountIds: readonly string[]): Promise<SeatDigest[]> {
    return this.users.acrossAccounts.aggregate([
      { $match: { accountId: { $in: [...accountIds] }, seatSuspensions: { $exists: true } } },
      { $unwind: '$seatSuspensions' },
      {
        $group: {
          _id: { accountId: '$accountId', product: '$seatSuspensions.product' },
          seats: { $sum: 1 },
          sum: { $sum: idNumber('$_id') },
        },
      },
      { $project: { _id: 0, accountId: '$_id.accountId', product: '$_id.product', seats: 1, sum: 1 } },
    ]);
  }

  /** The ids of those who are kept out for want of seats of a product, in their order, behind the id `after`. */
  async suspendedFrom(accountId: string, product: string, after: string, limit: number): Promise<string[]> {
    const filter = {
      seatSuspensions: { $exists: true },
      'seatSuspensions.product': product,
      _id: { $gt: after },
    } as Filter<StoredUser>;
    const options = { limit, sort: { _id: 1 as const }, projection: { _id: 1 as const } };
    return (await this.users.find(accountId, filter, options)).map(({ _id }) => _id);
  }

  /** Whether any of these users is not kept out for want of seats. */
  async isAnyLetIn(accountId: string, userIds: readonly string[]): Promise<boolean> {
    const filter: Filter<StoredUser> = { _id: { $in: userIds }, seatSuspensions: { $exists: false } };
    return (await this.users.findOne(accountId, filter, { projection: { _id: 1 } })) !== null;
  }

  /** The ids of the active global admins of each of these accounts; those without any are left out. */
  activeAdminsOf(accountIds: readonly string[]): Promise<{ accountId: string; admins: string[] }[]> {
    return this.users.acrossAccounts.aggregate([
      { $match: { accountId: { $in: [...accountIds] }, globalAdmin: true, status: 'active' } },
      { $group: { _id: '$accountId', admins: { $push: '$_id' } } },
      { $project: { _id: 0, accountId: '$_id', admins: 1 } },
    ]);
  }

  /** Who should hold a seat of a product, in the order of their ids, behind the id `after`. */
  entitledTo(accountId: string, product: string, after: string, limit: number): Promise<StoredUser[]> {
    const filter: Filter<StoredUser> = { ...entitled, products: product, _id: { $gt: after } };
    return this.users.find(accountId, filter, { limit, sort: { _id: 1 } });
  }

  /** The ids of the active global admins, in their order. */
  async activeAdmins(accountId: string): Promise<string[]> {
    const filter: Filter<StoredUser> = { globalAdmin: true, status: 'active' };
    const options = { limit: MOST_ADMINS, sort: { _id: 1 as const }, projection: { _id: 1 as const } };
    return (await this.users.find(accountId, filter, options)).map(({ _id }) => _id);
  }

  /** The ids of all who are global admins, in whatever status. */
  async allAdmins(accountId: string): Promise<string[]> {
    const options = { limit: MOST_ADMINS, projection: { _id: 1 as const } };
    return (await this.users.find(accountId, admins, options)).map(({ _id }) => _id);
  }

  /** Who reports to a manager, save one. */
  reportsOf(accountId: string, managerId: string, except: string, limit: number): Promise<StoredUser[]> {
    return this.users.find(accountId, { reportsTo: managerId, _id: { $ne: except } }, { limit });
  }

  /** How many report to a manager, whether they have left or not, save one. */
  countReportsBut(accountId: string, managerId: string, except: string): Promise<number> {
    return this.users.count(accountId, { reportsTo: managerId, _id: { $ne: except } });
  }

  /** How many report to a manager, without those who have left. */
  countReports(accountId: string, managerId: string): Promise<number> {
    return this.users.count(accountId, { reportsTo: managerId, status: { $ne: 'deactivated' } });
  }

  /** Ids of those who report to any of these, each with whom they report to. */
  directReports(
    accountId: string,
    managerIds: readonly string[],
    limit: number,
  ): Promise<Pick<StoredUser, '_id' | 'reportsTo'>[]> {
    const projection = { _id: 1 as const, reportsTo: 1 as const };
    return this.users.find(accountId, { reportsTo: { $in: managerIds } }, { limit, projection });
  }

  /** Who is filed under a unit; with `stale` those whose copy of it is another one, with `left` the deactivated. */
  filedUnder(
    accountId: string,
    kind: UnitKind,
    unitId: string,
    { stale, left = false, limit }: { stale?: UnitReference; left?: boolean; limit: number },
  ): Promise<StoredUser[]> {
    const filed = stale ? staleIn(kind, stale) : filedIn(kind, unitId);
    return this.users.find(accountId, left ? { ...filed, status: 'deactivated' } : filed, { limit });
  }

  /** How many are filed under a unit; with `standing` without those who are deactivated. */
  countFiledUnder(
    accountId: string,
    kind: UnitKind,
    unitId: string,
    { standing = false }: { standing?: boolean },
  ): Promise<number> {
    const filed = filedIn(kind, unitId);
    return this.users.count(accountId, standing ? { ...filed, status: { $ne: 'deactivated' } } : filed);
  }

  /** Users who have a value of a custom field, or one of these. Looks at all users of the account. */
  countWithCustomField(accountId: string, key: string, values?: readonly string[]): Promise<number> {
    const found = values === undefined ? { $exists: true } : { $in: [...values] };
    return this.users.count(accountId, { [`customFields.${key}`]: found });
  }

  /** Those who stay members of a group and would notice a change of it, by name. */
  affectedMembers(accountId: string, members: AffectedMembers, page: PageRequest): Promise<Page<StoredUser>> {
    return this.users.page(accountId, { filter: affected(members), sort: sortOrder('lastName'), page });
  }

  countAffectedMembers(accountId: string, members: AffectedMembers): Promise<number> {
    return this.users.count(accountId, affected(members));
  }

  /** The active people who are global admins, or in one of these groups; the first by their ids. */
  activeIn(accountId: string, groupIds: readonly string[], limit: number): Promise<StoredUser[]> {
    const filter: Filter<StoredUser> = {
      status: 'active',
      type: 'standard',
      $or: [admins, { groups: { $in: groupIds } }],
    };
    return this.users.find(accountId, filter, { limit, sort: { _id: 1 } });
  }

  membersOf(accountId: string, groupId: string, limit: number): Promise<StoredUser[]> {
    return this.users.find(accountId, { groups: groupId }, { limit });
  }

  /** Bans of all accounts whose time is over, the longest over first; not those of `but`. */
  bansOver(now: Date, limit: number, but: readonly string[] = []): Promise<StoredUser[]> {
    const over = { ...without(but), status: 'banned' as const, 'ban.until': { $lte: now } };
    return this.users.acrossAccounts.findDue(over, { limit, sort: { 'ban.until': 1 } });
  }

  /** Invitations of all accounts of which somebody is to be reminded, the longest due first; not those of `but`. */
  remindersDue(now: Date, limit: number, but: readonly string[] = []): Promise<StoredUser[]> {
    const due = { ...without(but), 'invitation.remindAt': { $lte: now } };
    return this.users.acrossAccounts.findDue(due, { limit, sort: { 'invitation.remindAt': 1 } });
  }

  /** Open invitations of all accounts whose time is over, the longest over first; not those of `but`. */
  invitationsOver(now: Date, limit: number, but: readonly string[] = []): Promise<StoredUser[]> {
    const over = { ...without(but), 'invitation.state': 'open', 'invitation.expiresAt': { $lte: now } };
    return this.users.acrossAccounts.findDue(over, { limit, sort: { 'invitation.expiresAt': 1 } });
  }
}

/** Not everybody has a value of a custom field. */
const lastWithout = ([first]: readonly [string, 1 | -1][]): { lastWithout?: string } =>
  first?.[0].startsWith(customKeyField('')) ? { lastWithout: first[0] } : {};

/** Those that were set aside. */
export const without = (ids: readonly string[]): Filter<StoredUser> =>
  ids.length > 0 ? { _id: { $nin: [...ids] } } : {};

const entitled = { status: { $in: SEAT_HOLDING }, type: 'standard' as const };

const filedIn = (kind: UnitKind, id: string): Filter<StoredUser> =>
  kind === 'office' ? { 'offices.id': id } : { [`${kind}.id`]: id };

function staleIn(kind: UnitKind, { id, name, rank }: UnitReference): Filter<StoredUser> {
  if (kind === 'office') return { offices: { $elemMatch: { id, name: { $ne: name } } } };
  const fresh = { [`${kind}.name`]: name, ...(rank !== undefined && { [`${kind}.rank`]: rank }) };
  return { [`${kind}.id`]: id, $nor: [fresh] };
}

/** A global admin holds all, whatever a group says; who has left, or is just being created, holds nothing. */
const affected = ({ groupId, except, elsewhere, reach }: AffectedMembers): Filter<StoredUser> => ({
  groups: groupId,
  _id: { $nin: except },
  globalAdmin: false,
  status: { $nin: ['pending', 'deactivated'] },
  $or: elsewhere.map((groups) => ({ groups: { $nin: groups } })),
  ...(reach && { $and: [within(reach)] }),
});
