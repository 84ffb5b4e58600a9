import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  Fault,
  freeSeats,
  listSeats,
  refuse,
  swapSeats,
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
import { refuseOvertaken, type SeatCommand } from './fences.js';
import { RetirementsService } from './retirements.service.js';
import { lessOwed, licenseOf, type SeatCounts, seatsOf, type SeatSwap, swap, toSeat } from './seats.js';
import { SeatsRepository } from './seats.repository.js';
import type { StoredSeat } from './seats.schema.js';

/** Seats inserted by one command: large enough to be quick, small enough to let claims in between. */
const CHUNK = 1_000;
/** How often seats are counted again that go meanwhile: each takes some milliseconds. */
const MOST_LOOKS = 500;

@Injectable()
export class SeatsService {
  constructor(
    private readonly seats: SeatsRepository,
    private readonly retirements: RetirementsService,
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
    const { products = productNames(this.catalogs), ...command } = request;
    const inForce = await this.retirements.inForce(command.accountId);
    let freed = 0;
    await this.empty(command, products, async (seat) => {
      if (await this.retirements.freeOrRetire(seat, command, inForce)) freed += 1;
    });
    return { freed };
  }

  /** Hands over every seat; where `to` holds one of the product already, the seat of `from` is freed. */
  @Handle(swapSeats)
  async swap({ from, ...request }: Input<typeof swapSeats>): Promise<Output<typeof swapSeats>> {
    const done = { swapped: 0, freed: 0 };
    const command = { ...request, userId: from };
    if (from === command.to) return done;
    await this.empty(command, productNames(this.catalogs), async (seat) => {
      const outcome = await this.swapOne(seat, command);
      if (outcome) done[outcome] += 1;
    });
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

  /**
   * The same, of one moment: while a reduction takes seats away, what is there and what is to go are of two, and their
   * sum tells of too many or too few. Rejects with `service-unavailable` while seats go all the time.
   */
  async countsAtOnce(accountId: string, product: string): Promise<SeatCounts> {
    const owedNow = async () => (await this.retirements.owed(accountId)).get(product) ?? 0;
    let before = await owedNow();
    for (let look = 1; look <= MOST_LOOKS; look += 1) {
      const counts = await this.seats.counts(accountId, product);
      const after = await owedNow();
      if (after === before) return lessOwed(counts, after);
      before = after;
    }
    throw new Fault('service-unavailable', 'Seats of the account are just being taken away.');
  }

  /** Whether more than so many seats are free, without counting further. */
  async hasMoreFree(accountId: string, product: string, few: number): Promise<boolean> {
    const [owed, free] = await Promise.all([
      this.retirements.owed(accountId),
      this.seats.countFree(accountId, product, few + 1),
    ]);
    const gone = owed.get(product) ?? 0;
    if (free <= few || gone === 0) return free > few;
    const most = few + gone + 1;
    return (await this.seats.countFree(accountId, product, most)) === most;
  }

  /** What there are seats of, in the order of the catalogue. Only what is to go has to be counted for that. */
  async products(accountId: string): Promise<string[]> {
    const [owed, there] = await Promise.all([
      this.retirements.owed(accountId),
      this.seats.products(accountId),
    ]);
    const left = await Promise.all(
      there.map(async (product) => {
        if (!owed.has(product)) return true;
        const { purchased, used } = lessOwed(await this.seats.counts(accountId, product), owed.get(product));
        return purchased > 0 || used > 0;
      }),
    );
    return productNames(this.catalogs).filter((product) => left[there.indexOf(product)] ?? false);
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

  /**
   * Does something with each seat of a user until there is none left, and writes that down: an older command that
   * wakes between the two is seen, and one that wakes afterwards finds no place.
   */
  private async empty(
    command: SeatCommand,
    products: readonly string[],
    each: (seat: StoredSeat) => Promise<void>,
  ): Promise<void> {
    const { fence } = command;
    for (let left = [...products]; left.length > 0;) {
      const places = await this.seats.placesOf(command, left);
      refuseOvertaken(places, fence);
      for (const place of places) if (place.state === 'held') await each(place);
      if (fence === undefined) return;
      left = await this.seats.deny({ ...command, fence }, left, this.clock.now());
    }
  }

  private async swapOne(seat: StoredSeat, command: SeatSwap): Promise<'swapped' | 'freed' | null> {
    const { accountId, to, toFence } = command;
    for (;;) {
      let swapped = false;
      const outcome = await this.seats.decide(seat, (current) => {
        const change = swap(current, command, this.clock.now());
        swapped = change !== null;
        return change;
      });
      crash('licensing.swap.afterUpdate');
      if (outcome !== 'has-one') return swapped ? 'swapped' : null;
      const [place] = await this.seats.placesOf({ accountId, userId: to }, [seat.product]);
      refuseOvertaken(place ? [place] : [], toFence);
      if (place?.state === 'denied') await this.seats.lift(place);
      if (place?.state !== 'held') continue;
      if (toFence !== undefined && !(await this.seats.raise(place, toFence))) continue;
      const inForce = await this.retirements.inForce(accountId);
      return (await this.retirements.freeOrRetire(seat, command, inForce)) ? 'freed' : null;
    }
  }
}
