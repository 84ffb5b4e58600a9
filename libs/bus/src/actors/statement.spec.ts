import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readSigningKey } from '@seatkeeper/service';
import jwt from 'jsonwebtoken';
import { type Doubt, doubtOf, readActorKeys, writeStatement } from './statement.js';

const base64 = (pem: string | Buffer) => Buffer.from(pem).toString('base64');
const pem = 'pem' as const;

function newKey(namedCurve = 'P-256') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  return {
    signing: () => readSigningKey(base64(privateKey.export({ type: 'pkcs8', format: pem }))),
    public: base64(publicKey.export({ type: 'spki', format: pem })),
    publicPem: publicKey.export({ type: 'spki', format: pem }),
  };
}

const [before, now, strange] = [newKey(), newKey(), newKey()];
const key = now.signing();
const keys = readActorKeys([now.public, before.public]);
const NOW = Date.UTC(2026, 10, 28, 12);
const arrived = {
  request: 'identity.user.ban.v1',
  userId: 'usr_ann',
  body: Buffer.from('{"userId":"usr_bob"}'),
};
const written = (more: Partial<typeof arrived> = {}, untilMs = NOW + 5_000, signing = key) =>
  writeStatement({ ...arrived, ...more }, untilMs, signing);

/** As the gateway would write it, but for what a case changes. */
function made(
  header: Partial<jwt.JwtHeader>,
  { secret = key.privateKey, drop = '' }: { secret?: KeyObject | string; drop?: string } = {},
): string {
  const claims = jwt.decode(written()) as jwt.JwtPayload;
  const kept = Object.fromEntries(Object.entries(claims).filter(([name]) => name !== drop));
  const usual = { alg: 'ES256', typ: 'actor+jwt', kid: key.publicKey.kid };
  const algorithm = (header.alg ?? 'ES256') as jwt.Algorithm;
  return jwt.sign(kept, secret, { header: { ...usual, ...header }, algorithm, noTimestamp: true });
}

const spoilt = (text: string, part: number, change: (part: string) => string): string =>
  text
    .split('.')
    .map((each, n) => (n === part ? change(each) : each))
    .join('.');
const otherwise = (claims: object) => (part: string) =>
  Buffer.from(
    JSON.stringify({ ...(JSON.parse(Buffer.from(part, 'base64url').toString()) as object), ...claims }),
  ).toString('base64url');

describe('a statement of who acts', () => {
  const cases: [string, string, Doubt | null][] = [
    ['as it was written', written(), null],
    ['by the key that is on its way out', written({}, NOW + 5_000, before.signing()), null],
    ['by a key of somebody else', written({}, NOW + 5_000, strange.signing()), 'unknown-key'],
    [
      'by a key of somebody else under the name of ours',
      made({}, { secret: strange.signing().privateKey }),
      'forged',
    ],
    ['about another request', written({ request: 'identity.user.update.v1' }), 'other-request'],
    ['about another person', written({ userId: 'usr_eve' }), 'other-person'],
    ['about another body', written({ body: Buffer.from('{"userId":"usr_cid"}') }), 'other-body'],
    [
      'about the same body with a space more',
      written({ body: Buffer.from('{"userId": "usr_bob"}') }),
      'other-body',
    ],
    ['of a request for which nobody waits', written({}, NOW), 'expired'],
    ['that never expires', made({}, { drop: 'exp' }), 'malformed'],
    ['of nobody', made({}, { drop: 'sub' }), 'malformed'],
    ['without a digest', made({}, { drop: 'dig' }), 'malformed'],
    ['of another type', made({ typ: 'at+jwt' }), 'malformed'],
    ['of no type', made({ typ: undefined }), 'malformed'],
    ['without the name of its key', made({ kid: undefined }), 'unknown-key'],
    ['with a name that every object has', made({ kid: '__proto__' }), 'unknown-key'],
    [
      'signed with the public half as a secret',
      made({ alg: 'HS256' }, { secret: now.publicPem.toString() }),
      'forged',
    ],
    ['that is not signed', spoilt(made({ alg: 'none' }, { secret: '' }), 2, () => ''), 'forged'],
    ['whose signature was cut off', spoilt(written(), 2, () => ''), 'forged'],
    [
      'whose person was changed',
      spoilt(written({ userId: 'usr_eve' }), 1, otherwise({ sub: 'usr_ann' })),
      'forged',
    ],
    ['whose end was put off', spoilt(written({}, NOW), 1, otherwise({ exp: NOW })), 'forged'],
    ['that is none', 'hello', 'malformed'],
    ['that is empty', '', 'malformed'],
    ['that is dots', '..', 'malformed'],
  ];

  it.each(cases)('%s', (_case, text, doubt) => {
    expect(doubtOf(text, arrived, keys, NOW)).toBe(doubt);
  });

  it('is worth something until its very end', () => {
    const text = written({}, NOW + 1_500);
    expect(doubtOf(text, arrived, keys, NOW + 1_499)).toBeNull();
    expect(doubtOf(text, arrived, keys, NOW + 1_500)).toBe('expired');
  });

  it('fits into a header', () => {
    expect(written().length).toBeLessThan(500);
  });
});
