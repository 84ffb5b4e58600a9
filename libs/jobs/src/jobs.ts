import type { JobContract } from '@seatkeeper/contracts';
import { logger, within } from '@seatkeeper/service';
import type { z } from 'zod';
import { pack, type Payload } from './payload.js';
import type { Queues } from './queues.js';

const GIVE_UP_MS = 2_000;
/** Adds under way at once; beyond it Redis is so slow that it counts as away. */
const MOST_IN_FLIGHT = 2_000;
/** BullMQ's largest priority. */
const LAST_PRIORITY = 2 ** 21;

const log = logger('jobs');

export interface AddOptions {
  /** From 1, smaller is earlier; jobs without a priority come before all that have one. */
  priority?: number;
  delayMs?: number;
}

/** Asks for work to be done later. MongoDB is the truth, the queue a hint: a sweeper repeats what got lost. */
export class Jobs {
  private inFlight = 0;
  private processed: ReadonlySet<string> | undefined;

  constructor(private readonly queues: Queues) {}

  /**
   * Queues the job unless one with its id waits or runs. False, and a log line, when Redis does not take it
   * within 2 s: the owner's sweeper asks again later. Throws on data that do not fit the contract.
   */
  async add<C extends JobContract>(
    contract: C,
    data: z.input<C['data']>,
    options: AddOptions = {},
  ): Promise<boolean> {
    this.refuseUnprocessed(contract);
    const { id, payload } = pack(contract, data);
    try {
      await this.inTime(() => this.send(contract, id, payload, options));
      return true;
    } catch (error) {
      log.warn('A job could not be queued now; its owner has to ask again', {
        job: contract.name,
        id,
        error: error instanceof Error ? error.message : String(error),
      });
      return false;
    }
  }

  /** Called once the processors of this service are known; names as `queue/name`. */
  expectOnly(processed: ReadonlySet<string>): void {
    this.processed = processed;
  }

  private async send(
    contract: JobContract,
    id: string,
    payload: Payload,
    options: AddOptions,
  ): Promise<void> {
    const { priority, delayMs } = options;
    const queue = await this.queues.get(contract.queue);
    await queue.add(contract.name, payload, {
      jobId: id,
      attempts: contract.attempts,
      backoff: { type: 'custom' },
      // A finished job that stayed would make BullMQ ignore the next one with its id.
      removeOnComplete: true,
      removeOnFail: true,
      ...(priority !== undefined && { priority: Math.min(Math.max(1, Math.round(priority)), LAST_PRIORITY) }),
      ...(delayMs !== undefined && delayMs > 0 && { delay: Math.round(delayMs) }),
    });
  }

  private async inTime(send: () => Promise<void>): Promise<void> {
    const { redis } = this.queues;
    if (redis.status !== 'ready') throw new Error('Redis is not connected.');
    if (this.inFlight >= MOST_IN_FLIGHT) throw new Error('Redis is too slow.');
    this.inFlight++;
    if (await within(GIVE_UP_MS, () => send().finally(() => this.inFlight--))) return;
    // A server that hangs would let unanswered commands pile up: start over with a fresh connection.
    redis.disconnect(true);
    throw new Error('Redis did not answer in time.');
  }

  private refuseUnprocessed({ queue, name }: JobContract): void {
    if (this.processed && !this.processed.has(`${queue}/${name}`))
      throw new Error(`Nobody does job ${name} of queue ${queue} here: put @Process on a provider's method.`);
  }
}
