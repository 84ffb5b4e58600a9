import { type Change, Fault } from '@seatkeeper/contracts';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import type { SsoEnforcement, StoredSsoConnection } from '../accounts/sso.schema.js';
import { changedFields } from '../history/changed-fields.js';
import type { StoredUser } from '../users/users.schema.js';
import { invalid } from './sso-connections.js';

const PATH = 'enforcement.exempt';

/** Refuses to count on somebody who could not sign in with a password. Passing is no promise: the account's list decides. */
export function refuseExempt(exempt: readonly string[], users: readonly (StoredUser | null)[]): Fault | null {
  for (const [index] of exempt.entries()) {
    const user = users[index];
    const path = `${PATH}[${index}]`;
    if (!user) return invalid(path, 'There is no user with this id');
    const name = `${user.firstName} ${user.lastName}`;
    if (!user.globalAdmin || user.status !== 'active')
      return invalid(path, `${name} is no active global admin`);
    if (user.passwordHash === undefined) return invalid(path, `${name} has no password to sign in with`);
  }
  return null;
}

/** Refuses to leave nobody who can sign in when the provider is away, or to close the door before there is another. */
export function refuseEnforcement(
  { globalAdmins }: Pick<StoredAccount, 'globalAdmins'>,
  { domains }: Pick<StoredSsoConnection, 'domains'>,
  exempt: readonly string[],
): Fault | null {
  if (!domains.some(({ provedAt }) => provedAt !== undefined))
    return invalid('enforcement', 'Prove a domain first: nobody could sign in by this connection yet');
  if (exempt.some((id) => globalAdmins.includes(id))) return null;
  return new Fault(
    'last-global-admin',
    'None of those named is an active global admin: nobody could sign in while the provider is away.',
  );
}

/** What becomes of the enforcement with a change of a connection; undefined is none. */
export function enforcementAfter(
  before: SsoEnforcement | undefined,
  connectionId: string,
  wanted: { exempt: string[] } | null | undefined,
  now: Date,
): SsoEnforcement | undefined {
  if (wanted === undefined) return before;
  const isOfThis = before?.connectionId === connectionId;
  if (wanted === null) return isOfThis ? undefined : before;
  return { connectionId, exempt: wanted.exempt, since: isOfThis ? before.since : now };
}

export function enforcementChanges(
  before: SsoEnforcement | undefined,
  after: SsoEnforcement | undefined,
  connectionId: string,
): Change[] {
  const told = (given: SsoEnforcement | undefined) => ({
    enforcement: given?.connectionId === connectionId ? given.exempt : null,
  });
  return changedFields(told(before), told(after));
}

/** The connection that was enforced until another one is, if so: it changes as well. */
export const noLongerEnforced = (
  connections: readonly StoredSsoConnection[],
  before: SsoEnforcement | undefined,
  after: SsoEnforcement | undefined,
  changed: string,
): StoredSsoConnection | undefined =>
  before && before.connectionId !== changed && before.connectionId !== after?.connectionId
    ? connections.find(({ id }) => id === before.connectionId)
    : undefined;
