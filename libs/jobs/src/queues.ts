import { logger, metrics } from '@seatkeeper/service';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Payload } from './payload.js';

const log = logger('jobs');
const waiting = metrics.gauge('jobs_waiting', 'Jobs that wait for a worker or for their time', ['queue']);

/** The queues this process adds to, one BullMQ queue each, on one connection. */
export class Queues {
  private readonly open = new Map<string, Queue<Payload>>();

  constructor(
    readonly redis: Redis,
    readonly prefix: string,
  ) {}

  get(name: string): Queue<Payload> {
    const known = this.open.get(name);
    if (known) return known;
    const queue = new Queue<Payload>(name, { connection: this.redis, prefix: this.prefix });
    queue.on('error', (error) => log.debug('A queue lost its connection.', { queue: name, error }));
    this.open.set(name, queue);
    return queue;
  }

  async measure(): Promise<void> {
    if (this.redis.status !== 'ready') return;
    for (const [name, queue] of this.open) {
      const counts = await queue.getJobCounts('wait', 'prioritized', 'delayed');
      waiting.set(
        { queue: name },
        Object.values(counts).reduce((sum, count) => sum + count, 0),
      );
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.open.values()].map((queue) => queue.close()));
    this.redis.disconnect();
  }
}
