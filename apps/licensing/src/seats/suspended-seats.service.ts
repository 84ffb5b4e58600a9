import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  type Input,
  listSuspendedSeats,
  type Output,
  SUSPENDED_SEATS_MAX,
} from '@seatkeeper/contracts';
import { Clock, crash } from '@seatkeeper/service';
import { productNames } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { resume, suspend, type SeatChange } from './seats.js';
import { SeatsRepository } from './seats.repository.js';
import type { StoredSeat } from './seats.schema.js';

/** Seats read at once. */
const PAGE = 5_000;
const WRITES_AT_ONCE = 20;

/** Seats whose holders are kept out: which they are, and the writes that make them so. Who they should be is decided elsewhere. */
@Injectable()
export class SuspendedSeatsService {
  constructor(
    private readonly seats: SeatsRepository,
    private readonly catalogs: Catalogs,
    private readonly clock: Clock,
  ) {}

  @Handle(listSuspendedSeats)
  async list(request: Input<typeof listSuspendedSeats>): Promise<Output<typeof listSuspendedSeats>> {
    const { accountId } = request;
    const found =
      'userId' in request
        ? await this.seats.suspendedOf(accountId, productNames(this.catalogs), request.userId)
        : await this.seats.suspendedBehind(
            accountId,
            request.product,
            request.after ?? '',
            SUSPENDED_SEATS_MAX,
          );
    return {
      items: found.flatMap(({ holder, product, suspendedSince }) =>
        holder !== undefined && suspendedSince
          ? [{ userId: holder, product, since: suspendedSince.toISOString() }]
          : [],
      ),
    };
  }

  count(accountId: string, product: string): Promise<number> {
    return this.seats.countSuspended(accountId, product);
  }

  /** All of a product that are suspended. */
  async of(accountId: string, product: string): Promise<StoredSeat[]> {
    const all: StoredSeat[] = [];
    for (let page: StoredSeat[] | undefined; page === undefined || page.length === PAGE;) {
      page = await this.seats.suspendedBehind(accountId, product, all.at(-1)?.holder ?? '', PAGE);
      all.push(...page);
    }
    return all;
  }

  /** So many held seats of a product, those that were taken last. */
  async newest(accountId: string, product: string, wanted: number): Promise<StoredSeat[]> {
    const all: StoredSeat[] = [];
    while (all.length < wanted) {
      const limit = Math.min(PAGE, wanted - all.length);
      const page = await this.seats.newest(accountId, product, limit, all.at(-1));
      all.push(...page);
      if (page.length < limit) break;
    }
    return all;
  }

  /** What some users hold of some products. */
  async heldBy(
    accountId: string,
    products: readonly string[],
    userIds: readonly string[],
  ): Promise<StoredSeat[]> {
    if (products.length === 0 || userIds.length === 0) return [];
    return this.seats.heldBy(accountId, products, userIds);
  }

  /** Those that were changed since they were read stay as they are. */
  suspend(seats: readonly StoredSeat[], by: Actor): Promise<void> {
    return this.change(seats, (seat, now) => suspend(seat, by, now));
  }

  /** The same. */
  resume(seats: readonly StoredSeat[], by: Actor): Promise<void> {
    return this.change(seats, (seat, now) => resume(seat, by, now));
  }

  private async change(
    seats: readonly StoredSeat[],
    decide: (seat: StoredSeat, now: Date) => SeatChange | null,
  ): Promise<void> {
    const left = seats.values();
    const worker = async () => {
      for (const seat of left) {
        const change = decide(seat, this.clock.now());
        if (change) await this.seats.change(seat, change);
        crash('licensing.suspension.afterSeat');
      }
    };
    await Promise.all(Array.from({ length: WRITES_AT_ONCE }, worker));
  }
}
