import type * as stackTools from '@seatkeeper/stack';
import type { RunningServers, RunningStack, StackInfo } from '@seatkeeper/stack';
import mongoose from 'mongoose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { watchAmqp } from '../taps/amqp-wire.js';
import { Journal } from '../taps/journal.js';
import { watchMongo } from '../taps/mongo-wire.js';
import type { NamedProcess } from '../taps/peers.js';
import { watchRedis } from '../taps/redis-wire.js';
import { openTap, type Tap } from '../taps/tap.js';
import { serverAddress } from './addresses.js';
import { processesOf } from './processes.js';

/** A whole stack of one checkout, with a RabbitMQ, a Redis and a MongoDB that nobody else uses. */
export interface MeasuredStack {
  readonly info: StackInfo;
  /** Services, servers and the supervisor, and whoever joined them. */
  processes(): NamedProcess[];
  /** Measures another process with those of the stack. */
  join(process: NamedProcess): void;
  /** A connection of the benchmark's own, past every tap. */
  readonly mongo: mongoose.mongo.MongoClient;
  readonly amqp: string;
  stop(): Promise<void>;
}

/** One that is looked at: everything its services ask of the servers goes by a tap, which costs some time. */
export interface WatchedStack extends MeasuredStack {
  readonly journal: Journal;
}

/** Another checkout brings its own tools for the stack, so that what they do is measured with it. */
export function toolsOf(repository: string): Promise<typeof stackTools> {
  const file = join(repository, 'tools/stack/dist/index.js');
  return import(pathToFileURL(file).href) as Promise<typeof stackTools>;
}

/** Starts a stack as `npm start` does. */
export async function startStack(
  repository: string,
  env: Readonly<Record<string, string>> = {},
): Promise<MeasuredStack> {
  const { launchStack } = await toolsOf(repository);
  const dir = mkdtempSync(join(tmpdir(), 'seatkeeper-bench-'));
  const stack = await launchStack({ dir, env: ownStack({ OWN_SERVERS: '1', ...env }) });
  const joined: NamedProcess[] = [];
  const info = stack.info();
  const mongo = await new mongoose.mongo.MongoClient(info.mongo).connect();
  return {
    info,
    mongo,
    amqp: info.amqp,
    processes: () => [...processesOf(dir), { name: 'supervisor', pid: info.pid }, ...joined],
    join: (process) => void joined.push(process),
    stop: async () => {
      await mongo.close();
      await stack.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Starts servers, a tap before each, and a stack that knows the taps alone. */
export async function startWatchedStack(
  repository: string,
  env: Readonly<Record<string, string>> = {},
): Promise<WatchedStack> {
  const { launchStack, startServers } = await toolsOf(repository);
  const root = mkdtempSync(join(tmpdir(), 'seatkeeper-bench-'));
  const dir = join(root, 'stack');
  const journal = new Journal();
  const servers = await startServers({ dir: join(root, 'servers'), ownServers: true });
  const mongo = await new mongoose.mongo.MongoClient(servers.mongo).connect();
  const joined: NamedProcess[] = [];
  const taps = await openTaps(servers, journal, () => [...processesOf(dir), ...joined]);
  const stop = async (stack?: RunningStack) => {
    await stack?.stop();
    await Promise.all(taps.open.map((tap) => tap.close()));
    await mongo.close();
    await servers.stop();
    rmSync(root, { recursive: true, force: true });
  };
  try {
    const stack = await launchStack({ dir, env: ownStack({ OWN_SERVERS: '0', ...taps.addresses, ...env }) });
    const processes = () => [...processesOf(dir), ...processesOf(join(root, 'servers')), ...joined];
    return {
      info: stack.info(),
      journal,
      mongo,
      amqp: servers.amqp,
      processes,
      join: (process) => void joined.push(process),
      stop: () => stop(stack),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The limits count as ever, and refuse nobody: one caller does here what thousands do. */
export const WIDE_LIMITS = {
  LIMIT_USER: '999999/10s',
  LIMIT_ACCOUNT: '999999/10s',
  LIMIT_SIGN_IN: '999999/1m',
};

/** One copy of each service and no data, whatever the environment of the benchmark says. */
const ownStack = (more: Readonly<Record<string, string>>) => ({
  // The benchmark opens its firms itself and reads no mail of theirs.
  ...{ CONFIRM_ADDRESSES: 'false' },
  ...{ SEED: 'none', REPLICAS: '1', MONGODB_URI: '', AMQP_URL: '', REDIS_URL: '', PUBLIC_URL: '' },
  ...more,
});

async function openTaps(servers: RunningServers, journal: Journal, processes: () => NamedProcess[]) {
  const mongo = await openTap(serverAddress(servers.mongo), processes, (who) => watchMongo(journal, who));
  const amqp = await openTap(serverAddress(servers.amqp), processes, (who) => watchAmqp(journal, who));
  const redis = await openTap(serverAddress(servers.redis), processes, (who) => watchRedis(journal, who));
  const open: Tap[] = [mongo, amqp, redis];
  const at = (url: string, tap: Tap) => {
    const moved = new URL(url);
    moved.host = `127.0.0.1:${tap.port}`;
    return moved.href;
  };
  return {
    open,
    addresses: {
      MONGODB_URI: `mongodb://127.0.0.1:${mongo.port}/?directConnection=true`,
      AMQP_URL: at(servers.amqp, amqp),
      REDIS_URL: at(servers.redis, redis),
    },
  };
}
