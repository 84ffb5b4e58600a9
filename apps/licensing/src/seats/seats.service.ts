import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  freeSeats,
  listSeats,
  refuse,
  swapSeats,
  type Actor,
  type Input,
  type License,
  type Output,
  type Page,
  type Seat,
} from '@seatkeeper/contracts';
import { Clock, crash } from '@seatkeeper/service';
import { planOf, productNames, refuseView } from '../catalog/catalog.js';
import { Catalogs } from '../catalog/catalogs.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { pageOfHolders } from '../ledger/holder-pages.js';
import { ReductionsService } from '../reductions/reductions.service.js';
import { RetirementsService } from './retirements.service.js';
import { lessOwed, licenseOf, type SeatCounts, seatsOf, swap, toSeat } from './seats.js';
import { SeatsRepository } from './seats.repository.js';
import type { StoredSeat } from './seats.schema.js';

/** Seats inserted by one command: large enough to be quick, small enough to let claims in between. */
const CHUNK = 1_000;

@Injectable()
export class SeatsService {
  constructor(
    private readonly seats: SeatsRepository,
    private readonly retirements: RetirementsService,
    private readonly reductions: ReductionsService,
    private readonly ledger: LedgerService,
    private readonly catalogs: Catalogs,
    private readonly clock: Clock,
  ) {}

  /** Adds the seats of a purchase that are not there yet, and only those; `alive` hears of each thousand. */
  async add(
    purchase: { accountId: string; purchaseId: string; product: string; quantity: number },
    alive: () => void,
  ): Promise<void> {
    for (let from = 1; from <= purchase.quantity; from += CHUNK) {
      await this.seats.addMissing(
        purchase.accountId,
        seatsOf(purchase, from, Math.min(from + CHUNK, purchase.quantity + 1)),
      );
      alive();
      crash('licensing.purchase.afterSeats');
    }
  }

  /** Frees what the user holds of some products, or of all. Answers how many seats this call freed. */
  @Handle(freeSeats)
  async free(request: Input<typeof freeSeats>): Promise<Output<typeof freeSeats>> {
    const { accountId, userId, by, products = productNames(this.catalogs) } = request;
    const [held, inForce] = await Promise.all([
      this.seats.heldBy(accountId, userId, products),
      this.reductions.inForce(accountId),
    ]);
    let freed = 0;
    for (const seat of held) if (await this.retirements.freeOrRetire(seat, userId, by, inForce)) freed += 1;
    return { freed };
  }

  /** Hands over every seat; where `to` holds one of the product already, the seat of `from` is freed. */
  @Handle(swapSeats)
  async swap({ accountId, from, to, by }: Input<typeof swapSeats>): Promise<Output<typeof swapSeats>> {
    const done = { swapped: 0, freed: 0 };
    if (from === to) return done;
    for (const seat of await this.seats.heldBy(accountId, from, productNames(this.catalogs))) {
      const outcome = await this.swapOne(seat, from, to, by);
      if (outcome) done[outcome] += 1;
    }
    return done;
  }

  /** What there are seats of, by themselves, in the order of the catalogue. */
  async licenses({ accountId }: { accountId: string }): Promise<{ items: License[] }> {
    const [owed, ...counted] = await Promise.all([
      this.retirements.owed(accountId),
      ...productNames(this.catalogs).map(async (product) => ({
        product,
        counts: await this.seats.counts(accountId, product),
      })),
    ]);
    const licenses = counted.map(({ product, counts }) =>
      licenseOf(product, planOf(this.catalogs, product), lessOwed(counts, owed.get(product))),
    );
    return { items: licenses.filter((license) => license !== null) };
  }

  /** What is bought and used of a product. */
  async counts(accountId: string, product: string): Promise<SeatCounts> {
    const [owed, counts] = await Promise.all([
      this.retirements.owed(accountId),
      this.seats.counts(accountId, product),
    ]);
    return lessOwed(counts, owed.get(product));
  }

  /** Who holds the seats of a product, by user id: now from the seats themselves, of another moment from the ledger. */
  @Handle(listSeats)
  async list({ accountId, product, page, at }: Input<typeof listSeats>): Promise<Page<Seat>> {
    refuse(refuseView(this.catalogs, product));
    if (at !== undefined) return pageOfHolders(this.ledger.holdersAt(accountId, product, new Date(at)), page);
    const find = async (after: string, limit: number) =>
      (await this.seats.heldAfter(accountId, product, after, limit)).map(toSeat);
    const count = (most: number) => this.seats.countHeld(accountId, product, most);
    return pageOfHolders({ find, count }, page);
  }

  private async swapOne(
    seat: StoredSeat,
    from: string,
    to: string,
    by: Actor,
  ): Promise<'swapped' | 'freed' | null> {
    let swapped = false;
    const outcome = await this.seats.decide(seat, (current) => {
      const change = swap(current, from, to, by, this.clock.now());
      swapped = change !== null;
      return change;
    });
    crash('licensing.swap.afterUpdate');
    if (outcome === 'has-one') {
      const inForce = await this.reductions.inForce(seat.accountId);
      return (await this.retirements.freeOrRetire(seat, from, by, inForce)) ? 'freed' : null;
    }
    return swapped ? 'swapped' : null;
  }
}
