import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './write-atomically.js';

export interface Secrets {
  /** Base64 of a PKCS#8 PEM private key on P-256, which signs access tokens. */
  readonly SIGNING_KEY: string;
  /** Base64 of 32 bytes from which invitation and reset links are derived. */
  readonly LINK_SECRET: string;
  /** Base64 of 32 bytes that seal the secrets of second factors. */
  readonly FACTOR_KEY: string;
  /** Base64 of 32 bytes with which the gateway makes digests of calls. */
  readonly IDEMPOTENCY_SECRET: string;
  /** Base64 of a PKCS#8 PEM private key on P-256, with which the gateway says who acts. */
  readonly ACTOR_KEY: string;
  /** Base64 of 32 bytes with which secrets of webhook endpoints are sealed. */
  readonly WEBHOOK_KEY: string;
  /** Base64 of 32 bytes with which what mails bring back is signed. */
  readonly MAIL_SECRET: string;
  /** Base64 of 32 bytes with which passwords of mail servers of accounts are sealed. */
  readonly SENDER_KEY: string;
  /** Base64 of 32 bytes with which whoever plays the mail provider signs reports of mails that came back. */
  readonly MAIL_REPORT_SECRETS: string;
}

/** Those of the stack in a folder. */
export const secretsIn = (dir: string): Secrets => keepSecrets(join(dir, 'secrets.json'));

/** Secrets of this stack alone, made at its first start and kept so that tokens and links outlive a restart. */
export function keepSecrets(file: string): Secrets {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  // A stack that an earlier version began lacks those that came later.
  const secrets = { ...newSecrets(), ...kept };
  if (Object.keys(kept).length < Object.keys(secrets).length)
    writeAtomically(file, `${JSON.stringify(secrets, null, 2)}\n`, 0o600);
  return secrets;
}

/** What the other services know of a private key: base64 of its public half as SPKI PEM. */
export const publicHalf = (privateKey: string): string =>
  base64(createPublicKey(Buffer.from(privateKey, 'base64')).export({ type: 'spki', format: 'pem' }));

function newSecrets(): Secrets {
  return {
    SIGNING_KEY: newKey(),
    ACTOR_KEY: newKey(),
    LINK_SECRET: randomBytes(32).toString('base64'),
    FACTOR_KEY: randomBytes(32).toString('base64'),
    IDEMPOTENCY_SECRET: randomBytes(32).toString('base64'),
    WEBHOOK_KEY: randomBytes(32).toString('base64'),
    MAIL_SECRET: randomBytes(32).toString('base64'),
    SENDER_KEY: randomBytes(32).toString('base64'),
    MAIL_REPORT_SECRETS: randomBytes(32).toString('base64'),
  };
}

const newKey = (): string =>
  base64(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
  );
const base64 = (pem: string | Buffer): string => Buffer.from(pem).toString('base64');
