import {
  type Change,
  Fault,
  MOST_SSO_CONNECTIONS,
  type NewSsoConnection,
  type SsoConnectionChanges,
} from '@seatkeeper/contracts';
import type { z } from 'zod';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import type { StoredSsoConnection, StoredSsoDomain } from '../accounts/sso.schema.js';
import { changedFields } from '../history/changed-fields.js';

type Connections = readonly StoredSsoConnection[];
type Given = z.output<typeof NewSsoConnection>;
type Wanted = z.output<typeof SsoConnectionChanges>;
/** Makes what a domain has to show. */
type NewValue = () => string;

export const invalid = (path: string, message: string): Fault =>
  new Fault('validation-failed', { errors: [{ path, message }] });

/** Rejects with `not-found`. */
export function connectionOf(
  { ssoConnections = [] }: Pick<StoredAccount, 'ssoConnections'>,
  connectionId: string,
): StoredSsoConnection {
  const connection = ssoConnections.find(({ id }) => id === connectionId);
  if (!connection) throw Fault.notFound('connection');
  return connection;
}

export function refuseMore(connections: Connections): Fault | null {
  if (connections.length < MOST_SSO_CONNECTIONS) return null;
  return new Fault('too-many-connections', {
    detail: `An account has at most ${MOST_SSO_CONNECTIONS} connections: delete one first.`,
    members: { most: MOST_SSO_CONNECTIONS },
  });
}

/** Without https anybody on the way could answer in the place of the provider. */
export const refuseIssuer = (issuer: string, plainHttp: boolean): Fault | null =>
  plainHttp || issuer.startsWith('https:')
    ? null
    : invalid('issuer', 'Expected an address that begins with https://');

/** A domain shows one text, and its people come from one provider. */
export function refuseDomains(
  connections: Connections,
  connectionId: string,
  domains: readonly string[] = [],
): Fault | null {
  for (const [index, domain] of domains.entries()) {
    const other = connections.find(
      ({ id, domains: theirs }) => id !== connectionId && theirs.some(({ name }) => name === domain),
    );
    if (other) return invalid(`domains[${index}]`, `The connection ${other.name} has this domain`);
  }
  return null;
}

export const newConnection = (
  id: string,
  given: Given,
  { sealedSecret, value, now }: { sealedSecret: string; value: NewValue; now: Date },
): StoredSsoConnection => ({
  id,
  name: given.name,
  issuer: given.issuer,
  clientId: given.clientId,
  sealedSecret,
  domains: domainsFrom([], given.domains, value),
  vouchesForAddresses: given.vouchesForAddresses,
  newcomers: given.newcomers,
  createdAt: now,
  updatedAt: now,
  version: 1,
});

/** Those that are kept stay proved, and those that come have to be. */
const domainsFrom = (
  before: readonly StoredSsoDomain[],
  names: readonly string[],
  value: NewValue,
): StoredSsoDomain[] =>
  names.map((name) => before.find((domain) => domain.name === name) ?? { name, value: value() });

/** A connection after a change; the secret is sealed anew by who knows how. */
export function changedConnection(
  before: StoredSsoConnection,
  wanted: Wanted,
  { sealedSecret, value }: { sealedSecret: string | undefined; value: NewValue },
): StoredSsoConnection {
  const { name, issuer, clientId, domains, vouchesForAddresses, newcomers } = wanted;
  return {
    ...before,
    ...(name !== undefined && { name }),
    ...(issuer !== undefined && { issuer }),
    ...(clientId !== undefined && { clientId }),
    ...(sealedSecret !== undefined && { sealedSecret }),
    ...(domains && { domains: domainsFrom(before.domains, domains, value) }),
    ...(vouchesForAddresses !== undefined && { vouchesForAddresses }),
    ...(newcomers !== undefined && { newcomers }),
  };
}

/** What the history tells of a change. That a secret changed is told, and nothing of it. */
export function connectionChanges(before: StoredSsoConnection, after: StoredSsoConnection): Change[] {
  const changes = changedFields(told(before), told(after));
  if (before.sealedSecret !== after.sealedSecret)
    changes.push({ field: 'clientSecret', before: null, after: null });
  return changes;
}

const told = ({ name, issuer, clientId, domains, vouchesForAddresses, newcomers }: StoredSsoConnection) => ({
  name,
  issuer,
  clientId,
  domains: domains.map((domain) => domain.name),
  provedDomains: provedNames(domains),
  vouchesForAddresses,
  newcomers,
});

const provedNames = (domains: readonly StoredSsoDomain[]): string[] =>
  domains.filter(({ provedAt }) => provedAt !== undefined).map(({ name }) => name);

/** All connections, one of them as it is from now on. */
export const withChanged = (connections: Connections, changed: StoredSsoConnection): StoredSsoConnection[] =>
  connections.map((each) => (each.id === changed.id ? changed : each));

/** What a write of an account's connections sets, or takes away: what a unique index looks at follows from them. */
export function storedAs(connections: StoredSsoConnection[]): {
  set: Partial<StoredAccount>;
  unset: ('ssoConnections' | 'provedDomains')[];
} {
  const proved = connections.flatMap(({ domains }) => provedNames(domains));
  return {
    set: {
      ...(connections.length > 0 && { ssoConnections: connections }),
      ...(proved.length > 0 && { provedDomains: proved }),
    },
    unset: [
      ...(connections.length > 0 ? [] : (['ssoConnections'] as const)),
      ...(proved.length > 0 ? [] : (['provedDomains'] as const)),
    ],
  };
}
