import { setTimeout as delay } from 'node:timers/promises';
import { inSpan, logger, metrics, runInContext, runWithTraceHeaders } from '@seatkeeper/service';
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { backoffMs } from './backoff.js';
import { contextOf, type Payload } from './payload.js';
import type { Processor } from './processors.js';

/**
 * A killed worker's job is taken up when its lock has run out and the next check has seen it: 3 to 5 s for the
 * lock, renewed every 2 s, and up to 1 s for the check. The price: a process whose event loop stands still for
 * longer than the lock may have its job done twice, which at-least-once work has to bear anyway.
 */
const LOCK_MS = 5_000;
const RENEW_MS = 2_000;
const STALLED_CHECK_MS = 1_000;
/** A job is dropped only after it took this many processes with it; its owner's sweeper asks again even then. */
const MOST_STALLED = 25;
/** A job this version does not know is left to the copies that do, in the middle of a deployment. */
const UNKNOWN_AGAIN_MS = 5_000;

const LABELS = ['queue', 'job'] as const;
const log = logger('jobs');
const processed = metrics.counter('jobs_processed_total', 'Turns of jobs that ended well', LABELS);
const failed = metrics.counter('jobs_failed_total', 'Turns of jobs that threw', LABELS);
const givenUp = metrics.counter('jobs_given_up_total', 'Jobs dropped after their last attempt', LABELS);
const duration = metrics.histogram('job_duration_seconds', 'Time of one turn of a job', LABELS);

/** Works on one queue with the processors of its jobs. */
export class QueueWorker {
  private readonly worker: Worker<Payload>;
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly queue: string,
    private readonly processors: ReadonlyMap<string, Processor>,
    private readonly redis: Redis,
    prefix: string,
  ) {
    this.worker = new Worker<Payload>(queue, (job, token) => this.track(this.turn(job, token)), {
      connection: redis,
      prefix,
      concurrency: Math.max(...[...processors.values()].map(({ concurrency }) => concurrency)),
      lockDuration: LOCK_MS,
      lockRenewTime: RENEW_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: MOST_STALLED,
      runRetryDelay: 1_000,
      settings: { backoffStrategy: (attempt) => backoffMs(attempt) },
    });
    this.worker.on('error', (error) => log.debug('A worker met an error of Redis.', { queue, error }));
    this.worker.on('stalled', (id) => log.warn('A job lost its worker and is done again.', { queue, id }));
    this.worker.on('failed', (job, error) => this.report(job, error));
  }

  /** Takes no more jobs. */
  async pause(): Promise<void> {
    await this.worker.pause(true);
  }

  /** Waits for the running jobs, not longer than the deadline; what is left is taken up by another process. */
  async close(deadlineMs: number): Promise<void> {
    const finished = Promise.all(this.running).then(() => true as const);
    const inTime = await Promise.race([finished, delay(deadlineMs, false, { ref: false })]);
    if (!inTime)
      log.warn('Jobs still run at the deadline; another process will do them again.', { queue: this.queue });
    await Promise.race([this.worker.close(!inTime), delay(1_000, undefined, { ref: false })]);
  }

  private async track(turn: Promise<void>): Promise<void> {
    const settled = turn.then(
      () => undefined,
      () => undefined,
    );
    this.running.add(settled);
    try {
      await turn;
    } finally {
      this.running.delete(settled);
    }
  }

  private async turn(job: Job<Payload>, token = ''): Promise<void> {
    const processor = this.processors.get(job.name);
    if (!processor) {
      log.warn('This version does not know the job; leaves it to others.', {
        queue: this.queue,
        job: job.name,
      });
      return this.again(job, token, UNKNOWN_AGAIN_MS);
    }
    const { data, trace = {} } = job.data;
    const parsed = processor.contract.data.safeParse(data);
    if (parsed.error)
      throw new UnrecoverableError(`The data do not fit the contract: ${parsed.error.message}`);
    const labels = { queue: this.queue, job: job.name };
    const stop = duration.startTimer(labels);
    const outcome = await runInContext(contextOf(job.data, job.id ?? job.name), () =>
      runWithTraceHeaders(trace, () =>
        inSpan(`job ${job.name}`, 'consumer', () => processor.run(parsed.data)),
      ),
    ).finally(stop);
    processed.inc(labels);
    if (outcome === 'again') return this.again(job, token, 0);
    if (outcome) return this.again(job, token, outcome.againInMs);
  }

  /**
   * By way of the delayed jobs, which join the queue at its tail and keep their id; `moveToWait` would put the
   * job at the head. Progress was made, so attempts and crashes count from nothing again.
   */
  private async again(job: Job<Payload>, token: string, delayMs: number): Promise<never> {
    await this.redis.hset(this.worker.toKey(job.id ?? ''), 'atm', 0, 'stc', 0);
    await job.moveToDelayed(Date.now() + Math.max(0, Math.round(delayMs)), token);
    throw new DelayedError();
  }

  private report(job: Job<Payload> | undefined, error: Error): void {
    const labels = { queue: this.queue, job: job?.name ?? 'unknown' };
    failed.inc(labels);
    const fields = { ...labels, id: job?.id, attempt: job?.attemptsMade, error };
    const last = !job || error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
    if (last) {
      givenUp.inc(labels);
      log.error('A job failed for the last time and is dropped; its owner may ask for it again.', fields);
    } else log.warn('A job failed and will be tried again.', fields);
  }
}
