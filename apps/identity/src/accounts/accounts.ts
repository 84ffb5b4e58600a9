import { type Account, type AccountChanges, type Change, Fault } from '@seatkeeper/contracts';
import type { z } from 'zod';
import type { StoredAccount } from './accounts.schema.js';

/** The account as the API shows it. */
export const toAccount = (stored: StoredAccount): Account => ({
  id: stored._id,
  name: stored.name,
  slug: stored.slug,
  locale: stored.locale,
  timeZone: stored.timeZone,
  createdAt: stored.createdAt.toISOString(),
  addressConfirmed: isConfirmed(stored),
  version: stored.version,
});

/** What a request to change an account really changes, field by field. */
export function accountChanges(stored: StoredAccount, wanted: z.output<typeof AccountChanges>): Change[] {
  const fields = ['name', 'locale', 'timeZone'] as const;
  return fields
    .filter((field) => wanted[field] !== undefined && wanted[field] !== stored[field])
    .map((field) => ({ field, before: stored[field], after: wanted[field] }));
}

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
