import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../ports.js';
import { startServers, type RunningServers } from '../start-servers.js';

const VARIABLES = ['MONGODB_URI', 'AMQP_URL', 'REDIS_URL', 'OWN_SERVERS'] as const;

describe('servers that are there already', () => {
  const before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));
  const root = mkdtempSync(join(tmpdir(), 'found-'));
  let running: RunningServers;

  const say = (variables: Partial<Record<(typeof VARIABLES)[number], string | undefined>>) => {
    for (const [name, value] of Object.entries(variables)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };

  beforeAll(async () => {
    say(Object.fromEntries(VARIABLES.map((name) => [name, undefined])));
    running = await startServers({ dir: join(root, 'running'), ownServers: true });
  }, 60_000);
  afterEach(() => say(before));
  afterAll(async () => {
    await running.stop();
    rmSync(root, { recursive: true });
  });

  const given = () => ({ MONGODB_URI: running.mongo, AMQP_URL: running.amqp, REDIS_URL: running.redis });

  it('are used where the environment names them, and nothing is started', async () => {
    say(given());
    const dir = join(root, 'given');
    const { stop, ...found } = await startServers({ dir, ownServers: false });
    expect(readdirSync(join(dir, 'pids'))).toEqual([]);
    await stop();
    expect(found).toEqual({ mongo: running.mongo, amqp: running.amqp, redis: running.redis });
  });

  it('are left alone by a stack that wants its own RabbitMQ and Redis to kill', async () => {
    say(given());
    const { stop, ...found } = await startServers({ dir: join(root, 'own'), ownServers: true });
    await stop();
    expect(found.mongo).toBe(running.mongo);
    expect([found.amqp, found.redis]).not.toContain(running.amqp);
    expect([found.amqp, found.redis]).not.toContain(running.redis);
  }, 60_000);

  it.each([
    ['AMQP_URL', 'amqp://guest:guest@127.0.0.1:', 'No RabbitMQ lets us in at AMQP_URL'],
    ['REDIS_URL', 'redis://127.0.0.1:', 'No Redis answers at REDIS_URL'],
    ['MONGODB_URI', 'mongodb://127.0.0.1:', 'No MongoDB answers at MONGODB_URI'],
  ])(
    'that %s names but that do not answer are a reason not to start',
    async (variable, url, sentence) => {
      say({ ...given(), [variable]: `${url}${await freePort()}` });
      await expect(startServers({ dir: join(root, variable), ownServers: false })).rejects.toThrow(sentence);
    },
    30_000,
  );
});
