import { inSpan, logger, metrics, runInContext, runWithTraceHeaders, within } from '@seatkeeper/service';
import { DelayedError, type Job, QueueKeys, UnrecoverableError } from 'bullmq';
import type { Redis } from 'ioredis';
import { contextOf, type Payload } from './payload.js';
import type { Processor } from './processors.js';

/** A job this version does not know is left to the copies that do, in the middle of a deployment. */
const UNKNOWN_AGAIN_MS = 5_000;

/**
 * Only of a job that is there: whoever was slow may find that another has taken it and ended it, and a job of nothing but
 * two counts would be in the way of every one that is added under its id.
 */
const COUNT_ANEW = `if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'atm', 0, 'stc', 0) end`;

const LABELS = ['queue', 'job'] as const;
const log = logger('jobs');
const processed = metrics.counter('jobs_processed_total', 'Turns of jobs that ended well', LABELS);
const failed = metrics.counter('jobs_failed_total', 'Turns of jobs that threw', LABELS);
const givenUp = metrics.counter('jobs_given_up_total', 'Jobs dropped after their last attempt', LABELS);
const duration = metrics.histogram('job_duration_seconds', 'Time of one turn of a job', LABELS);

/** Gives the jobs of one queue to their processors, turn by turn. */
export class Turns {
  private readonly running = new Set<Promise<void>>();
  private readonly keys: QueueKeys;

  constructor(
    readonly queue: string,
    private readonly processors: ReadonlyMap<string, Processor>,
    private readonly redis: Redis,
    prefix: string,
  ) {
    this.keys = new QueueKeys(prefix);
  }

  /** How many may run at a time. */
  get concurrency(): number {
    return Math.max(...[...this.processors.values()].map(({ concurrency }) => concurrency));
  }

  async take(job: Job<Payload>, token = ''): Promise<void> {
    const turn = this.run(job, token);
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

  /** True when no turn runs any more, false at the deadline. */
  finished(deadlineMs: number): Promise<boolean> {
    return within(deadlineMs, () => Promise.all(this.running));
  }

  report(job: Job<Payload> | undefined, error: Error): void {
    const labels = { queue: this.queue, job: job?.name ?? 'unknown' };
    failed.inc(labels);
    const fields = { ...labels, id: job?.id, attempt: job?.attemptsMade, error };
    const last = !job || error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
    if (last) {
      givenUp.inc(labels);
      log.error('A job failed for the last time and is dropped; its owner may ask for it again', fields);
    } else log.warn('A job failed and will be tried again', fields);
  }

  private async run(job: Job<Payload>, token: string): Promise<void> {
    const processor = this.processors.get(job.name);
    if (!processor) {
      log.warn('This version does not know the job; leaves it to others', {
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
    await this.redis.eval(COUNT_ANEW, 1, this.keys.toKey(this.queue, job.id ?? ''));
    await job.moveToDelayed(Date.now() + Math.max(0, Math.round(delayMs)), token);
    throw new DelayedError();
  }
}
