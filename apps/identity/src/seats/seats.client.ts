import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  type Actor,
  claimSeats,
  Fault,
  freeSeats,
  listCatalog,
  type Seat,
  swapSeats,
} from '@seatkeeper/contracts';
import { LeaseLost } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { fenceOf } from '../users/fences.js';
import { flowLease, type FlowKind } from '../users/stored-flows.js';
import { UsersRepository } from '../users/users.repository.js';
import { FirstClaimsService } from './first-claims.service.js';
import { SeatDoubtsRepository } from './seat-doubts.repository.js';

/** Acts that want a seat now, which others may have waited for. */
const BEHIND_WHO_WAITS: readonly FlowKind[] = ['invite', 'join', 'arrive', 'reactivate', 'update'];

/**
 * What flows ask of licensing. All of it can be asked again, by a later driver: whatever an earlier one asked is overtaken
 * then, and changes nothing even if it is carried out after a long time.
 */
@Injectable()
export class SeatsClient {
  constructor(
    private readonly bus: Bus,
    private readonly first: FirstClaimsService,
    private readonly doubts: SeatDoubtsRepository,
    private readonly users: UsersRepository,
    private readonly clock: Clock,
  ) {}

  /** Refuses with `unknown-product` what nobody sells, before anybody wants a seat of it. */
  async refuseUnknown(products: readonly string[]): Promise<void> {
    const { items } = await this.bus.request(listCatalog, {});
    const unknown = products.find((product) => !items.some((sold) => sold.product === product));
    if (unknown === undefined) return;
    throw new Fault('unknown-product', {
      detail: `There is no product ${unknown}.`,
      members: { product: unknown },
    });
  }

  /** One seat of each product, all or none. Rejects with `no-free-seat` and its numbers. */
  async claim(run: FlowRun, products: readonly string[]): Promise<Seat[]> {
    if (products.length === 0) return [];
    const { accountId, _id: userId } = run.user;
    // An earlier driver may hold them by now, and not be refused what it has.
    if (!run.isResumed && BEHIND_WHO_WAITS.includes(run.flow.kind))
      await this.first.refuse(accountId, products);
    try {
      const fence = run.nextFence();
      const claim = { accountId, userId, fence, by: run.flow.by, products: [...products] };
      const { seats } = await unlessOvertaken(this.bus.request(claimSeats, claim));
      return seats;
    } catch (error) {
      if (isRefusal(error) && run.isResumed) await this.giveBack(run, products);
      throw error;
    }
  }

  /**
   * What an earlier driver asked for may have been taken in part, by a licensing that died before it could give it back; or it is
   * still on its way, and answered with seats that nobody knows of.
   */
  private async giveBack(run: FlowRun, products: readonly string[]): Promise<void> {
    await this.doubts.note(run.user.accountId, run.user._id, products);
    await this.free(run, products);
  }

  /** Answers how many seats were freed: none if it was done before. */
  async free(run: FlowRun, products?: readonly string[]): Promise<number> {
    if (products?.length === 0) return 0;
    const { accountId, _id: userId } = run.user;
    const command = { accountId, userId, fence: run.nextFence(), by: run.flow.by };
    const { freed } = await unlessOvertaken(
      this.bus.request(freeSeats, { ...command, products: products && [...products] }),
    );
    return freed;
  }

  /** For a user who is nobody: who had the id had it before now, and whoever gets it will have it later. */
  async freeOfNobody(
    accountId: string,
    userId: string,
    by: Actor,
    products: readonly string[],
  ): Promise<number> {
    const fence = fenceOf({ createdAt: this.clock.now() }, 0, 0);
    const free = { accountId, userId, fence, by, products: [...products] };
    const { freed } = await this.bus.request(freeSeats, free);
    return freed;
  }

  /** Answers how many seats changed hands. */
  async swap(run: FlowRun, to: string): Promise<number> {
    const { accountId, _id: from } = run.user;
    const successor = await this.users.find(accountId, to);
    // The flow that holds the successor still made this version; the next one of theirs makes a later one.
    const toFence = successor ? fenceOf(successor, successor.version) : undefined;
    const swap = { accountId, by: run.flow.by, from, fence: run.nextFence(), to, toFence };
    const { swapped } = await unlessOvertaken(this.bus.request(swapSeats, swap));
    return swapped;
  }
}

/** Licensing has heard of a later driver of this user: this one is no longer it. */
async function unlessOvertaken<R>(asked: Promise<R>): Promise<R> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Fault && error.code === 'overtaken')
      throw new LeaseLost(flowLease.name, 'licensing has carried out a newer command');
    throw error;
  }
}
