import { problem, toKnow, well, type Finding } from '../../early/doctor/findings.mjs';
import type { StackOptions } from '../../early/options.mjs';
import { CACHE_DIR } from '../../early/places.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mongodbAnswers, rabbitmqAnswers, redisAnswers } from '../servers/answers.js';
import { hasDocker } from '../servers/docker.js';
import { engineIsInstalled, RUNNING_MONGODB } from '../servers/mongodb.js';
import { findProgram } from '../servers/programs.js';
import { installedRabbitMq } from '../servers/rabbitmq-installation.js';
import { RUNNING_RABBITMQ } from '../servers/rabbitmq.js';
import { REDIS_PROGRAMS, RUNNING_REDIS } from '../servers/redis.js';

/** One way to have a server: what to say of it, or null where this machine does not offer it. */
type Foreseen = () => Finding | null | Promise<Finding | null>;

/**
 * Which servers a start would use, and why those: the same ways in the same order as in `servers`, with nothing
 * started.
 */
export function foreseeServers(options: StackOptions): Promise<Finding[]> {
  return Promise.all([mongodb(options), rabbitmq(options), redis(options), mail()]);
}

function mongodb({ mongodbUri, ownServers }: StackOptions): Promise<Finding> {
  return firstOf('MongoDB', 'Install MongoDB (mongod on the PATH) or Docker, or set MONGODB_URI to one.', [
    () => given('MongoDB', 'MONGODB_URI', mongodbUri, mongodbAnswers),
    async () =>
      !ownServers && (await mongodbAnswers(RUNNING_MONGODB))
        ? well('MongoDB: the one that runs on port 27017')
        : null,
    () => program('MongoDB', 'a mongod of its own', findProgram(['mongod'])),
    () =>
      engineIsInstalled()
        ? well(
            'MongoDB: the embedded engine from npm, since none runs on port 27017 and no mongod is installed',
          )
        : null,
    () => fromDocker('MongoDB'),
  ]);
}

function rabbitmq({ amqpUrl, ownServers }: StackOptions): Promise<Finding> {
  return firstOf('RabbitMQ', 'Install the package rabbitmq-server, or Docker, or set AMQP_URL to one.', [
    () => given('RabbitMQ', 'AMQP_URL', amqpUrl, rabbitmqAnswers),
    async () =>
      !ownServers && (await rabbitmqAnswers(RUNNING_RABBITMQ))
        ? well('RabbitMQ: the one that runs on port 5672')
        : null,
    () => program('RabbitMQ', 'a node of its own', installedRabbitMq()?.server ?? null),
    () => fromDistribution('RabbitMQ', 'rabbitmq-server'),
    () => fromDocker('RabbitMQ'),
  ]);
}

async function redis({ redisUrl, ownServers }: StackOptions): Promise<Finding> {
  const running = ownServers ? null : await redisAnswers(RUNNING_REDIS);
  const evicts = running !== null && running.evictionPolicy !== 'noeviction';
  const why = evicts ? `, since the one on port 6379 evicts keys (${running.evictionPolicy})` : '';
  return firstOf('Redis', 'Install the package redis-server, or Docker, or set REDIS_URL to one.', [
    () => given('Redis', 'REDIS_URL', redisUrl, redisAnswers),
    () => (running && !evicts ? well('Redis: the one that runs on port 6379') : null),
    () => program('Redis', `a server of its own${why}`, findProgram(REDIS_PROGRAMS)),
    () => fromDistribution('Redis', 'redis-server'),
    () => fromDocker('Redis'),
  ]);
}

const mail = (): Promise<Finding> =>
  Promise.resolve(well('Mail: a catcher of its own, which delivers nothing and shows everything'));

async function firstOf(name: string, whatToDo: string, ways: readonly Foreseen[]): Promise<Finding> {
  for (const way of ways) {
    const finding = await way();
    if (finding) return finding;
  }
  return problem(`${name} cannot be had`, whatToDo);
}

async function given(
  name: string,
  variable: string,
  address: string | undefined,
  answers: (address: string) => Promise<unknown>,
): Promise<Finding | null> {
  if (!address) return null;
  return (await answers(address))
    ? well(`${name}: the one in ${variable}`)
    : problem(`No ${name} answers at ${variable}`, `Start it, or leave ${variable} unset.`);
}

const program = (name: string, what: string, file: string | null): Finding | null =>
  file === null ? null : well(`${name}: ${what}, by ${file}`);

function fromDistribution(name: string, packageName: string): Finding | null {
  if (existsSync(join(CACHE_DIR, packageName))) return well(`${name}: a server of its own, unpacked before`);
  const can = findProgram(['apt-get']) !== null && findProgram(['dpkg']) !== null;
  return can
    ? toKnow(`${name}: a server of its own; its package is yet to be downloaded, which needs the network`)
    : null;
}

const fromDocker = async (name: string): Promise<Finding | null> =>
  (await hasDocker({ signal: new AbortController().signal })) ? well(`${name}: in Docker`) : null;
