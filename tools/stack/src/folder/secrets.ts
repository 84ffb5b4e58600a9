import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeAtomically } from './write-atomically.js';

export interface Secrets {
  /** Base64 of a PKCS#8 PEM private key on P-256, which signs access tokens. */
  readonly SIGNING_KEY: string;
  /** Base64 of 32 bytes from which invitation and reset links are derived. */
  readonly LINK_SECRET: string;
  /** Base64 of 32 bytes with which the gateway makes digests of calls. */
  readonly IDEMPOTENCY_SECRET: string;
}

/** Secrets of this stack alone, made at its first start and kept so that tokens and links outlive a restart. */
export function keepSecrets(file: string): Secrets {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  // A stack that an earlier version began lacks those that came later.
  const secrets = { ...newSecrets(), ...kept };
  if (Object.keys(kept).length < Object.keys(secrets).length)
    writeAtomically(file, `${JSON.stringify(secrets, null, 2)}\n`, 0o600);
  return secrets;
}

function newSecrets(): Secrets {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    SIGNING_KEY: Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })).toString('base64'),
    LINK_SECRET: randomBytes(32).toString('base64'),
    IDEMPOTENCY_SECRET: randomBytes(32).toString('base64'),
  };
}
