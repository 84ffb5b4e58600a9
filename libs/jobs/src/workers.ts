import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Shutdown } from '@seatkeeper/service';
import type { Redis } from 'ioredis';
import type { Jobs } from './jobs.js';
import type { Processors } from './processors.js';
import { QueueWorker } from './queue-worker.js';
import type { Queues } from './queues.js';

/** Within the time a stopping process has for its work. */
const DRAIN_MS = 4_500;

/** One worker per queue that has processors here; starts them when the application is up. */
export class Workers implements OnApplicationBootstrap {
  private workers: QueueWorker[] = [];

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

  onApplicationBootstrap(): void {
    const found = this.processors.find();
    this.jobs.expectOnly(
      new Set([...found].flatMap(([queue, jobs]) => [...jobs.keys()].map((name) => `${queue}/${name}`))),
    );
    this.workers = [...found].map(([queue, jobs]) => {
      this.queues.get(queue);
      return new QueueWorker(queue, jobs, this.redis, this.queues.prefix);
    });
  }

  private async each(step: (worker: QueueWorker) => Promise<void>): Promise<void> {
    await Promise.all(this.workers.map(step));
  }
}
