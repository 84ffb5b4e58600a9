import { Fault } from '@seatkeeper/contracts';
import { isSameSecret } from '@seatkeeper/service';
import { createHmac } from 'node:crypto';
import { SIGNATURE_WITHIN_MS } from './signatures.js';

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
  if (secrets.length === 0) return no('Nobody can report here: the operator has set no secret for it.');
  if (typeof header !== 'string') return no('Sign the report: Stripe-Signature.');
  const parts = header.split(',', MOST_PARTS).map((part) => part.trim().split('=', 2));
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  const age = /^\d{1,12}$/.test(time) ? now.getTime() - Number(time) * 1_000 : Infinity;
  if (Math.abs(age) > SIGNATURE_WITHIN_MS) return no('The Stripe-Signature is not of the last five minutes.');
  const given = parts.flatMap(([name, value]) => (name === 'v1' && value ? [value] : []));
  const known = secrets.map((secret) => createHmac('sha256', secret).update(`${time}.${body}`).digest('hex'));
  return given.some((signature) => known.some((own) => isSameSecret(own, signature)))
    ? null
    : no('None of the secrets for reports has made this Stripe-Signature.');
}

const no = (detail: string): Fault => new Fault('unauthenticated', detail);
