import { type ApiKey, apiKeyPrefix, Fault, type NewApiKey, type Permission } from '@seatkeeper/contracts';
import type { StoredApiKey } from '../users/user-credentials.schema.js';
import type { StoredUser } from '../users/users.schema.js';

const DAY_MS = 86_400_000;

type Owner = Pick<StoredUser, 'type'>;

/** What the vendor allows. */
export interface KeyLimits {
  API_KEYS: number;
  API_KEY_DAYS: number;
}

/** The key as it may be seen. */
export const toApiKey = (key: StoredApiKey): ApiKey => ({
  id: key.id,
  prefix: apiKeyPrefix(key.id),
  name: key.name,
  scopes: key.scopes,
  createdAt: key.createdAt.toISOString(),
  createdBy: key.createdBy,
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
});

/** When a new key ends: the key of a person at the latest when the vendor says, that of a service user perhaps never. */
export function expiryOf(
  { type }: Owner,
  { expiresAt }: Pick<NewApiKey, 'expiresAt'>,
  { API_KEY_DAYS }: KeyLimits,
  now: Date,
): Date | undefined {
  if (expiresAt !== undefined) return new Date(expiresAt);
  return type === 'service' ? undefined : new Date(now.getTime() + API_KEY_DAYS * DAY_MS);
}

export function refuseExpiry(
  { type }: Owner,
  expiresAt: Date | undefined,
  { API_KEY_DAYS }: KeyLimits,
  now: Date,
): Fault | null {
  if (expiresAt === undefined) return null;
  if (expiresAt <= now) return invalid('expiresAt', 'Expected a time in the future');
  if (type === 'service' || expiresAt.getTime() <= now.getTime() + API_KEY_DAYS * DAY_MS) return null;
  return invalid('expiresAt', `The API key of a person works for ${API_KEY_DAYS} days at most`);
}

/** A key for what its user does not hold would begin to work on the day the user gets it. */
export function refuseScopes(scopes: readonly Permission[], held: readonly Permission[]): Fault | null {
  const errors = scopes.flatMap((scope, index) =>
    held.includes(scope)
      ? []
      : [{ path: `scopes[${index}]`, message: 'The user of the key does not hold this' }],
  );
  return errors.length > 0 ? new Fault('validation-failed', { errors }) : null;
}

/** Those that have expired make room for new ones. */
export const roomFor = (keys: readonly StoredApiKey[] | undefined, now: Date): StoredApiKey[] =>
  (keys ?? []).filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);

export const refuseMore = (living: readonly StoredApiKey[], { API_KEYS }: KeyLimits): Fault | null =>
  living.length < API_KEYS
    ? null
    : new Fault('too-many-keys', {
        detail: `A user may have ${API_KEYS} API keys. Revoke one that is no longer used.`,
        members: { limit: API_KEYS },
      });

/** Whether all that a key is for is among what somebody holds. */
export const isWithin = ({ scopes }: Pick<StoredApiKey, 'scopes'>, held: readonly Permission[]): boolean =>
  scopes.every((scope) => held.includes(scope));

const invalid = (path: string, message: string): Fault =>
  new Fault('validation-failed', { errors: [{ path, message }] });
