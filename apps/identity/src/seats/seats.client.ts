import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { type Actor, claimSeats, freeSeats, type Seat, swapSeats } from '@seatkeeper/contracts';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { SeatDoubtsRepository } from './seat-doubts.repository.js';

/** What flows ask of licensing. All of it can be asked again. */
@Injectable()
export class SeatsClient {
  constructor(
    private readonly bus: Bus,
    private readonly doubts: SeatDoubtsRepository,
  ) {}

  /** One seat of each product, all or none. Rejects with `no-free-seat` and its numbers. */
  async claim(run: FlowRun, products: readonly string[]): Promise<Seat[]> {
    if (products.length === 0) return [];
    const { accountId, _id: userId } = run.user;
    try {
      const { by } = run.flow;
      const { seats } = await this.bus.request(claimSeats, {
        accountId,
        userId,
        by,
        products: [...products],
      });
      return seats;
    } catch (error) {
      // The question of an earlier driver may still be on its way, and be answered with seats nobody knows of.
      if (isRefusal(error) && run.isResumed) await this.doubts.note(accountId, userId, products);
      throw error;
    }
  }

  /** Answers how many seats were freed: none if it was done before. */
  async free(run: FlowRun, products?: readonly string[]): Promise<number> {
    if (products?.length === 0) return 0;
    const { accountId, _id: userId } = run.user;
    return this.freeOf(accountId, userId, run.flow.by, products);
  }

  async freeOf(accountId: string, userId: string, by: Actor, products?: readonly string[]): Promise<number> {
    const { freed } = await this.bus.request(freeSeats, {
      accountId,
      userId,
      by,
      products: products && [...products],
    });
    return freed;
  }

  /** Answers how many seats changed hands. */
  async swap(run: FlowRun, to: string): Promise<number> {
    const { accountId, _id: from } = run.user;
    const { swapped } = await this.bus.request(swapSeats, { accountId, by: run.flow.by, from, to });
    return swapped;
  }
}
