import { Injectable } from '@nestjs/common';
import { LeaseLost } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import type { NewReduction } from './reductions.js';
import { ReductionsRepository } from './reductions.repository.js';
import type { StoredReduction } from './reductions.schema.js';

@Injectable()
export class ReductionsService {
  constructor(
    private readonly reductions: ReductionsRepository,
    private readonly clock: Clock,
  ) {}

  /** The reduction as it was told first, which may be now. */
  receive(reduction: NewReduction): Promise<StoredReduction> {
    return this.reductions.receive(reduction, this.clock.now());
  }

  /** Those that wait for a purchase. */
  waitingFor(accountId: string, purchaseId: string): Promise<StoredReduction[]> {
    return this.reductions.waitingFor(accountId, purchaseId);
  }

  /** Those of which some seats are still there, the oldest first. */
  inForce(accountId: string): Promise<StoredReduction[]> {
    return this.reductions.inForce(accountId);
  }

  /** Of all accounts, those that nobody is at. */
  abandoned(limit: number): Promise<StoredReduction[]> {
    return this.reductions.abandoned(this.clock.now(), limit);
  }

  /**
   * Brings it into force, once, and lets `takeAway` remove seats, by one process at a time: true when all are gone. What
   * is left waits for the seats that are held to be freed.
   */
  async enforce(
    reduction: StoredReduction,
    takeAway: (reduction: StoredReduction, alive: () => void) => Promise<boolean>,
  ): Promise<void> {
    const now = () => this.clock.now();
    const held = await this.reductions.take(reduction, now());
    if (!held) return;
    try {
      const areGone = await this.reductions.whileHeld(held, now, (alive) => takeAway(held, alive));
      if (areGone) await this.settle(held);
      else await this.reductions.release(held, now());
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
    }
  }

  /** Says that all of its seats are gone. */
  settle(reduction: StoredReduction): Promise<void> {
    return this.reductions.settle(reduction);
  }
}
