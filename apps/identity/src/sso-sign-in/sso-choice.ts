import type { StoredAccount } from '../accounts/accounts.schema.js';
import type { StoredSsoConnection } from '../accounts/sso.schema.js';

/** By which connection somebody signs in: the one that is named, else that of the domain of their address, else the oldest. */
export function connectionFor(
  { ssoConnections = [] }: Pick<StoredAccount, 'ssoConnections'>,
  { connectionId, loginHint }: { connectionId?: string | undefined; loginHint?: string | undefined },
): StoredSsoConnection | undefined {
  if (connectionId !== undefined) return ssoConnections.find(({ id }) => id === connectionId);
  const domain = loginHint?.split('@')[1]?.toLowerCase();
  const ofDomain = ssoConnections.find(({ domains }) => domains.some(({ name }) => name === domain));
  return ofDomain ?? ssoConnections[0];
}
