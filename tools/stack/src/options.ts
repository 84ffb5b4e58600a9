import { resolve } from 'node:path';
import { CannotStart } from './cannot-start.js';

export interface StackOptions {
  /** Absolute path of the folder that holds data, logs and pid files. */
  readonly dir: string;
  readonly gatewayPort: number;
  readonly mailWebPort: number;
  readonly mailSmtpPort: number;
  /** How many copies of each service run. */
  readonly replicas: number;
  readonly seed: 'demo' | 'none';
  /** Never use a server that runs already, so that this stack's can be killed. */
  readonly ownServers: boolean;
  readonly mongodbUri?: string;
  readonly amqpUrl?: string;
  readonly redisUrl?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads what `npm start` can be told by environment variables; an empty one counts as not set. */
export function readOptions(environment: Environment, repository: string): StackOptions {
  const seed = environment['SEED'] || 'demo';
  if (seed !== 'demo' && seed !== 'none') throw new CannotStart(`SEED is "${seed}": use demo or none.`);
  const ownServers = readSwitch(environment, 'OWN_SERVERS');
  return {
    dir: resolve(repository, environment['STACK_DIR'] || '.local'),
    gatewayPort: readNumber(environment, 'GATEWAY_PORT', 3000, 65_535),
    mailWebPort: readNumber(environment, 'MAIL_WEB_PORT', 1080, 65_535),
    mailSmtpPort: readNumber(environment, 'MAIL_SMTP_PORT', 1025, 65_535),
    replicas: readNumber(environment, 'REPLICAS', 1, 16),
    seed,
    ownServers,
    ...serverAddresses(environment, ownServers),
  };
}

/** OWN_SERVERS wins over AMQP_URL and REDIS_URL: what asks for it kills its RabbitMQ and Redis. */
function serverAddresses(environment: Environment, ownServers: boolean) {
  return {
    mongodbUri: environment['MONGODB_URI'] || undefined,
    amqpUrl: (!ownServers && environment['AMQP_URL']) || undefined,
    redisUrl: (!ownServers && environment['REDIS_URL']) || undefined,
  };
}

function readNumber(environment: Environment, name: string, fallback: number, most: number): number {
  const text = environment[name];
  if (!text) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new CannotStart(`${name} is "${text}": use a whole number from 1 to ${most}.`);
}

function readSwitch(environment: Environment, name: string): boolean {
  const text = environment[name] ?? '';
  if (['1', 'true'].includes(text)) return true;
  if (['', '0', 'false'].includes(text)) return false;
  throw new CannotStart(`${name} is "${text}": use 1 or 0.`);
}
