import { generateKeyPairSync } from 'node:crypto';
import { readPublicSigningKey, readSigningKey } from './signing-keys.js';

const base64 = (pem: string | Buffer) => Buffer.from(pem).toString('base64');
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
const spki = { type: 'spki', format: 'pem' } as const;

describe('a signing key', () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  it('is named by its thumbprint and shows its public half only', () => {
    const { publicKey } = readSigningKey(base64(pair.privateKey.export(pkcs8)));
    expect(publicKey).toEqual({
      kty: 'EC',
      crv: 'P-256',
      x: expect.any(String),
      y: expect.any(String),
      use: 'sig',
      alg: 'ES256',
      kid: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    });
  });

  it('keeps its name when only the public half is known', () => {
    const { publicKey } = readSigningKey(base64(pair.privateKey.export(pkcs8)));
    expect(readPublicSigningKey(base64(pair.publicKey.export(spki)))).toEqual(publicKey);
  });

  it.each([
    ['of another curve', base64(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export(pkcs8))],
    ['of another kind', base64(generateKeyPairSync('ed25519').privateKey.export(pkcs8))],
    ['that is no key', base64('hello')],
    ['that is empty', ''],
  ])('%s is refused', (_case, text) => {
    expect(() => readSigningKey(text)).toThrow();
  });
});
