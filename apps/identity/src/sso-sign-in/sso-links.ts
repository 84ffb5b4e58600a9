import { type Change, Fault } from '@seatkeeper/contracts';
import { derivedId } from '@seatkeeper/service';
import type { StoredSsoConnection } from '../accounts/sso.schema.js';
import type { StoredSsoLink } from '../users/user-credentials.schema.js';
import type { StoredUser } from '../users/users.schema.js';

/**
 * As whom a provider knows somebody. Issuer and client are part of it: with another of them the same `sub` may be somebody
 * else.
 */
export function ssoLink(
  { id: connectionId, issuer, clientId }: Pick<StoredSsoConnection, 'id' | 'issuer' | 'clientId'>,
  subject: string,
  linkedAt: Date,
): StoredSsoLink {
  const provider = derivedId('idp', connectionId, issuer, clientId);
  return { id: derivedId('ssl', provider, subject), provider, connectionId, linkedAt };
}

/** The links of a user with another one; null when it is there. Refuses a second identity of the same provider. */
export function linkedWith(
  { ssoLinks = [] }: Pick<StoredUser, 'ssoLinks'>,
  link: StoredSsoLink,
): StoredSsoLink[] | null {
  if (ssoLinks.some(({ id }) => id === link.id)) return null;
  if (ssoLinks.some(({ provider }) => provider === link.provider))
    throw new Fault('sso-user-unknown', {
      detail:
        'Whoever has this address is known by another identity at the provider. If it is the same person, an administrator forgets ' +
        'the earlier one: DELETE /v1/users/{id}/sso-links.',
      members: { reason: 'other-identity' },
    });
  return [...ssoLinks, link];
}

/** For the history of the user. */
export const linkChange = ({ name }: Pick<StoredSsoConnection, 'name'>): Change => ({
  field: 'singleSignOn',
  before: null,
  after: name,
});
