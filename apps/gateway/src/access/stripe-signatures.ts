import type { Fault } from '@seatkeeper/contracts';
import { createHmac } from 'node:crypto';
import { isAnyOf, isRecent, no, nobodyCan } from './signatures.js';

/** While a secret is changed Stripe signs with two; nobody signs with more than a few. */
const MOST_PARTS = 20;

/**
 * Says no to a report that none of the secrets has signed within the last minutes, by Stripe's scheme `v1`: the HMAC of SHA-256, in
 * hexadecimal, of `<seconds since 1970>.<body>`, in a header `t=<seconds>,v1=<signature>`
 * (https://docs.stripe.com/webhooks#verify-manually).
 */
export function refuseStripeSignature(
  header: unknown,
  body: string,
  secrets: readonly string[],
  now: Date,
): Fault | null {
  if (secrets.length === 0) return nobodyCan();
  if (typeof header !== 'string') return no('Sign the report: Stripe-Signature.');
  const parts = header.split(',', MOST_PARTS).map((part) => part.trim().split('=', 2));
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (!isRecent(time, now)) return no('The Stripe-Signature is not of the last five minutes.');
  const given = parts.flatMap(([name, value]) => (name === 'v1' && value ? [value] : []));
  const known = secrets.map((secret) => createHmac('sha256', secret).update(`${time}.${body}`).digest('hex'));
  return isAnyOf(known, given) ? null : no('None of the secrets for reports has made this Stripe-Signature.');
}
