import { Fault, type UserChanges } from '@seatkeeper/contracts';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { WithUnits } from '../users/unit-references.js';
import type { UserPatch } from '../users/user-changes.js';
import type { StoredUser } from '../users/users.schema.js';

export type Changes = WithUnits<z.output<typeof UserChanges>>;

const FIELDS = [
  'username',
  'firstName',
  'lastName',
  'email',
  'title',
  'offices',
  'department',
  'seniority',
  'reportsTo',
  'products',
  'groups',
  'globalAdmin',
  'visibility',
  'externalId',
  'locale',
] as const;
const MAPS = ['phones', 'address', 'customFields'] as const;

type Field = (typeof FIELDS)[number] | (typeof MAPS)[number];
/** Null takes an external id away; everything else has a value. */
export type ChangedFields = Partial<Pick<StoredUser, Exclude<Field, 'externalId'>>> & {
  externalId?: string | null;
};

/** What a merge patch makes of a user: only fields that come out different, with their new values (RFC 7396). */
export function changedFields(user: StoredUser, changes: Changes): ChangedFields {
  const wanted: Record<string, unknown> = {};
  for (const field of FIELDS) if (changes[field] !== undefined) wanted[field] = changes[field];
  for (const field of MAPS) {
    const patch = changes[field];
    if (patch !== undefined) wanted[field] = patch === null ? {} : merged(user[field], patch);
  }
  // The e-mail address is the username unless somebody said otherwise, so it goes along.
  if (changes.username !== undefined && changes.email === undefined && user.email === user.username)
    wanted['email'] = changes.username;
  const stored: Record<string, unknown> = { visibility: 'everyone', externalId: null, ...user };
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => !isDeepStrictEqual(stored[field], value)),
  );
}

/** The same as it is written. */
export function patchOf({ externalId, ...set }: ChangedFields): Pick<UserPatch, 'set' | 'unset'> {
  if (externalId === null) return { set, unset: ['externalId'] };
  return { set: externalId === undefined ? set : { ...set, externalId } };
}

function merged(target: object, patch: object): Record<string, unknown> {
  const entries = new Map<string, unknown>(Object.entries(target));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) entries.delete(name);
    else if (value !== undefined) entries.set(name, value);
  }
  return Object.fromEntries(entries);
}

/** The history of one person must not pass to another under cover of a correction. */
export function refuseRename(changed: ChangedFields, isCorrection: boolean): Fault | null {
  const renamesPerson = changed.firstName !== undefined || changed.lastName !== undefined;
  if (isCorrection || changed.username === undefined || !renamesPerson) return null;
  return new Fault(
    'rename-is-not-replace',
    'A new username and a new name together are another person: replace the user, so that each keeps an own ' +
      'history. A global admin can confirm a genuine correction with `correction: true`.',
  );
}
