import { resolve } from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { debuggerPortOf, serviceNamed, SERVICES } from './services.mjs';

/**
 * @typedef {import('./services.mjs').ServiceName} ServiceName
 *
 * @typedef {object} StackOptions
 * @property {string} dir absolute path of the folder that holds data, logs and pid files
 * @property {number} gatewayPort
 * @property {number} mailWebPort
 * @property {number} mailSmtpPort
 * @property {number} replicas how many copies of each service run
 * @property {'demo' | 'none'} seed
 * @property {boolean} ownServers never use a RabbitMQ or Redis that runs already, so that this stack's can be killed
 * @property {string} [mongodbUri]
 * @property {string} [amqpUrl]
 * @property {string} [redisUrl]
 * @property {readonly string[]} ignored variables that are set and do nothing, each with the reason
 * @property {ReadonlyMap<ServiceName, number>} inspect debugger port by service
 *
 * @typedef {Readonly<Record<string, string | undefined>>} Environment
 */

/**
 * Reads what `npm start` can be told by environment variables; an empty one counts as not set.
 * @param {Environment} environment
 * @param {string} repository
 * @returns {StackOptions}
 */
export function readOptions(environment, repository) {
  const ownServers = readSwitch(environment, 'OWN_SERVERS');
  return {
    dir: folderOf(environment, repository),
    gatewayPort: readNumber(environment, 'GATEWAY_PORT', 3000, 65_535),
    mailWebPort: readNumber(environment, 'MAIL_WEB_PORT', 1080, 65_535),
    mailSmtpPort: readNumber(environment, 'MAIL_SMTP_PORT', 1025, 65_535),
    replicas: readNumber(environment, 'REPLICAS', 1, 16),
    seed: readSeed(environment),
    ownServers,
    ...serverAddresses(environment, ownServers),
    inspect: readInspect(environment),
  };
}

/**
 * Where the stack lives that the environment speaks of.
 * @param {Environment} environment
 * @param {string} repository
 */
export function folderOf(environment, repository) {
  return resolve(repository, environment['STACK_DIR'] || '.local');
}

/** @param {Environment} environment @returns {'demo' | 'none'} */
function readSeed(environment) {
  const seed = environment['SEED'] || 'demo';
  if (seed === 'demo' || seed === 'none') return seed;
  throw new CannotStart(`SEED is "${seed}": use demo or none.`);
}

/**
 * OWN_SERVERS wins over AMQP_URL and REDIS_URL: what asks for it kills its RabbitMQ and Redis.
 * @param {Environment} environment
 * @param {boolean} ownServers
 */
function serverAddresses(environment, ownServers) {
  const overruled = ['AMQP_URL', 'REDIS_URL'].filter((name) => ownServers && environment[name]);
  return {
    mongodbUri: environment['MONGODB_URI'] || undefined,
    amqpUrl: (!ownServers && environment['AMQP_URL']) || undefined,
    redisUrl: (!ownServers && environment['REDIS_URL']) || undefined,
    ignored: overruled.map(
      (name) => `${name} is not used: OWN_SERVERS=1 asks for a server of the stack's own`,
    ),
  };
}

/**
 * `INSPECT=identity,licensing:9400`: services that a debugger can attach to, on their usual port or one that is named.
 * @param {Environment} environment
 */
function readInspect(environment) {
  /** @type {Map<ServiceName, number>} */
  const ports = new Map();
  for (const word of (environment['INSPECT'] || '').split(',').filter(Boolean)) {
    const [name = '', port] = word.split(':');
    const service = serviceNamed(name);
    if (!service) {
      throw new CannotStart(`INSPECT names "${name}": use ${SERVICES.join(', ')}, or several with commas.`);
    }
    ports.set(service, readNumber({ INSPECT: port }, 'INSPECT', debuggerPortOf(service), 65_535));
  }
  return ports;
}

/** @param {Environment} environment @param {string} name @param {number} fallback @param {number} most */
function readNumber(environment, name, fallback, most) {
  const text = environment[name];
  if (!text) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new CannotStart(`${name} is "${text}": use a whole number from 1 to ${most}.`);
}

/** @param {Environment} environment @param {string} name */
function readSwitch(environment, name) {
  const text = environment[name] ?? '';
  if (['1', 'true'].includes(text)) return true;
  if (['', '0', 'false'].includes(text)) return false;
  throw new CannotStart(`${name} is "${text}": use 1 or 0.`);
}
