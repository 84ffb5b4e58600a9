import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs, logger, within } from '@seatkeeper/service';
import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Payload } from './payload.js';
import type { Turns } from './turns.js';

/**
 * A killed worker's job is taken up when its lock has run out and the next check has seen it: 3 to 5 s for the
 * lock, renewed every 2 s, and up to 1 s for the check (measured: 4.8 to 5.5 s). The price: a process whose event
 * loop stands still for longer than the lock may have its job done twice, which at-least-once work has to bear.
 */
const LOCK_MS = 5_000;
const RENEW_MS = 2_000;
const STALLED_CHECK_MS = 1_000;
/**
 * A process that has had no job for half a minute, nor has just started, checks less often, since each check wakes it and
 * Redis: a copy of it that dies with a job just then is relieved within 10 s. For the same reason it waits longer for
 * the next job in one go; a job that comes ends the wait at once.
 */
const CALM_AFTER_MS = 30_000;
const CALM_CHECK_MS = 5_000;
const WAIT_FOR_JOB_SECONDS = 10;
/** A job is dropped only after it took this many processes with it; its owner's sweeper asks again even then. */
const MOST_STALLED = 25;
const START_PATIENCE_MS = 20_000;
const CLOSE_MS = 1_000;
const RETRIES = { firstMs: 1_000, longestMs: 60_000 };

const log = logger('jobs');

/** Fetches the jobs of one queue. */
export class QueueWorker {
  private constructor(
    private readonly worker: Worker<Payload>,
    private readonly turns: Turns,
  ) {}

  /**
   * Starts a worker whose connections are known to work. BullMQ sets a connection up once: had Redis gone in that
   * moment, the worker would stay deaf for ever although the connection came back, so it is replaced instead.
   */
  static async start(turns: Turns, redis: Redis, prefix: string): Promise<QueueWorker> {
    const deadline = Date.now() + START_PATIENCE_MS;
    for (;;) {
      const worker = makeWorker(turns, redis, prefix);
      try {
        await worker.waitUntilReady();
        worker.run().catch((error: unknown) => log.error('A worker ended', { queue: turns.queue, error }));
        return new QueueWorker(worker, turns);
      } catch (error) {
        await closeSoon(worker, true);
        if (Date.now() > deadline)
          throw new Error(`Redis went away while queue ${turns.queue} was opened. Is it stable?`, {
            cause: error,
          });
        await delay(100);
      }
    }
  }

  /** Takes no more jobs. */
  async pause(): Promise<void> {
    await this.worker.pause(true);
  }

  /** Waits for the running jobs, not longer than the deadline; what is left is taken up by another process. */
  async close(deadlineMs: number): Promise<void> {
    const inTime = await this.turns.finished(deadlineMs);
    if (!inTime)
      log.warn('Jobs still run at the deadline; another process will do them again', {
        queue: this.turns.queue,
      });
    await closeSoon(this.worker, !inTime);
  }
}

function makeWorker(turns: Turns, redis: Redis, prefix: string): Worker<Payload> {
  const { queue } = turns;
  const worker = new Worker<Payload>(queue, (job, token) => turns.take(job, token), {
    connection: redis,
    prefix,
    autorun: false,
    concurrency: turns.concurrency,
    lockDuration: LOCK_MS,
    lockRenewTime: RENEW_MS,
    stalledInterval: STALLED_CHECK_MS,
    drainDelay: WAIT_FOR_JOB_SECONDS,
    maxStalledCount: MOST_STALLED,
    runRetryDelay: 1_000,
    settings: { backoffStrategy: (attempt) => backoffMs(attempt, RETRIES) },
  });
  checkLessWhenCalm(worker);
  worker.on('error', (error) => log.debug('A worker met an error of Redis', { queue, error }));
  worker.on('stalled', (id) => log.warn('A job lost its worker and is done again', { queue, id }));
  worker.on('failed', (job, error) => turns.report(job, error));
  return worker;
}

/** BullMQ reads the pause to the next check each time. */
function checkLessWhenCalm(worker: Worker<Payload>): void {
  const calm = setTimeout(() => (worker.opts.stalledInterval = CALM_CHECK_MS), CALM_AFTER_MS).unref();
  worker.on('active', () => {
    worker.opts.stalledInterval = STALLED_CHECK_MS;
    calm.refresh();
  });
}

/** BullMQ waits for Redis without limit when it closes. */
async function closeSoon(worker: Worker<Payload>, force: boolean): Promise<void> {
  await within(CLOSE_MS, () => worker.close(force)).catch((error: unknown) =>
    log.debug('A worker closed badly', { error }),
  );
}
