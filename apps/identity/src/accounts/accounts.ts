import type { Account, AccountChanges, Change } from '@seatkeeper/contracts';
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
  version: stored.version,
});

/** What a request to change an account really changes, field by field. */
export function accountChanges(stored: StoredAccount, wanted: z.output<typeof AccountChanges>): Change[] {
  const fields = ['name', 'locale', 'timeZone'] as const;
  return fields
    .filter((field) => wanted[field] !== undefined && wanted[field] !== stored[field])
    .map((field) => ({ field, before: stored[field], after: wanted[field] }));
}
