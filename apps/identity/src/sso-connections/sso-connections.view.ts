import { DOMAIN_RECORD, type SsoConnection } from '@seatkeeper/contracts';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { connectionOf } from './sso-connections.js';

export const signInUrlOf = ({ slug }: Pick<StoredAccount, 'slug'>, publicUrl: string): string =>
  `${publicUrl}/v1/auth/sso/${slug}`;
/** One of its own for each account: an answer meant for one is never taken for that of another. */
export const redirectUriOf = (account: Pick<StoredAccount, 'slug'>, publicUrl: string): string =>
  `${signInUrlOf(account, publicUrl)}/callback`;

export const recordOf = (domain: string): string => `${DOMAIN_RECORD}.${domain}`;

/** What is shown of a connection: each field is named, and the secret is none of them. Rejects with `not-found`. */
export function toSsoConnection(
  account: StoredAccount,
  connectionId: string,
  publicUrl: string,
): SsoConnection {
  const stored = connectionOf(account, connectionId);
  const { ssoEnforcement } = account;
  const enforced = ssoEnforcement?.connectionId === stored.id ? ssoEnforcement : null;
  return {
    id: stored.id,
    name: stored.name,
    issuer: stored.issuer,
    clientId: stored.clientId,
    domains: stored.domains.map(({ name, value, provedAt, lastCheck }) => ({
      name,
      record: recordOf(name),
      value,
      provedAt: provedAt?.toISOString() ?? null,
      lastCheck: lastCheck
        ? { at: lastCheck.at.toISOString(), found: lastCheck.found, texts: [...lastCheck.texts] }
        : null,
    })),
    vouchesForAddresses: stored.vouchesForAddresses,
    newcomers: stored.newcomers && {
      products: [...stored.newcomers.products],
      groups: [...stored.newcomers.groups],
      whenNoSeat: stored.newcomers.whenNoSeat,
    },
    enforcement: enforced && { exempt: [...enforced.exempt], since: enforced.since.toISOString() },
    redirectUri: redirectUriOf(account, publicUrl),
    signInUrl: signInUrlOf(account, publicUrl),
    createdAt: stored.createdAt.toISOString(),
    updatedAt: stored.updatedAt.toISOString(),
    version: stored.version,
  };
}
