import { readSettings } from '@seatkeeper/service';
import jwt from 'jsonwebtoken';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { identitySecrets } from '../../testing/identity-settings.js';
import { identitySettings } from '../settings.js';
import { AccessTokensService } from './access-tokens.service.js';

const session = { accountId: 'acc_harbourlane', userId: 'usr_adaquill', sessionId: 'ses_harbourlane' };
const now = new Date('2026-11-22T12:00:00Z');
const servers = { MONGODB_URI: 'mongodb://db', AMQP_URL: 'amqp://bus', REDIS_URL: 'redis://cache' };
const tokensWith = (settings: Record<string, string>) =>
  new AccessTokensService(readSettings(identitySettings, { ...servers, ...identitySecrets, ...settings }));

/** A new key, and its public half as an operator would retire it. */
function freshKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const base64 = (pem: string | Buffer) => Buffer.from(pem).toString('base64');
  return {
    signing: base64(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    retired: base64(publicKey.export({ type: 'spki', format: 'pem' })),
  };
}

describe('access tokens', () => {
  it('live ten minutes and name their key', () => {
    const tokens = tokensWith({});
    const { header, payload } = jwt.decode(tokens.sign(session, now), { complete: true }) ?? {};
    expect(header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: tokens.keys[0]?.kid });
    expect(payload).toEqual({
      iss: 'seatkeeper',
      aud: 'seatkeeper-api',
      sub: 'usr_adaquill',
      acc: 'acc_harbourlane',
      sid: 'ses_harbourlane',
      iat: now.getTime() / 1_000,
      exp: now.getTime() / 1_000 + 600,
    });
  });

  it('for another account name that of the user, too', () => {
    const acting = { ...session, accountId: 'acc_lyon00000', homeAccountId: session.accountId };
    expect(jwt.decode(tokensWith({}).sign(acting, now))).toMatchObject({
      sub: 'usr_adaquill',
      acc: 'acc_lyon00000',
      hom: 'acc_harbourlane',
      sid: 'ses_harbourlane',
    });
  });

  it('signed before a change of the key verify with what is published after it', () => {
    const [before, after] = [freshKey(), freshKey()];
    const token = tokensWith({ SIGNING_KEY: before.signing }).sign(session, now);
    const { keys } = tokensWith({ SIGNING_KEY: after.signing, RETIRED_SIGNING_KEYS: before.retired });
    expect(keys).toHaveLength(2);
    const { kid } = jwt.decode(token, { complete: true })?.header ?? {};
    const key = keys.find((jwk) => jwk.kid === kid);
    const clockTimestamp = now.getTime() / 1_000;
    expect(() =>
      jwt.verify(token, createPublicKey({ key: key ?? {}, format: 'jwk' }), { clockTimestamp }),
    ).not.toThrow();
  });

  it.each([
    ['SIGNING_KEY', 'not a key'],
    ['RETIRED_SIGNING_KEYS', 'not a key'],
    ['LINK_SECRET', 'short'],
    ['RETIRED_LINK_SECRETS', 'short'],
    ['INVITATION_DAYS', '0'],
  ])('and links need good settings: a wrong %s stops the start', (name, value) => {
    expect(() => tokensWith({ [name]: value })).toThrow(name);
  });
});
