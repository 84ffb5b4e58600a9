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
import { free, licenseOf, seatsOf, swap, toSeat } from './seats.js';
import { SeatsRepository } from './seats.repository.js';
import type { StoredSeat } from './seats.schema.js';

/** Seats inserted by one command: large enough to be quick, small enough to let claims in between. */
const CHUNK = 1_000;

@Injectable()
export class SeatsService {
  constructor(
    private readonly seats: SeatsRepository,
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
    const { accountId, userId, by } = request;
    let freed = 0;
    for (const seat of await this.seats.heldBy(
      accountId,
      userId,
      request.products ?? productNames(this.catalogs),
    ))
      if (await this.freeOne(seat, userId, by)) freed += 1;
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
    const licenses = await Promise.all(
      productNames(this.catalogs).map(async (product) =>
        licenseOf(product, planOf(this.catalogs, product), await this.seats.counts(accountId, product)),
      ),
    );
    return { items: licenses.filter((license) => license !== null) };
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

  private async freeOne(seat: StoredSeat, userId: string, by: Actor): Promise<boolean> {
    let freed = false;
    await this.seats.decide(seat, (current) => {
      const change = free(current, userId, by, this.clock.now());
      freed = change !== null;
      return change;
    });
    crash('licensing.free.afterUpdate');
    return freed;
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
    if (outcome === 'has-one') return (await this.freeOne(seat, from, by)) ? 'freed' : null;
    return swapped ? 'swapped' : null;
  }
}
