import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Shutdown } from '@seatkeeper/service';
import type { Redis } from 'ioredis';
import type { Jobs } from './jobs.js';
import type { Processor, Processors } from './processors.js';
import { QueueWorker } from './queue-worker.js';
import type { Queues } from './queues.js';
import { Turns } from './turns.js';

/** Within the time a stopping process has for its work. */
const DRAIN_MS = 4_500;

/** One worker per queue that has processors here; starts them when the application is up. */
export class Workers implements OnApplicationBootstrap {
  private readonly workers: QueueWorker[] = [];

  constructor(
    private readonly processors: Processors,
    private readonly jobs: Jobs,
    private readonly queues: Queues,
    private readonly redis: Redis,
    shutdown: Shutdown,
  ) {
    shutdown.on('intake', 'jobs', () => this.each((worker) => worker.pause()));
    shutdown.on('work', 'jobs', () => this.each((worker) => worker.close(DRAIN_MS)));
    shutdown.on('transport', 'redis', async () => {
      await this.queues.close();
      this.redis.disconnect();
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    const found = this.processors.find();
    this.jobs.expectOnly(
      new Set([...found].flatMap(([queue, jobs]) => [...jobs.keys()].map((name) => `${queue}/${name}`))),
    );
    await Promise.all([...found].map(([queue, jobs]) => this.start(queue, jobs)));
  }

  /** Also opens the queue, so that it is measured from the start. */
  private async start(queue: string, jobs: ReadonlyMap<string, Processor>): Promise<void> {
    const { queues, redis } = this;
    await queues.get(queue).catch(() => undefined);
    this.workers.push(
      await QueueWorker.start(new Turns(queue, jobs, redis, queues.prefix), redis, queues.prefix),
    );
  }

  private async each(step: (worker: QueueWorker) => Promise<void>): Promise<void> {
    await Promise.all(this.workers.map(step));
  }
}
