import type { Filter } from '@seatkeeper/mongo';
import { allWordsIn } from '@seatkeeper/text';
import { customKeyField } from './custom-keys.js';
import type { Reach } from './reaches.js';
import type { UserQuery } from './user-lists.js';
import type { StoredUser } from './users.schema.js';

const DAY_MS = 86_400_000;

/** Who is asked for at this moment. Users who are just being created are not shown unless asked for. */
export function matching(query: UserQuery, now: Date): Filter<StoredUser> {
  const { groups, ...others } = query.anyOf;
  const filter: Record<string, unknown> = {
    // Who is just being created has no custom fields that could be found.
    ...(!query.custom && { status: { $ne: 'pending' } }),
    ...ofCustom(query.custom),
    ...ofDays(query, now),
    ...inGroups(groups, query),
  };
  for (const [field, values] of Object.entries(others)) filter[field] = { $in: values };
  // Beside the rest, which may speak of the same fields.
  const conditions = [
    ...(allWordsIn('search', query.text).$and ?? []),
    ...(query.within ? [within(query.within)] : []),
  ];
  return { ...filter, ...(conditions.length > 0 && { $and: conditions }) };
}

const ofCustom = (custom: UserQuery['custom'] = {}): Filter<StoredUser> =>
  Object.fromEntries(
    Object.entries(custom).map(([key, { any, from, to }]) => [
      customKeyField(key),
      {
        ...(any && { $in: any }),
        ...(from !== undefined && { $gte: from }),
        ...(to !== undefined && { $lte: to }),
      },
    ]),
  );

/** Global admins are in the group that every account has for them, so they are in one. */
function inGroups(
  groups: readonly string[] | undefined,
  { orGroupless, orGlobalAdmins }: UserQuery,
): Filter<StoredUser> {
  const ways: Filter<StoredUser>[] = [
    ...(groups && groups.length > 0 ? [{ groups: { $in: groups } }] : []),
    // Who is in none has an empty list of them, which is a value like others.
    ...(orGroupless ? [{ groups: { $in: [[]] as unknown as string[] }, globalAdmin: false }] : []),
    ...(orGlobalAdmins ? [admins] : []),
  ];
  const [only, ...others] = ways;
  if (others.length > 0) return { $or: ways };
  return only ?? (groups ? { groups: { $in: [] } } : {});
}

/** Whether the filter of the query is another one at another moment: pages of one list are then known by the query. */
export const countsDays = ({ idleDays, invitationEndsInDays, joinsInDays }: UserQuery): boolean =>
  [idleDays, invitationEndsInDays, joinsInDays].some((days) => days !== undefined);

/** Who was never active counts as idle for ever. */
function ofDays(
  { idleDays, invitationEndsInDays, joinsInDays }: UserQuery,
  now: Date,
): Record<string, unknown> {
  const day = (days: number) => new Date(now.getTime() + days * DAY_MS);
  return {
    ...(idleDays !== undefined && { 'sortKeys.lastActiveAt': { $lt: day(-idleDays) } }),
    ...(invitationEndsInDays !== undefined && {
      'invitation.id': { $exists: true },
      'invitation.state': 'open',
      'invitation.expiresAt': { $lt: day(invitationEndsInDays) },
    }),
    // By the day as it was planned, wherever it begins first: it is asked for in whole days.
    ...(joinsInDays !== undefined && {
      'arrival.on': { $exists: true, $lte: day(joinsInDays).toISOString().slice(0, 10) },
    }),
  };
}

/** Nobody but whom somebody reaches. Each way there is an index of its own. */
export function within({ ids, groups, reportsTo }: Reach): Filter<StoredUser> {
  const ways: Filter<StoredUser>[] = [
    ...(ids.length > 0 ? [{ _id: { $in: ids } }] : []),
    ...(groups.length > 0 ? [{ groups: { $in: groups } }] : []),
    ...(reportsTo.length > 0 ? [{ reportsTo: { $in: reportsTo } }] : []),
  ];
  const [only = { _id: { $in: [] } }, ...others] = ways;
  return others.length > 0 ? { $or: ways } : only;
}

export const admins = { globalAdmin: true };
