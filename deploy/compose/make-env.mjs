/**
 * Writes new secrets for docker-compose.yml into .env, or into the file that is named, for its owner's eyes only:
 * node deploy/compose/make-env.mjs
 * Never over a file that is there: who lost a secret of a running installation has lost its data.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { passwordHash } from '../../tools/stack/early/password-hash.mjs';

const file = process.argv[2] ?? '.env';
const base64 = (pem) => Buffer.from(pem).toString('base64');
const newKey = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privateKey: base64(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    publicKey: base64(publicKey.export({ type: 'spki', format: 'pem' })),
  };
};
const actorKey = newKey();
/** RabbitMQ is told the hashes, and each service its own password: in hexadecimal, because it becomes part of an address. */
const brokerUser = (name) => {
  const password = randomBytes(24).toString('hex');
  return {
    [`RABBITMQ_${name}_PASSWORD`]: password,
    [`RABBITMQ_${name}_HASH`]: passwordHash(password, randomBytes(4)),
  };
};
const BROKER_USERS = ['ADMIN', 'IDENTITY', 'LICENSING', 'NOTIFICATIONS', 'REASSIGNMENT', 'GATEWAY'];
const secrets = {
  SIGNING_KEY: newKey().privateKey,
  ACTOR_KEY: actorKey.privateKey,
  ACTOR_PUBLIC_KEYS: actorKey.publicKey,
  LINK_SECRET: randomBytes(32).toString('base64'),
  FACTOR_KEY: randomBytes(32).toString('base64'),
  IDEMPOTENCY_SECRET: randomBytes(32).toString('base64'),
  WEBHOOK_KEY: randomBytes(32).toString('base64'),
  REDIS_PASSWORD: randomBytes(24).toString('hex'),
  ...Object.assign({}, ...BROKER_USERS.map(brokerUser)),
};
const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
try {
  writeFileSync(file, lines.join(''), { flag: 'wx', mode: 0o600 });
  console.log(`New secrets are in ${file}; keep a copy of them apart from the data.`);
} catch (error) {
  if (error.code !== 'EEXIST') throw error;
  console.error(`${file} is there and stays as it is; to make new secrets, move it away first.`);
  process.exitCode = 1;
}
