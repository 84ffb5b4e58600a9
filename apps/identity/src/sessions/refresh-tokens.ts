import { AccountId, SessionId } from '@seatkeeper/contracts';
import { isSameSecret } from '@seatkeeper/service';
import { createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * `account.session.family.secret`. The secret is new with every refresh; the family stays, so that an old token
 * (somebody has a copy: end the session) is told from an invented one (nothing happens).
 */
export interface RefreshToken {
  accountId: string;
  sessionId: string;
  family: string;
  secret: string;
}

const PART = /^[A-Za-z0-9_-]{22,64}$/;

export const freshFamily = (): string => randomBytes(16).toString('base64url');
export const freshSecret = (): string => randomBytes(32).toString('base64url');

/**
 * The secret that a request exchanges this one for. The same request finds the same again, without it being stored;
 * who has the old token only, and not the id of the request, which leaves the house with nobody, cannot know it.
 */
export const nextSecret = (secret: string, commandId: string): string =>
  createHmac('sha256', secret).update(commandId).digest('base64url');

export const tokenText = ({ accountId, sessionId, family, secret }: RefreshToken): string =>
  [accountId, sessionId, family, secret].join('.');

/** Null for anything that was never a token of ours. */
export function parseRefreshToken(text: string): RefreshToken | null {
  const [accountId, sessionId, family, secret, ...rest] = text.split('.');
  if (rest.length > 0 || !family || !secret || !PART.test(family) || !PART.test(secret)) return null;
  if (!AccountId.safeParse(accountId).success || !SessionId.safeParse(sessionId).success) return null;
  return { accountId: accountId ?? '', sessionId: sessionId ?? '', family, secret };
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Whether a hash is of this text. */
export const hashes = (hash: string, text: string): boolean => isSameSecret(hash, sha256(text));
