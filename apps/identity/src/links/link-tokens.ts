import { createHash, createHmac } from 'node:crypto';

export type LinkPurpose = 'invitation' | 'confirmation' | 'password-reset' | 'email-change';

/** A secret that links are derived from, with a name by which a token says that it was made of it. */
export interface LinkSecret {
  readonly name: string;
  readonly secret: Buffer;
}

/** What is stored of a link. */
export interface StoredLink {
  readonly id: string;
  readonly tokenHash: string;
}

const derive = (secret: Buffer, words: string): Buffer => createHmac('sha256', secret).update(words).digest();

/** The name is derived, too, so that nobody has to think of one; it tells nothing of the secret. */
export function readLinkSecret(base64: string): LinkSecret {
  const secret = Buffer.from(base64, 'base64');
  return { name: derive(secret, 'name').subarray(0, 6).toString('base64url'), secret };
}

/** The secret part of a link for a purpose. Derived, so that no queue, event or document ever has to hold it. */
export const linkToken = ({ name, secret }: LinkSecret, purpose: LinkPurpose, id: string): string =>
  `${name}.${namelessToken(secret, purpose, id)}`;

/** A token as it was before tokens named their secret. Links for 90 days may still have one. */
const namelessToken = (secret: Buffer, purpose: LinkPurpose, id: string): string =>
  derive(secret, `${purpose}:${id}`).toString('base64url');

/** What is stored of a token: enough to find what it is for, useless to open it. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The token of a link, made again of the secret that it was made of; null when that is none of these. */
export function tokenOf(
  secrets: readonly LinkSecret[],
  purpose: LinkPurpose,
  link: StoredLink,
): string | null {
  const candidates = secrets.flatMap((from) => [
    linkToken(from, purpose, link.id),
    namelessToken(from.secret, purpose, link.id),
  ]);
  return candidates.find((token) => tokenHash(token) === link.tokenHash) ?? null;
}

/** Whether a token says that it was made of another secret than these. One without a name does not say. */
export const isOfAnotherSecret = (secrets: readonly LinkSecret[], token: string): boolean => {
  const [name, rest] = token.split('.');
  return rest !== undefined && secrets.every((secret) => secret.name !== name);
};
