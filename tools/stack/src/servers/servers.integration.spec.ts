import { connect } from 'amqplib';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from '../../early/places.mjs';
import { doesListen } from '../ports.js';
import { processIdentity } from '../../early/process-identity.mjs';
import { startServers, type RunningServers } from '../start-servers.js';
import { waitUntil } from '../wait-until.js';
import { mongodbAnswers, rabbitmqAnswers, redisAnswers } from './answers.js';

const dir = mkdtempSync(join(tmpdir(), 'servers-'));
const PROCESSES = ['epmd', 'mail', 'mongodb', 'rabbitmq', 'redis'];

const pidOf = (name: string) => Number(readFileSync(join(dir, 'pids', `${name}.pid`), 'utf8'));
const runningPids = () => readdirSync(join(dir, 'pids')).map((file) => pidOf(file.replace('.pid', '')));
const isGone = (pid: number) => processIdentity(pid) === null;
const startOwn = () => startServers({ dir, ownServers: true, mail: true });

/**
 * Whether RabbitMQ has written down that there is the queue. A queue that is declared while the log of its database is being
 * rewritten, as after a first start, is confirmed up to two seconds before.
 */
function isQueueOnDisk(): boolean {
  const data = join(dir, 'rabbitmq/data');
  const [node = ''] = readdirSync(data).filter((name) => existsSync(join(data, name, 'schema.DAT')));
  return readdirSync(join(data, node))
    .filter((file) => /\.(LOG|DCD|DCL)$/.test(file))
    .some((file) => readFileSync(join(data, node, file)).includes('kept'));
}

/** A queue with a persistent message, a key and a document, as services leave them. */
async function leaveSomething({ amqp, redis, mongo }: RunningServers): Promise<void> {
  const connection = await connect(amqp);
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue('kept', { durable: true });
  channel.sendToQueue('kept', Buffer.from('a message'), { persistent: true });
  await channel.waitForConfirms();
  await connection.close();
  expect(await waitUntil(async () => isQueueOnDisk(), { deadlineMs: 10_000 })).toBe(true);
  const client = new Redis(redis);
  await client.set('kept', 'a value');
  await client.quit();
  const driver = new mongoose.mongo.MongoClient(mongo);
  await driver
    .db('kept')
    .collection('things')
    .insertOne({ name: 'a document' }, { writeConcern: { j: true } });
  await driver.close();
}

async function whatIsThere({ amqp, redis, mongo }: RunningServers): Promise<unknown[]> {
  const connection = await connect(amqp);
  const channel = await connection.createChannel();
  // A connection left open would fail in the midst of another file.
  const message = await channel.get('kept', { noAck: false }).finally(() => connection.close());
  const client = new Redis(redis);
  const value = await client.get('kept');
  await client.quit();
  const driver = new mongoose.mongo.MongoClient(mongo);
  const document = await driver.db('kept').collection<{ name: string }>('things').findOne({});
  await driver.close();
  return [message && message.content.toString(), value, document?.name];
}

const EVERYTHING = ['a message', 'a value', 'a document'];

async function expectAllToAnswer({ amqp, redis, mongo }: RunningServers): Promise<void> {
  const all = async () =>
    (await Promise.all([rabbitmqAnswers(amqp), redisAnswers(redis), mongodbAnswers(mongo)])).every(Boolean);
  expect(await waitUntil(all, { deadlineMs: 30_000 })).toBe(true);
}

function stopIfRunning(servers: RunningServers | undefined): Promise<void> {
  return servers ? servers.stop() : Promise.resolve();
}

describe('servers of the own', () => {
  let servers: RunningServers | undefined;
  // The tests' own MongoDB is named there, and a named one is used.
  beforeAll(() => delete process.env['MONGODB_URI']);
  afterEach(async () => {
    await stopIfRunning(servers);
    servers = undefined;
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it('keep their data and places when each is killed, and when the stack is started again', async () => {
    const first = (servers = await startOwn());
    await leaveSomething(first);
    const killed = PROCESSES.map(pidOf);
    for (const pid of killed) process.kill(pid, 'SIGKILL');
    expect(await waitUntil(() => killed.every(isGone), { deadlineMs: 5_000 })).toBe(true);
    await expectAllToAnswer(first);
    expect(await whatIsThere(first)).toEqual(EVERYTHING);
    expect(runningPids().some((pid) => killed.includes(pid))).toBe(false);

    await first.stop();
    const second = (servers = await startOwn());
    expect({ ...second, stop: null }).toEqual({ ...first, stop: null });
    expect(await whatIsThere(second)).toEqual(EVERYTHING);
  }, 120_000);

  it('belong to one stack at a time, and all end with it, the name server of Erlang too', async () => {
    servers = await startOwn();
    await expect(startOwn()).rejects.toThrow(`already (process ${process.pid})`);
    const pids = runningPids();
    const ports = Object.values(
      JSON.parse(readFileSync(join(dir, 'ports.json'), 'utf8')) as object,
    ) as number[];
    expect(pids).toHaveLength(PROCESSES.length);
    await servers.stop();
    servers = undefined;
    expect(pids.filter((pid) => !isGone(pid))).toEqual([]);
    expect(await Promise.all(ports.map(doesListen))).toEqual(ports.map(() => false));
    expect(readdirSync(join(dir, 'pids'))).toEqual([]);
  }, 60_000);

  it('are ended by the next start when whoever started them was killed', async () => {
    const entry = pathToFileURL(join(REPOSITORY, 'tools/stack/dist/index.js')).href;
    const script = `import(${JSON.stringify(entry)}).then(async ({ startServers }) => {
      await startServers({ dir: ${JSON.stringify(dir)}, ownServers: true });
      console.log('up');
    })`;
    const starter = spawn(process.execPath, ['-e', script], {
      env: process.env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(starter.stdout, 'data');
    const orphans = runningPids();
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    expect(orphans.some(isGone)).toBe(false);

    servers = await startOwn();
    expect(orphans.filter((pid) => !isGone(pid))).toEqual([]);
  }, 60_000);
});
