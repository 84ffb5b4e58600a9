import type { JobContract } from '@seatkeeper/contracts';
import { Health } from '@seatkeeper/service';
import { eventually, race, startChild, type TestService, testWorld } from '@seatkeeper/testing';
import { advance, gate, startWork, Work } from '../testing/fixture.js';
import { hasRedisServer, OwnRedis } from '../testing/own-redis.js';
import { connected, hastyConnection, patientConnection } from './connection.js';
import { Jobs } from './index.js';
import { QueueWorker } from './queue-worker.js';
import { Queues } from './queues.js';
import { Turns } from './turns.js';

const worker = new URL('../testing/worker.ts', import.meta.url);
const withOwnRedis = hasRedisServer ? it : it.skip;

it('takes up the job of a killed worker within seven seconds', async () => {
  const world = testWorld();
  const child = startChild(worker, { args: [world.prefix] });
  let survivor: TestService | undefined;
  try {
    await eventually(() => expect(child.output()).toContain('ready'), 40_000);
    survivor = await startWork(world);
    const work = survivor.get(Work);
    // Both compete: fill the survivor's only place, so that the child gets the job.
    const { open, opened } = gate();
    work.onTurn = () => opened;
    for (let n = 0; !child.output().includes('took'); n++) {
      await survivor.get(Jobs).add(advance, { run: `r${n}` });
      await eventually(() => expect(work.runs.length + took(child.output()).length).toBe(n + 1));
    }
    const [lost] = took(child.output());
    await child.kill();
    const killedAt = Date.now();
    open();
    await eventually(() => expect(work.runs).toContain(lost));
    expect(Date.now() - killedAt).toBeLessThan(7_000);
  } finally {
    await child.kill();
    await survivor?.stop();
    await world.close();
  }
}, 60_000);

withOwnRedis(
  'says no within two seconds while Redis is away, and goes on by itself when it is back',
  async () => {
    const redis = await OwnRedis.start();
    const world = testWorld();
    const service = await startWork(world, { REDIS_URL: redis.url });
    try {
      const jobs = service.get(Jobs);
      expect(await jobs.add(advance, { run: 'before' })).toBe(true);
      await eventually(() => expect(service.get(Work).runs).toEqual(['before']));
      await redis.kill();
      const asked = Date.now();
      const { values } = await race(200, (i) => jobs.add(advance, { run: `away-${i}` }));
      expect(values.some(Boolean)).toBe(false);
      expect(Date.now() - asked).toBeLessThan(2_500);
      expect((await service.get(Health).check()).dependencies.redis).toMatchObject({ ok: false });
      redis.start();
      await eventually(async () => expect(await jobs.add(advance, { run: 'after' })).toBe(true), 15_000);
      await eventually(() => expect(service.get(Work).runs).toContain('after'), 15_000);
      expect(service.get(Work).runs).toEqual(['before', 'after']);
    } finally {
      await service.stop();
      await redis.remove();
      await world.close();
    }
  },
  40_000,
);

withOwnRedis(
  'does after a kill of Redis every job it had taken',
  async () => {
    const redis = await OwnRedis.start('--appendfsync', 'always');
    const world = testWorld();
    const service = await startWork(world, { REDIS_URL: redis.url });
    try {
      const { open, opened } = gate();
      const work = service.get(Work);
      work.onTurn = () => opened;
      const { values } = await race(100, (i) => service.get(Jobs).add(advance, { run: `kept-${i}` }));
      expect(values.every(Boolean)).toBe(true);
      await redis.kill();
      open();
      redis.start();
      await eventually(() => expect(new Set(work.runs).size).toBe(100), 30_000);
    } finally {
      await service.stop();
      await redis.remove();
      await world.close();
    }
  },
  60_000,
);

withOwnRedis(
  'says no within two seconds while Redis hangs',
  async () => {
    const redis = await OwnRedis.start();
    const world = testWorld();
    const service = await startWork(world, { REDIS_URL: redis.url });
    try {
      const jobs = service.get(Jobs);
      redis.signal('SIGSTOP');
      const asked = Date.now();
      const { values } = await race(50, (i) => jobs.add(advance, { run: `hangs-${i}` }));
      expect(values.some(Boolean)).toBe(false);
      expect(Date.now() - asked).toBeLessThan(2_500);
      redis.signal('SIGCONT');
      await eventually(async () => expect(await jobs.add(advance, { run: 'woken' })).toBe(true), 15_000);
      await eventually(() => expect(service.get(Work).runs).toContain('woken'), 15_000);
    } finally {
      redis.signal('SIGCONT');
      await service.stop();
      await redis.remove();
      await world.close();
    }
  },
  40_000,
);

withOwnRedis(
  'opens a queue that could not be opened, as soon as Redis answers again',
  async () => {
    const redis = await OwnRedis.start();
    const connection = await connected(hastyConnection(redis.url));
    const queues = new Queues(connection, 'test');
    try {
      redis.signal('SIGSTOP');
      const jobs = new Jobs(queues);
      expect(await jobs.add(advance, { run: 'too-early' })).toBe(false);
      redis.signal('SIGCONT');
      await eventually(async () => expect(await jobs.add(advance, { run: 'in-time' })).toBe(true), 15_000);
    } finally {
      redis.signal('SIGCONT');
      await queues.close();
      await redis.remove();
    }
  },
  60_000,
);

withOwnRedis(
  'works although Redis goes away while a worker is being started',
  async () => {
    const redis = await OwnRedis.start();
    const connection = await connected(patientConnection(redis.url));
    const done: string[] = [];
    const processor = {
      contract: advance as JobContract,
      concurrency: 1,
      where: 'test',
      run: (data: unknown) => Promise.resolve(void done.push((data as { run: string }).run)),
    };
    const turns = new Turns(advance.queue, new Map([[advance.name, processor]]), connection, 'test');
    const starting = QueueWorker.start(turns, connection, 'test');
    await redis.kill();
    redis.start();
    const worker = await starting;
    const queues = new Queues(await connected(hastyConnection(redis.url)), 'test');
    try {
      expect(await new Jobs(queues).add(advance, { run: 'after' })).toBe(true);
      await eventually(() => expect(done).toEqual(['after']), 15_000);
    } finally {
      await worker.close(1_000);
      await queues.close();
      connection.disconnect();
      await redis.remove();
    }
  },
  60_000,
);

withOwnRedis(
  'does not start on a Redis that evicts',
  async () => {
    const redis = await OwnRedis.start('--maxmemory-policy', 'allkeys-lru');
    const world = testWorld();
    try {
      await expect(startWork(world, { REDIS_URL: redis.url })).rejects.toThrow(/allkeys-lru.*noeviction/);
    } finally {
      await redis.remove();
      await world.close();
    }
  },
  20_000,
);

const took = (output: string): string[] => [...output.matchAll(/took (\S+)/g)].map(([, run]) => run ?? '');
