import { randomBytes } from 'node:crypto';
import { webhookSignature } from '@seatkeeper/service';
import { refuseSignature } from './signatures.js';

const now = new Date('2026-06-30T10:00:00Z');
const [secret, older, other] = [1, 2, 3].map(() => randomBytes(32).toString('base64')) as [
  string,
  string,
  string,
];
const body = '{"reports":[]}';
const second = (shift = 0) => String(now.getTime() / 1_000 + shift);
const signed = (by = secret, timestamp = second()) => ({
  id: 'msg_1',
  timestamp,
  signatures: webhookSignature({ id: 'msg_1', timestamp, body }, by),
  body,
});
const refused = (message: Parameters<typeof refuseSignature>[0], secrets = [secret, older]) =>
  refuseSignature(message, secrets, now)?.detail ?? null;

describe('what a program signs', () => {
  it.each([
    ['with the secret', signed()],
    ['with the one before', signed(older)],
    ['with two, of which one is known', { ...signed(), signatures: `v1,AAAA ${signed().signatures}` }],
    ['some minutes ago', signed(secret, second(-299))],
    ['by a clock that is ahead', signed(secret, second(299))],
  ])('%s is let through', (_case, message) => {
    expect(refused(message)).toBeNull();
  });

  it.each([
    ['with another secret', signed(other), /None of the secrets/],
    ['about another body', { ...signed(), body: `${body} ` }, /None of the secrets/],
    ['under another id', { ...signed(), id: 'msg_2' }, /None of the secrets/],
    [
      'of another version',
      { ...signed(), signatures: signed().signatures.replace('v1', 'v2') },
      /None of the secrets/,
    ],
    ['more than five minutes ago', signed(secret, second(-301)), /last five minutes/],
    ['in the future', signed(secret, second(301)), /last five minutes/],
    ['at no time', { ...signed(), timestamp: 'now' }, /last five minutes/],
    ['without a signature', { ...signed(), signatures: undefined }, /Sign the report/],
    ['with headers that come twice', { ...signed(), id: ['a', 'b'] }, /Sign the report/],
  ])('%s is refused', (_case, message, why) => {
    expect(refused(message)).toMatch(why);
  });

  it('is refused where no secret is set', () => {
    expect(refused(signed(), [])).toMatch(/set no secret/);
  });
});
