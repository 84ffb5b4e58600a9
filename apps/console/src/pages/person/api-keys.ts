import type { Answer } from '@seatkeeper/client';
import type { Permission } from '../../api/me.js';
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

/** The end of a day, where the device is, as the API takes it; nothing where no day was chosen. */
export function endOfDay(day: string): string | undefined {
  const end = new Date(`${day}T23:59:59`);
  return day === '' || Number.isNaN(end.getTime()) ? undefined : end.toISOString();
}

export const hasEnded = ({ expiresAt }: Pick<ApiKey, 'expiresAt'>, now: number): boolean =>
  expiresAt !== null && Date.parse(expiresAt) <= now;
