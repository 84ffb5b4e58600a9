import type { Change, Permission } from '@seatkeeper/contracts';
import type { StoredApiKey } from './user-credentials.schema.js';
import type { StoredUser } from './users.schema.js';

type Holder = Pick<StoredUser, 'apiKeys'>;

/** The key of a user by its id, unless it has been revoked or has expired. */
export const livingKey = (holder: Holder, keyId: string, now: Date): StoredApiKey | undefined =>
  livingKeys(holder, now).find(({ id }) => id === keyId);

export const livingKeys = ({ apiKeys = [] }: Holder, now: Date): StoredApiKey[] =>
  apiKeys.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);

/** What can be done through a key: what it is for, as far as its user holds it. */
export const throughKey = (held: readonly Permission[], key: StoredApiKey | undefined): Permission[] =>
  held.filter((permission) => key?.scopes.includes(permission));

/** How the history tells that a user's keys ended with the user's access; nothing where there were none. */
export const endedKeys = ({ apiKeys = [] }: Holder): Change[] =>
  apiKeys.length > 0 ? [{ field: 'apiKeys', before: apiKeys.map(({ id }) => id), after: [] }] : [];
