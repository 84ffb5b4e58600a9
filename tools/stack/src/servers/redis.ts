import { CannotStart } from '../../early/cannot-start.mjs';
import { redisAnswers } from './answers.js';
import { dockerPlan, hasDocker } from './docker.js';
import { unpackedPackage } from './distribution-packages.js';
import { findProgram } from './programs.js';
import { firstOf, type ServerContext } from './server-context.js';
import { startServer } from './start-server.js';

export const RUNNING_REDIS = 'redis://127.0.0.1:6379';
export const REDIS_PROGRAMS = ['redis-server', 'valkey-server'];
const IMAGE = 'redis:8.0.3-alpine';

/** Finds a Redis or starts a private one; gives its URL. */
export async function redis(context: ServerContext): Promise<string> {
  const url = await firstOf(context, [given, running, installed, fromDistribution, fromDocker]);
  if (url !== null) return url;
  throw new CannotStart(
    'Redis cannot be had: install the package redis-server (or Docker), or set REDIS_URL to the address of one.',
  );
}

async function given({ redisUrl, note }: ServerContext): Promise<string | null> {
  if (!redisUrl) return null;
  if (!(await redisAnswers(redisUrl))) {
    throw new CannotStart(`No Redis answers at REDIS_URL (${redisUrl}): start it, or leave REDIS_URL unset.`);
  }
  note('Redis: the one in REDIS_URL');
  return redisUrl;
}

async function running({ ownServers, note }: ServerContext): Promise<string | null> {
  if (ownServers) return null;
  const answer = await redisAnswers(RUNNING_REDIS);
  if (!answer) return null;
  if (answer.evictionPolicy !== 'noeviction') {
    note(
      `Redis: the one on port 6379 evicts keys (${answer.evictionPolicy}), which would lose jobs; not used`,
    );
    return null;
  }
  note('Redis: one runs on port 6379');
  return RUNNING_REDIS;
}

async function installed(context: ServerContext): Promise<string | null> {
  const program = findProgram(REDIS_PROGRAMS);
  return program && startPrivate(context, program, {});
}

async function fromDistribution(context: ServerContext): Promise<string | null> {
  const packages = await unpackedPackage(context, 'redis-server');
  const program = packages && findProgram(REDIS_PROGRAMS, packages.programFolders);
  return program && startPrivate(context, program, packages.env);
}

async function startPrivate(
  context: ServerContext,
  program: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { folder, ports } = context;
  const port = await ports.keep('redis');
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder.dataDir('redis'),
    appendonly: 'yes',
    appendfsync: 'everysec',
    'maxmemory-policy': 'noeviction',
    save: '',
    // Wakes four times a second at rest, and not ten: a job that waits for its time comes a quarter of a second late at most.
    hz: '4',
    daemonize: 'no',
  };
  const plan = {
    name: 'redis',
    file: program,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    env,
    stopWithinMs: 8_000,
  };
  return startServer(context, plan, {
    address: `redis://127.0.0.1:${port}`,
    answers: redisAnswers,
    found: `Redis: private, on port ${port}`,
  });
}

async function fromDocker(context: ServerContext): Promise<string | null> {
  if (!(await hasDocker(context))) return null;
  const { folder, ports } = context;
  const port = await ports.keep('redis');
  const plan = dockerPlan(folder, {
    name: 'redis',
    image: IMAGE,
    port,
    portInside: 6379,
    dataInside: '/data',
    command: ['redis-server', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'],
  });
  return startServer(context, plan, {
    address: `redis://127.0.0.1:${port}`,
    answers: redisAnswers,
    found: `Redis: in Docker, on port ${port}`,
  });
}
