/**
 * Writes the secrets that docker-compose.yml asks for into .env, or into the file that is named, for its owner's eyes only:
 * node deploy/compose/make-env.mjs
 * What the file has stays as it is, and what it lacks, after an upgrade for example, is put behind it: who lost a
 * secret of a running installation has lost its data.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
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
/** RabbitMQ is told the hashes, and each service its own password: in hexadecimal, because it becomes part of an address. */
const brokerUser = (name) => {
  const password = randomBytes(24).toString('hex');
  return {
    [`RABBITMQ_${name}_PASSWORD`]: password,
    [`RABBITMQ_${name}_HASH`]: passwordHash(password, randomBytes(4)),
  };
};
const BROKER_USERS = ['ADMIN', 'IDENTITY', 'LICENSING', 'NOTIFICATIONS', 'REASSIGNMENT', 'GATEWAY'];
const actorKeys = () => {
  const { privateKey, publicKey } = newKey();
  return { ACTOR_KEY: privateKey, ACTOR_PUBLIC_KEYS: publicKey };
};
/** What stands together is made together: one half of a pair says nothing without its other. */
const groups = [
  { SIGNING_KEY: newKey().privateKey },
  actorKeys(),
  { LINK_SECRET: randomBytes(32).toString('base64') },
  { FACTOR_KEY: randomBytes(32).toString('base64') },
  { IDEMPOTENCY_SECRET: randomBytes(32).toString('base64') },
  { WEBHOOK_KEY: randomBytes(32).toString('base64') },
  { MAIL_SECRET: randomBytes(32).toString('base64') },
  { SENDER_KEY: randomBytes(32).toString('base64') },
  { REDIS_PASSWORD: randomBytes(24).toString('hex') },
  ...BROKER_USERS.map(brokerUser),
];
/** Compose does not ask for it: who administers RabbitMQ may keep it elsewhere. */
const KEPT_ELSEWHERE = 'RABBITMQ_ADMIN_PASSWORD';

const isThere = existsSync(file);
const before = isThere ? readFileSync(file, 'utf8') : '';
const held = parseEnv(before);
const lacked = (group) => Object.keys(group).filter((name) => !held[name]);
const missing = groups.filter((group) => lacked(group).length > 0 && lacked(group).join() !== KEPT_ELSEWHERE);
const halves = missing.filter((group) => lacked(group).length < Object.keys(group).length);
const added = Object.assign({}, ...missing);
const names = Object.keys(added);
const lines = Object.entries(added).map(([name, value]) => `${name}=${value}\n`);

if (halves.length > 0) {
  for (const half of halves)
    console.error(
      `${file} lacks ${lacked(half).join()}, which belongs to another line of it: write ${Object.keys(half).join(' and ')} ` +
        'as they belong together, or take out both to have new ones made.',
    );
  console.error(`${file} stays as it is.`);
  process.exitCode = 1;
} else if (!isThere) {
  writeFileSync(file, lines.join(''), { flag: 'wx', mode: 0o600 });
  console.log(`New secrets are in ${file}; keep a copy of them apart from the data.`);
} else if (names.length === 0) {
  console.log(`${file} has every secret and stays as it is; to make all of them anew, move it away first.`);
} else {
  appendFileSync(file, (before === '' || before.endsWith('\n') ? '' : '\n') + lines.join(''));
  console.log(
    `${file} has got what it lacked: ${names.join(', ')}. All else in it is as it was. Keep a copy of it apart from the data.`,
  );
}
