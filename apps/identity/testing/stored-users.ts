import { newId } from '@seatkeeper/service';
import { randomUUID } from 'node:crypto';
import type { StoredAccount } from '../src/accounts/accounts.schema.js';
import { customKeysOf } from '../src/users/custom-keys.js';
import { searchTerms, sortKeysOf } from '../src/users/search-terms.js';
import { placeAt } from '../src/users/waiting-places.js';
import type { StoredUser } from '../src/users/users.schema.js';

/** An account as it lies in the database, for tests that do not need to sign up. */
export function storedAccount(given: Partial<StoredAccount> = {}): Omit<StoredAccount, 'version'> {
  const _id = given._id ?? newId('acc');
  return {
    slug: `firm-${randomUUID()}`,
    name: 'Harbour Lane',
    locale: 'en',
    timeZone: 'UTC',
    globalAdmins: [],
    createdAt: new Date(),
    reconcileAt: new Date(),
    ...given,
    _id,
    accountId: _id,
  };
}

/** An active user as it lies in the database, for tests that need neither seat nor invitation. */
export function storedUser(given: Partial<StoredUser> & { accountId: string }): Omit<StoredUser, 'version'> {
  const now = new Date();
  const username = given.username ?? `${randomUUID()}@firm.example`;
  const user = {
    _id: newId('usr'),
    username,
    names: [username],
    type: 'standard' as const,
    status: 'active' as const,
    firstName: 'Ada',
    lastName: 'Quill',
    email: username,
    title: null,
    phones: {},
    address: {},
    offices: [],
    department: null,
    seniority: null,
    reportsTo: null,
    products: ['core'],
    groups: [],
    globalAdmin: false,
    customFields: {},
    locale: 'en' as const,
    mustChangePassword: false,
    sessionEpoch: 0,
    invitedBy: { type: 'system' as const, id: 'test' },
    pastInvitations: [],
    createdAt: now,
    updatedAt: now,
    ...given,
  };
  const customKeys = customKeysOf(user);
  const waitingPlace = user.waitingSince && placeAt(user.waitingSince, user._id);
  return {
    ...user,
    ...(customKeys && { customKeys }),
    ...(waitingPlace && { waitingPlace }),
    search: searchTerms(user),
    sortKeys: sortKeysOf(user),
  };
}
