import { generateKeyPairSync } from 'node:crypto';

/** A key as settings have it: who has the private half speaks for people. */
export function keyPair(): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const base64 = (pem: string | Buffer) => Buffer.from(pem).toString('base64');
  return {
    privateKey: base64(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    publicKey: base64(publicKey.export({ type: 'spki', format: 'pem' })),
  };
}
