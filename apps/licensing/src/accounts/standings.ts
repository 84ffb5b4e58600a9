import {
  type AccountStanding,
  AccountStanding as standings,
  type OperatedAccount,
} from '@seatkeeper/contracts';
import { plain, searchTerms } from '@seatkeeper/text';
import type { KnownAccount } from './accounts.schema.js';

/** The field that says of an account that it stands so: each has an index of those that have it, in the order of their names. */
export const FIELD_OF = {
  trial: 'trial',
  'over-allocated': 'overAllocatedSince',
  overdue: 'firstDueAt',
  frozen: 'frozenSince',
  suspended: 'suspendedSince',
} as const satisfies Record<AccountStanding, keyof KnownAccount>;

/** What identity says of an account, and which version of it. */
export interface ToldAccount {
  name: string;
  timeZone: string;
  version: number;
}

/** Which accounts are looked for. */
export interface AccountQuery {
  text?: string | undefined;
  standing?: AccountStanding | undefined;
}

/** What an account is sorted and found by. */
export const namesOf = (slug: string, name: string | undefined): { nameKey: string; search: string[] } => ({
  nameKey: plain(name ?? slug),
  search: searchTerms(name ?? '', slug),
});

/** Null when a newer version has told, or this one, unless its name is asked for. */
export function hear(
  { slug, name: known, toldVersion = 0 }: KnownAccount,
  { name, timeZone, version }: ToldAccount,
): { update: { set: Partial<KnownAccount>; unset: string[] } } | null {
  if (version < toldVersion || (version === toldVersion && known !== undefined)) return null;
  const set = { name, ...namesOf(slug, name), timeZone, toldVersion: version };
  return { update: { set, unset: ['unnamed'] } };
}

/** The order of a list: by name, unless it says otherwise. */
export const orderOf = (sort = 'name'): [field: string, direction: 1 | -1][] =>
  sort
    .split(',')
    .map((part) => [/^-?name$/.test(part) ? 'nameKey' : 'openedAt', part.startsWith('-') ? -1 : 1]);

/** How an account stands at a moment: only that an invoice has become overdue comes by itself. */
export const standingOf = (account: KnownAccount, now: Date): AccountStanding[] =>
  standings.options.filter((standing) =>
    standing === 'overdue'
      ? account.firstDueAt !== undefined && account.firstDueAt <= now
      : account[FIELD_OF[standing]] !== undefined,
  );

export function toOperatedAccount(account: KnownAccount, now: Date): OperatedAccount {
  const { _id: id, slug, name, openedAt, billedBy } = account;
  const { overAllocatedSince, firstDueAt, frozenSince, freezesAt, suspendedSince } = account;
  const standing = standingOf(account, now);
  return {
    id,
    slug,
    ...(name !== undefined && { name }),
    openedAt: openedAt.toISOString(),
    ...(billedBy && { billedBy }),
    standing,
    ...(overAllocatedSince && { overAllocatedSince: overAllocatedSince.toISOString() }),
    ...(firstDueAt && standing.includes('overdue') && { overdueSince: firstDueAt.toISOString() }),
    ...(frozenSince && { frozenSince: frozenSince.toISOString() }),
    ...(freezesAt && { freezesAt: freezesAt.toISOString() }),
    ...(suspendedSince && { suspendedSince: suspendedSince.toISOString() }),
  };
}
