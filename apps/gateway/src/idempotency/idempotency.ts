import { createHash } from 'node:crypto';

export const KEPT_HOURS = 24;

/** What a key stands for: the same key with another method, address or body is a mistake of the client. */
export function requestDigest(method: string, url: string, body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([method, url, body ?? null]))
    .digest('base64url');
}

/**
 * Which answers stay for the key. An outage, a throttle or a defect is no answer: the client may try again with
 * the same key, and the ids derived from it make the repetition continue the first attempt.
 */
export const isFinal = (status: number): boolean => status < 500 && status !== 429 && status !== 401;
