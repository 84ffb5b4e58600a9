/** Prints new secrets for docker-compose.yml: node deploy/compose/make-env.mjs > .env */
import { generateKeyPairSync, randomBytes } from 'node:crypto';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
const secrets = {
  SIGNING_KEY: Buffer.from(pem).toString('base64'),
  LINK_SECRET: randomBytes(32).toString('base64'),
  // In hexadecimal, because they become part of addresses.
  RABBITMQ_PASSWORD: randomBytes(24).toString('hex'),
  REDIS_PASSWORD: randomBytes(24).toString('hex'),
};
for (const [name, value] of Object.entries(secrets)) process.stdout.write(`${name}=${value}\n`);
