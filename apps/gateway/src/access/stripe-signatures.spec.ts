import Stripe from 'stripe';
import { refuseStripeSignature } from './stripe-signatures.js';

const now = new Date('2026-06-30T10:00:00Z');
const [secret, older, other] = ['whsec_new0000000', 'whsec_older00000', 'whsec_other00000'] as const;
const body = '{"id":"evt_1","type":"charge.refunded"}';
const { webhooks } = new Stripe('sk_test_0123456789');

/** As Stripe's own library signs it. */
const signed = (by: string = secret, shift = 0, payload = body) =>
  webhooks.generateTestHeaderString({ payload, secret: by, timestamp: now.getTime() / 1_000 + shift });
const refused = (header: unknown, secrets: readonly string[] = [secret, older]) =>
  refuseStripeSignature(header, body, secrets, now)?.detail ?? null;

describe('what Stripe signs', () => {
  it.each([
    ['with the secret', signed()],
    ['with the one before', signed(older)],
    ['with both, while one is changed for the other', `${signed(other)},${signed(secret).split(',')[1]}`],
    ['some minutes ago', signed(secret, -299)],
    ['by a clock that is ahead', signed(secret, 299)],
  ])('%s is let through', (_case, header) => {
    expect(refused(header)).toBeNull();
  });

  it.each([
    ['with another secret', signed(other), /None of the secrets/],
    ['about another body', signed(secret, 0, `${body} `), /None of the secrets/],
    [
      'for another moment',
      signed().replace(/t=\d+/, `t=${now.getTime() / 1_000 + 1}`),
      /None of the secrets/,
    ],
    ['by an older scheme', signed().replace('v1=', 'v0='), /None of the secrets/],
    ['with nothing', `t=${now.getTime() / 1_000},v1=`, /None of the secrets/],
    ['more than five minutes ago', signed(secret, -301), /last five minutes/],
    ['in the future', signed(secret, 301), /last five minutes/],
    ['at no time', signed().replace(/t=\d+/, 't=now'), /last five minutes/],
    ['without a signature', undefined, /Sign the report/],
    ['twice', [signed(), signed()], /Sign the report/],
  ])('%s is refused', (_case, header, why) => {
    expect(refused(header)).toMatch(why);
  });

  it('is refused where the operator has set no secret', () => {
    expect(refused(signed(), [])).toMatch(/no secret/);
  });
});
