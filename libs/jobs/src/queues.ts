import { logger, metrics } from '@seatkeeper/service';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Payload } from './payload.js';

const log = logger('jobs');
const waiting = metrics.gauge('jobs_waiting', 'Jobs that wait for a worker or for their time', ['queue']);

/** The queues this process adds to, one BullMQ queue each, on one connection. */
export class Queues {
  private readonly open = new Map<string, Promise<Queue<Payload>>>();

  constructor(
    readonly redis: Redis,
    readonly prefix: string,
  ) {}

  /**
   * The queue, once its connection is set up. Rejects when Redis does not answer; BullMQ would never try again
   * with that queue, so the next call makes another one.
   */
  get(name: string): Promise<Queue<Payload>> {
    const known = this.open.get(name);
    if (known) return known;
    const opening = this.openQueue(name);
    this.open.set(name, opening);
    opening.catch(() => {
      if (this.open.get(name) === opening) this.open.delete(name);
    });
    return opening;
  }

  async measure(): Promise<void> {
    if (this.redis.status !== 'ready') return;
    for (const [name, opening] of this.open) {
      const counts = await (await opening).getJobCounts('wait', 'prioritized', 'delayed');
      waiting.set(
        { queue: name },
        Object.values(counts).reduce((sum, count) => sum + count, 0),
      );
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.open.values()].map(async (opening) => (await opening).close()));
    this.redis.disconnect();
  }

  private async openQueue(name: string): Promise<Queue<Payload>> {
    const queue = new Queue<Payload>(name, { connection: this.redis, prefix: this.prefix });
    queue.on('error', (error) => log.debug('A queue lost its connection', { queue: name, error }));
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      queue.close().catch((reason: unknown) => log.debug('A queue closed badly', { queue: name, reason }));
      throw error;
    }
  }
}
