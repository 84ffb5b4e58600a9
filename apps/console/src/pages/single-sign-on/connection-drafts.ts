import type { Body } from '@seatkeeper/client';
import type { Connection } from './connection-queries.js';
import { KNOWN, type Provider } from './providers.js';

/** What a form holds of how a provider is reached. */
export interface ConnectionDraft {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Empty: the one before stays. */
  readonly clientSecret: string;
  readonly vouchesForAddresses: boolean;
}

/** A connection that is about to be made. */
export interface NewDraft extends ConnectionDraft {
  readonly provider: Provider;
  /** As they were typed. */
  readonly domains: string;
}

export const NEW_CONNECTION: NewDraft = {
  provider: 'other',
  name: '',
  issuer: '',
  clientId: '',
  clientSecret: '',
  vouchesForAddresses: false,
  domains: '',
};

/** What goes with a provider, in the place of what went with the one before; what somebody has typed stays. */
export function withProvider(draft: NewDraft, provider: Provider): NewDraft {
  const before = draft.provider === 'other' ? null : KNOWN[draft.provider];
  const next = provider === 'other' ? null : KNOWN[provider];
  const isTyped = (text: string, usual: string | undefined) => text !== '' && text !== usual;
  return {
    ...draft,
    provider,
    name: isTyped(draft.name, before?.name) ? draft.name : (next?.name ?? ''),
    // That of Google is the same for everybody.
    issuer: isTyped(draft.issuer, before?.issuer)
      ? draft.issuer
      : provider === 'google'
        ? KNOWN.google.issuer
        : '',
    vouchesForAddresses: next?.vouchesForAddresses ?? false,
  };
}

/** Domains as they are typed or pasted: by lines, blanks or commas, with or without what stands before an address's @. */
export const domainsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((each) => each.slice(each.lastIndexOf('@') + 1).toLowerCase())
      .filter((each) => each !== ''),
  ),
];

export const newConnectionOf = (draft: NewDraft): Body<'/v1/sso-connections', 'post'> => ({
  name: draft.name.trim(),
  issuer: draft.issuer.trim(),
  clientId: draft.clientId.trim(),
  clientSecret: draft.clientSecret,
  vouchesForAddresses: draft.vouchesForAddresses,
  domains: domainsIn(draft.domains),
});

export const draftOfConnection = (connection: Connection): ConnectionDraft => ({
  name: connection.name,
  issuer: connection.issuer,
  clientId: connection.clientId,
  clientSecret: '',
  vouchesForAddresses: connection.vouchesForAddresses,
});

/** What a save has to say of what was changed. */
export function connectionChanges({ clientSecret, vouchesForAddresses, ...texts }: Partial<ConnectionDraft>) {
  const trimmed = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.trim()]));
  return {
    ...trimmed,
    ...(clientSecret && { clientSecret }),
    ...(vouchesForAddresses !== undefined && { vouchesForAddresses }),
  };
}

/** What a form holds of who is let in for the first time. */
export interface NewcomersDraft {
  readonly isOpen: boolean;
  readonly products: readonly string[];
  readonly groups: readonly string[];
  readonly whenNoSeat: 'fail' | 'wait';
}

/** In one order: the same chosen in another is no change. */
export const draftOfNewcomers = ({ newcomers }: Connection): NewcomersDraft => ({
  isOpen: newcomers !== null,
  products: (newcomers?.products ?? []).toSorted(),
  groups: (newcomers?.groups ?? []).toSorted(),
  whenNoSeat: newcomers?.whenNoSeat ?? 'fail',
});

export const newcomersOf = ({ isOpen, products, groups, whenNoSeat }: NewcomersDraft) =>
  isOpen ? { products: [...products], groups: [...groups], whenNoSeat } : null;

export const provedOf = ({ domains }: Pick<Connection, 'domains'>) =>
  domains.filter(({ provedAt }) => provedAt !== null);

/** What is left to do until people can sign in by it, the first of it. */
export function stateOf(connection: Connection): 'enforced' | 'no-domain' | 'unproved' | 'ready' {
  if (connection.enforcement) return 'enforced';
  if (connection.domains.length === 0) return 'no-domain';
  return provedOf(connection).length === 0 ? 'unproved' : 'ready';
}
