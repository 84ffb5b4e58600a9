import { createHmac } from 'node:crypto';

export const KEPT_HOURS = 24;

/** A call that may come again, as its Idempotency-Key and its contents say. */
export interface Cause {
  key: string;
  digest: string;
}

/** The method, address and body of a call; of a file its length stands for it. */
export interface Contents {
  method: string;
  url: string;
  body: unknown;
}

/** Left out: digests are kept, and a guess at a password or a code would be checked as fast as they are made. */
const SECRET_FIELD = /password|^otp$/i;

/**
 * What a key stands for: the same key with another method, address or body is a mistake of the client. Under a secret of
 * the gateway, so that what is stored says nothing about contents that can be guessed.
 */
export const digestOf = (secret: string, { method, url, body }: Contents): string =>
  createHmac('sha256', secret)
    .update(
      JSON.stringify([method, url, body ?? null], (name, value: unknown) =>
        SECRET_FIELD.test(name) ? undefined : value,
      ),
    )
    .digest('base64url');

/**
 * Which answers stay for the key. An outage, a throttle or a defect is no answer: the client may try again with
 * the same key, and the ids derived from it make the repetition continue the first attempt.
 */
export const isFinal = (status: number): boolean => status < 500 && status !== 429 && status !== 401;
