import type { Answer } from '@seatkeeper/client';
import type { Permission } from '../../api/me.js';
import { endOfDay, isDay } from '../../design/days.js';
import type { Person } from '../people/person-acts.js';

export type ApiKey = Answer<'/v1/users/{id}/api-keys', 'get'>['items'][number];

export type KeyRefusal =
  | { readonly why: 'person' }
  | { readonly why: 'status' }
  | { readonly why: 'permission'; readonly permission: Permission };

/** Why somebody cannot make a key for a person now: people make their own, service users are given theirs. */
export function refuseNewKey(
  person: Pick<Person, 'id' | 'type' | 'status'>,
  me: { readonly id: string; readonly permissions: readonly Permission[] },
): KeyRefusal | null {
  const isOwn = person.id === me.id;
  if (!isOwn && person.type === 'standard') return { why: 'person' };
  if (!isOwn && !me.permissions.includes('users.credentials'))
    return { why: 'permission', permission: 'users.credentials' };
  return person.status === 'active' ? null : { why: 'status' };
}

/** What a key can be given: what its user can do, and who makes it. */
export const scopesFor = (own: readonly Permission[], theirs: readonly Permission[]): readonly Permission[] =>
  own.filter((permission) => theirs.includes(permission));

interface KeyWish {
  readonly name: string;
  readonly scopes: readonly Permission[];
  /** The last day, as a `TimeField` gives it. */
  readonly day: string;
}

/** What is missing in a wish for a key, by the name of its text; null where nothing is. */
export function refuseKeyWish({ name, scopes, day }: KeyWish, today: string) {
  if (name.trim() === '') return 'person.key.noName';
  if (scopes.length === 0) return 'person.key.noScope';
  return day === '' || (isDay(day) && day >= today) ? null : 'person.key.noDay';
}

/** As the API takes it: it lasts to the end of its last day, where the account is. */
export const keyBody = ({ name, scopes, day }: KeyWish, timeZone: string) => ({
  name: name.trim(),
  scopes: [...scopes],
  ...(day !== '' && { expiresAt: endOfDay(day, timeZone) }),
});

export const hasEnded = ({ expiresAt }: Pick<ApiKey, 'expiresAt'>, now: number): boolean =>
  expiresAt !== null && Date.parse(expiresAt) <= now;
