import { generateKeyPairSync, randomBytes } from 'node:crypto';

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const base64 = (pem: string | Buffer): string => Buffer.from(pem).toString('base64');

/** The settings of identity that have no default, as an environment would give them. */
export const identitySecrets = {
  SIGNING_KEY: base64(keys.privateKey.export({ type: 'pkcs8', format: 'pem' })),
  LINK_SECRET: base64(randomBytes(32)),
  FACTOR_KEY: base64(randomBytes(32)),
};
