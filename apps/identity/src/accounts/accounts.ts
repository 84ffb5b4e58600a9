import { type Account, type AccountChanges, type Change, Fault, Policies } from '@seatkeeper/contracts';
import type { z } from 'zod';
import { changedFields } from '../history/changed-fields.js';
import type { StoredAccount } from './accounts.schema.js';

/** What holds in an account: as it decided, else as usual. */
export const policiesOf = ({ policies = {} }: Pick<StoredAccount, 'policies'>): Policies =>
  Policies.parse(policies);

/** The account as the API shows it. */
export const toAccount = (stored: StoredAccount): Account => ({
  id: stored._id,
  name: stored.name,
  slug: stored.slug,
  locale: stored.locale,
  timeZone: stored.timeZone,
  policies: policiesOf(stored),
  createdAt: stored.createdAt.toISOString(),
  addressConfirmed: isConfirmed(stored),
  ...(stored.parentId !== undefined && { parentId: stored.parentId }),
  version: stored.version,
});

/** What a request to change an account really changes, field by field. */
export function accountChanges(stored: StoredAccount, wanted: z.output<typeof AccountChanges>): Change[] {
  const { name, locale, timeZone } = stored;
  const was = { name, locale, timeZone, policies: policiesOf(stored) };
  const is = { ...was, ...given(wanted), policies: { ...was.policies, ...given(wanted.policies ?? {}) } };
  return changedFields(was, is);
}

const given = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

/** Whether the plan of the digest follows from what was changed: then it is made anew. */
export const movesDigest = (
  before: Pick<StoredAccount, 'timeZone' | 'policies'>,
  after: Pick<StoredAccount, 'timeZone' | 'policies'>,
): boolean => before.timeZone !== after.timeZone || policiesOf(before).digest !== policiesOf(after).digest;

export const isConfirmed = ({ confirmation }: Pick<StoredAccount, 'confirmation'>): boolean =>
  confirmation === undefined || confirmation.confirmedAt !== undefined;

/** Nobody gets a mail from an account of which nobody has shown that its own address is theirs. */
export function refuseUnconfirmed(account: Pick<StoredAccount, 'confirmation'>): Fault | null {
  if (isConfirmed(account)) return null;
  const sentTo = account.confirmation?.sentTo;
  return new Fault('address-not-confirmed', {
    detail:
      `Confirm your address first: open the link in the mail to ${sentTo}. ` +
      'POST /v1/account/confirmation sends it again. Until then nobody can be invited.',
    members: { sentTo },
  });
}
