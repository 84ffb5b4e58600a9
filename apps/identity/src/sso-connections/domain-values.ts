import { randomBytes } from 'node:crypto';

/** What a domain has to show, so that it is known to be the account's. Nobody else's domain shows it by chance. */
export const newDomainValue = (): string =>
  `seatkeeper-domain-proof=${randomBytes(24).toString('base64url')}`;
