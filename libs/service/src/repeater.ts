import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { runInContext } from './context/request-context.js';
import { newId } from './ids.js';
import { logger } from './logging/logger.js';
import { metrics } from './metrics.js';
import { Shutdown } from './shutdown.js';

const rounds = metrics.counter('repeater_rounds_total', 'Rounds of repeated work, by outcome', [
  'name',
  'outcome',
]);

interface Repeated {
  intervalMs: number;
  name: string;
  work: () => Promise<void>;
  timer?: NodeJS.Timeout;
  round?: Promise<void>;
  /** Rounds that failed since the last good one. */
  failures: number;
}

/** Work that comes round again and again, such as sweepers: in every copy of a service, never twice in one. */
@Injectable()
export class Repeater implements OnApplicationBootstrap {
  private readonly repeated: Repeated[] = [];
  private readonly log = logger('repeater');
  private state: 'waiting' | 'running' | 'stopped' = 'waiting';

  constructor(shutdown: Shutdown) {
    shutdown.on('intake', 'repeated work', () => this.stop());
    shutdown.on('work', 'rounds of repeated work', () => this.settled());
  }

  /** The pause of `intervalMs` is counted from the end of a round. The first comes sooner, at a random moment. */
  every(intervalMs: number, name: string, work: () => Promise<void>): void {
    const item: Repeated = { intervalMs, name, work, failures: 0 };
    this.repeated.push(item);
    if (this.state === 'running') this.schedule(item, firstPause(intervalMs));
  }

  onApplicationBootstrap(): void {
    if (this.state !== 'waiting') return;
    this.state = 'running';
    for (const item of this.repeated) this.schedule(item, firstPause(item.intervalMs));
  }

  private stop(): void {
    this.state = 'stopped';
    for (const { timer } of this.repeated) clearTimeout(timer);
  }

  private async settled(): Promise<void> {
    await Promise.all(this.repeated.flatMap(({ round }) => round ?? []));
  }

  private schedule(item: Repeated, pauseMs: number): void {
    item.timer = setTimeout(() => {
      item.round = this.runOnce(item).finally(() => {
        delete item.round;
        if (this.state === 'running') this.schedule(item, item.intervalMs);
      });
    }, pauseMs).unref();
  }

  private async runOnce(item: Repeated): Promise<void> {
    const { name } = item;
    await runInContext({ requestId: newId('req') }, async () => {
      try {
        await item.work();
        rounds.inc({ name, outcome: 'done' });
        if (item.failures) this.log.info('Repeated work is well again', { name, failures: item.failures });
        item.failures = 0;
      } catch (error) {
        rounds.inc({ name, outcome: 'failed' });
        // During an outage every round fails: a line at 1, 2, 4, 8 … says as much as one each second.
        item.failures += 1;
        if (Number.isInteger(Math.log2(item.failures)))
          this.log.error('A round of repeated work failed', { name, failures: item.failures, error });
      }
    });
  }
}

/** Copies that start together do not sweep together. */
const firstPause = (intervalMs: number): number => Math.random() * intervalMs;
