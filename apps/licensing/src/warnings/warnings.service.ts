import { Injectable } from '@nestjs/common';
import { Clock } from '@seatkeeper/service';
import { SeatsService } from '../seats/seats.service.js';
import type { Look } from './warnings.js';
import { WarningsRepository } from './warnings.repository.js';

/** Looks at the counts whenever they have changed, and says when few seats are left. */
@Injectable()
export class WarningsService {
  /** The last look at each product that has begun, and the one that comes after it. */
  private readonly running = new Map<string, Promise<void>>();
  private readonly next = new Map<string, Promise<void>>();

  constructor(
    private readonly warnings: WarningsRepository,
    private readonly seats: SeatsService,
    private readonly clock: Clock,
  ) {}

  /** A hundred claims at once are looked at a few times: everybody waits for a look that began after they asked. */
  look({ accountId, product, actor }: Look): Promise<void> {
    const key = `${accountId}/${product}`;
    const waiting = this.next.get(key);
    if (waiting) return waiting;
    const before = this.running.get(key) ?? Promise.resolve();
    const begin = () => {
      this.next.delete(key);
      const running = this.lookNow({ accountId, product, actor }).finally(() => {
        if (this.running.get(key) === running) this.running.delete(key);
      });
      this.running.set(key, running);
      return running;
    };
    const next = before.then(begin, begin);
    this.next.set(key, next);
    return next;
  }

  private async lookNow(look: Look): Promise<void> {
    const count = () => this.seats.counts(look.accountId, look.product);
    while (!(await this.warnings.tell(look, count, this.clock.now())));
  }
}
