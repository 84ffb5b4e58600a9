import { type NewSsoConnection, PersonName, Username } from '@seatkeeper/contracts';
import { domainToASCII } from 'node:url';
import type { z } from 'zod';
import type { StoredSsoConnection } from '../accounts/sso.schema.js';

type Connection = Pick<StoredSsoConnection, 'issuer' | 'domains'> &
  Pick<z.output<typeof NewSsoConnection>, 'vouchesForAddresses'>;

/** What is looked at of what a provider vouches for; all of it but `sub` is whatever the provider lets people write. */
export interface Claims {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

/** By which address somebody is known here, or why by none. */
export type KnownAddress =
  | { address: string }
  | { refused: 'no-address' | 'address-not-verified' | 'domain-not-proved' | 'not-of-the-firm' };

/** Anybody has an account there: an address may be of the firm, and its account of somebody who has left. */
const SHARED_WITH_STRANGERS = 'https://accounts.google.com';

/**
 * The address counts if the provider calls it verified and its domain is proved to be the account's. A provider without
 * strangers may be trusted when it says nothing of the first; one that says no never is.
 */
export function knownAddress(claims: Claims, connection: Connection): KnownAddress {
  const address = addressOf(claims, connection);
  if (address === null) return { refused: 'no-address' };
  if (!isVerified(claims['email_verified'], connection)) return { refused: 'address-not-verified' };
  const domain = domainToASCII(address.slice(address.lastIndexOf('@') + 1));
  const proved = connection.domains.some(({ name, provedAt }) => name === domain && provedAt !== undefined);
  if (!proved) return { refused: 'domain-not-proved' };
  const isOfFirm = connection.issuer !== SHARED_WITH_STRANGERS || claims['hd'] === domain;
  return isOfFirm ? { address } : { refused: 'not-of-the-firm' };
}

/** Entra ID leaves `email` out of who has no mailbox; the name to sign in with is of a domain of the tenant then. */
function addressOf(claims: Claims, { vouchesForAddresses }: Connection): string | null {
  const said = claims['email'] ?? (vouchesForAddresses ? claims['preferred_username'] : undefined);
  const read = Username.safeParse(said);
  return read.success ? read.data : null;
}

/** Some say it as a text. */
function isVerified(said: unknown, { vouchesForAddresses }: Connection): boolean {
  if (said === undefined || said === null) return vouchesForAddresses;
  return said === true || said === 'true';
}

/** What somebody new is called: as the provider says, or after their address. */
export function namesOf(claims: Claims, address: string): { firstName: string; lastName: string } {
  const [before = address] = address.split('@');
  const whole = nameFrom(claims['name'])?.split(' ') ?? [];
  const parts = before.split(/[._-]+/).filter(Boolean);
  return {
    firstName: nameFrom(claims['given_name']) ?? nameFrom(whole[0]) ?? nameFrom(parts[0]) ?? 'New',
    lastName:
      nameFrom(claims['family_name']) ??
      nameFrom(whole.slice(1).join(' ')) ??
      nameFrom(parts.slice(1).join(' ')) ??
      'Colleague',
  };
}

const nameFrom = (said: unknown): string | null => {
  const read = PersonName.safeParse(said);
  return read.success ? read.data : null;
};

/** When somebody has signed in at the provider, if it says so in a way that can be read. */
export function signedInAt(claims: Claims): Date | undefined {
  const said = claims['auth_time'];
  if (typeof said !== 'number' || !Number.isFinite(said) || said <= 0) return undefined;
  const at = new Date(said * 1_000);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
