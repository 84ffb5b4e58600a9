import { API_KEY_SIGN, apiKeyPrefix } from '@seatkeeper/contracts';
import { createHash, randomBytes } from 'node:crypto';

/** The id, which may be known, and what stands for the secret, which may not. */
export interface PresentedKey {
  readonly keyId: string;
  readonly secretHash: string;
}

const SECRET_BYTES = 32;
const FORM = /^sk_([0-9a-z]{8,40})_([A-Za-z0-9_-]{43})$/;

/**
 * SHA-256, and nothing slower: a secret of 256 random bits cannot be guessed however fast guesses are checked, and a slow
 * hash would be paid with every call.
 */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Whether a bearer token means to be an API key; no access token begins so. */
export const isApiKey = (token: string): boolean => token.startsWith(API_KEY_SIGN);

/** Null for what was never a key of ours. The secret goes no further than this. */
export function readApiKey(token: string): PresentedKey | null {
  const [, id, secret] = FORM.exec(token) ?? [];
  return id && secret ? { keyId: `key_${id}`, secretHash: hashOf(secret) } : null;
}

/** A key that nobody has had, whole and as identity is to know it. */
export function newApiKey(keyId: string): { text: string; secretHash: string } {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { text: `${apiKeyPrefix(keyId)}_${secret}`, secretHash: hashOf(secret) };
}
