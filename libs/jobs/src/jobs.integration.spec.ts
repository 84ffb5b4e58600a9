import { Injectable, Module } from '@nestjs/common';
import { defineJob } from '@seatkeeper/contracts';
import { Health, runInContext } from '@seatkeeper/service';
import { eventually, race, testService, type TestService, testWorld, type World } from '@seatkeeper/testing';
import { QueueKeys } from 'bullmq';
import { Redis } from 'ioredis';
import { advance, gate, report, startWork, Work, WorkModule } from '../testing/fixture.js';
import { Jobs, JobsModule, Process } from './index.js';

let world: World;
let service: TestService;
let jobs: Jobs;
let work: Work;

beforeEach(async () => {
  world = testWorld();
  service = await startWork(world);
  jobs = service.get(Jobs);
  work = service.get(Work);
});
afterEach(async () => {
  await service.stop();
  await world.close();
});

it('does a job once, in the context of the request that asked for it', async () => {
  await runInContext({ requestId: 'request-7' }, () => jobs.add(advance, { run: 'a' }));
  await eventually(() => expect(work.turns).toEqual([{ run: 'a', requestId: 'request-7' }]));
  expect((await service.get(Health).check()).dependencies).toMatchObject({ redis: { ok: true } });
});

it('does a job once that fifty ask for while it waits or runs, and again when asked after it ended', async () => {
  const { open, opened } = gate();
  work.onTurn = () => opened;
  const { values } = await race(50, () => jobs.add(advance, { run: 'same' }));
  expect(values).toEqual(Array.from({ length: 50 }, () => true));
  await eventually(() => expect(work.runs).toEqual(['same']));
  await jobs.add(advance, { run: 'same' });
  open();
  await jobs.add(advance, { run: 'other' });
  await eventually(() => expect(work.runs).toEqual(['same', 'other']));
  await eventually(async () => {
    await jobs.add(advance, { run: 'same' });
    expect(work.runs.filter((run) => run === 'same')).toHaveLength(2);
  });
});

it('puts a job that goes on at the tail, so that two long runs take turns', async () => {
  const left: Record<string, number> = { a: 4, b: 4 };
  work.onTurn = async (run) => ((left[run] = (left[run] ?? 0) - 1) > 0 ? 'again' : undefined);
  const { open, opened } = gate();
  const turn = work.onTurn;
  work.onTurn = () => opened;
  await jobs.add(advance, { run: 'first' });
  await eventually(() => expect(work.runs).toEqual(['first']));
  await jobs.add(advance, { run: 'a' });
  await jobs.add(advance, { run: 'b' });
  work.onTurn = turn;
  open();
  await eventually(() => expect(left).toEqual({ a: 0, b: 0 }));
  expect(work.runs.slice(1).join('')).toBe('abababab');
});

it('keeps the id of a job that goes on: asking for it meanwhile adds nothing', async () => {
  let left = 20;
  work.onTurn = async (run) => (run === 'long' && --left > 0 ? 'again' : undefined);
  await jobs.add(advance, { run: 'long' });
  while (left > 0) expect(await jobs.add(advance, { run: left > 5 ? 'long' : 'end' })).toBe(true);
  await eventually(() => expect(work.runs.filter((run) => run === 'long')).toHaveLength(20));
});

it('does a job that is asked for again after another worker had ended it while a slow one was at it', async () => {
  const redis = new Redis(world.settings['REDIS_URL'] ?? '');
  const key = new QueueKeys(world.prefix).toKey(advance.queue, advance.id({ run: 'slow' }));
  work.onTurn = async () => {
    if (work.runs.length > 1) return;
    expect(await redis.del(key)).toBe(1);
    return 'again';
  };
  await jobs.add(advance, { run: 'slow' });
  await eventually(async () => {
    await jobs.add(advance, { run: 'slow' });
    expect(work.runs).toEqual(['slow', 'slow']);
  });
  redis.disconnect();
});

it('takes the next turn after the time a job asks for', async () => {
  const times: number[] = [];
  work.onTurn = async () => (times.push(Date.now()) < 2 ? { againInMs: 400 } : undefined);
  await jobs.add(advance, { run: 'later' });
  await eventually(() => expect(times).toHaveLength(2));
  const waited = (times[1] ?? 0) - (times[0] ?? 0);
  expect(waited).toBeGreaterThanOrEqual(390);
  expect(waited).toBeLessThan(3_000);
});

it('tries a failing job again, and starts to count anew after progress', async () => {
  const outcomes = ['throw', 'again', 'throw', 'throw', 'done'];
  work.onTurn = async () => {
    const outcome = outcomes.shift();
    if (outcome === 'throw') throw new Error('not yet');
    return outcome === 'again' ? 'again' : undefined;
  };
  await jobs.add(advance, { run: 'flaky' });
  await eventually(() => expect(outcomes).toEqual([]), 15_000);
  expect(work.runs).toHaveLength(5);
}, 20_000);

it('can be asked again for a job that failed for the last time', async () => {
  work.onTurn = () => Promise.reject(new Error('never'));
  await jobs.add(advance, { run: 'hopeless' });
  await eventually(() => expect(work.runs).toHaveLength(3), 15_000);
  work.onTurn = () => Promise.resolve();
  await eventually(async () => {
    await jobs.add(advance, { run: 'hopeless' });
    expect(work.runs).toHaveLength(4);
  });
}, 20_000);

it('does smaller priorities first', async () => {
  const { open, opened } = gate();
  work.onTurn = () => opened;
  await jobs.add(advance, { run: 'first' });
  await eventually(() => expect(work.runs).toEqual(['first']));
  await jobs.add(advance, { run: 'busy-account' }, { priority: 500 });
  await jobs.add(advance, { run: 'quiet-account' }, { priority: 1 });
  await jobs.add(advance, { run: 'half-busy-account' }, { priority: 20 });
  open();
  await eventually(() =>
    expect(work.runs.slice(1)).toEqual(['quiet-account', 'half-busy-account', 'busy-account']),
  );
});

it('works on five jobs of a queue at a time', async () => {
  const { open, opened } = gate();
  work.onReport = () => opened;
  for (let n = 0; n < 8; n++) await jobs.add(report, { n: `n${n}` });
  await eventually(() => expect(work.reports).toHaveLength(5));
  open();
  await eventually(() => expect(work.reports).toHaveLength(8));
});

it('refuses data that do not fit the contract, are larger than 1 KB, or make no usable id', async () => {
  await expect(jobs.add(advance, {} as { run: string })).rejects.toThrow(/run/);
  await expect(jobs.add(advance, { run: 'x'.repeat(1_100) })).rejects.toThrow(/pass ids/);
  await expect(jobs.add(advance, { run: 'a:b' })).rejects.toThrow(/no colons/);
});

it('refuses to add a job that nobody does here', async () => {
  const orphan = defineJob({ ...advance, name: 'orphan.v1' });
  await expect(jobs.add(orphan, { run: 'x' })).rejects.toThrow(/Nobody does job orphan.v1/);
});

it('does not start when two methods do the same job', async () => {
  @Injectable()
  class Twin {
    @Process(advance)
    async alsoAdvance(): Promise<void> {
      // Never runs: the start is refused.
    }
  }
  @Module({ providers: [Twin] })
  class Twins {}
  const start = testService({ name: 'demo', imports: [WorkModule, Twins], world });
  await expect(start).rejects.toThrow(/two processors, .*Work.advance.*Twin.alsoAdvance/);
});

it('lets a running job finish when the service stops, and leaves the rest to others', async () => {
  const { open, opened } = gate();
  let finished = 0;
  work.onTurn = async () => {
    await opened;
    finished++;
  };
  await jobs.add(advance, { run: 'running' });
  await jobs.add(advance, { run: 'waiting' });
  await eventually(() => expect(work.runs).toEqual(['running']));
  const stopped = service.stop();
  setTimeout(open, 300);
  await stopped;
  expect(finished).toBe(1);
  const next = await startWork(world);
  await eventually(() => expect(next.get(Work).runs).toEqual(['waiting']));
  await next.stop();
});

it('runs without any processor too', async () => {
  const idle = await testService({ name: 'idle', imports: [JobsModule.forRoot()], world });
  await idle.stop();
});
