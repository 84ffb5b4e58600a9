import type { Actor, Locale, NewUser } from '@seatkeeper/contracts';
import type { z } from 'zod';
import { customKeysOf } from './custom-keys.js';
import { namesOf } from './lookalikes.js';
import { searchTerms, sortKeysOf } from './search-terms.js';
import type { WithUnits } from './unit-references.js';
import { invitedAt } from './users.js';
import type { StoredUser } from './users.schema.js';

/** What a user has access to unless something else is said. */
const DEFAULT_PRODUCTS = ['core'];

type Given = Pick<z.output<typeof NewUser>, 'username' | 'firstName' | 'lastName'> &
  WithUnits<Partial<z.output<typeof NewUser>>>;

/** The first document of a user; `status` is `pending` for who still has to get seats. */
export function newUser(
  given: Given,
  where: {
    userId: string;
    accountId: string;
    locale: Locale;
    by: Actor;
    now: Date;
    status: StoredUser['status'];
  },
): Omit<StoredUser, 'version'> {
  const named = {
    username: given.username,
    firstName: given.firstName,
    lastName: given.lastName,
    email: given.email ?? given.username,
    title: given.title ?? null,
    department: given.department ?? null,
    seniority: given.seniority ?? null,
  };
  const standing = { type: given.type ?? ('standard' as const), status: where.status };
  const address = invitedAt({ ...standing, email: named.email });
  const customFields = given.customFields ?? {};
  const customKeys = customKeysOf({ status: where.status, customFields });
  return {
    ...named,
    ...standing,
    ...(address !== undefined && { invitedAt: address }),
    names: namesOf(given.username),
    _id: where.userId,
    accountId: where.accountId,
    phones: given.phones ?? {},
    address: given.address ?? {},
    offices: given.offices ?? [],
    reportsTo: given.reportsTo ?? null,
    products: given.products ?? DEFAULT_PRODUCTS,
    groups: given.groups ?? [],
    globalAdmin: given.globalAdmin ?? false,
    ...(given.visibility !== undefined && { visibility: given.visibility }),
    ...(given.externalId && { externalId: given.externalId }),
    customFields,
    ...(customKeys && { customKeys }),
    locale: given.locale ?? where.locale,
    mustChangePassword: false,
    sessionEpoch: 1,
    invitedBy: where.by,
    pastInvitations: [],
    search: searchTerms(named),
    sortKeys: sortKeysOf(named),
    createdAt: where.now,
    updatedAt: where.now,
  };
}
