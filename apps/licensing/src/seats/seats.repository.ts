import { Injectable } from '@nestjs/common';
import { DuplicateKey, InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { hold, type SeatChange, type SeatClaim, type SeatCounts } from './seats.js';
import { seats, type StoredSeat } from './seats.schema.js';

@Injectable()
export class SeatsRepository {
  constructor(@InjectCollection(seats) private readonly seats: TenantCollection<StoredSeat>) {}

  /**
   * Adds those seats of one account that are not there yet, whatever has happened to the others since. Looking
   * first is cheap beside a thousand refusals of the index, which still decides when two add at once.
   */
  async addMissing(accountId: string, seats: readonly Omit<StoredSeat, 'version'>[]): Promise<void> {
    const filter = { _id: { $in: seats.map(({ _id }) => _id) } };
    const found = await this.seats.find(accountId, filter, { limit: seats.length, projection: { _id: 1 } });
    const there = new Set(found.map(({ _id }) => _id));
    await this.seats.insertMissing(seats.filter(({ _id }) => !there.has(_id)));
  }

  /**
   * Gives the first free seat on the ring from a place on to the user: one write, whose filter is the rule, so nobody
   * gets a seat that is held. Null when all are held; `has-one` when the user holds one already.
   */
  async claim(claim: SeatClaim, from: number, now: Date): Promise<StoredSeat | 'has-one' | null> {
    const { accountId, product } = claim;
    const { change, events } = hold(claim, now);
    const options = { sort: { place: 1 } as const, events };
    const free = { product, state: 'free' } as const;
    try {
      return (
        (await this.seats.changeFirst(accountId, { ...free, place: { $gte: from } }, change, options)) ??
        (await this.seats.changeFirst(accountId, { ...free, place: { $lt: from } }, change, options))
      );
    } catch (error) {
      if (hasOne(error)) return 'has-one';
      throw error;
    }
  }

  /** Lets nobody change the seat who read it before now; null when somebody has changed it already. */
  keep(seat: StoredSeat): Promise<StoredSeat | null> {
    return this.seats.change(seat, {});
  }

  async hasFree(accountId: string, product: string): Promise<boolean> {
    const options = { projection: { _id: 1 } } as const;
    return (await this.seats.findOne(accountId, { product, state: 'free' }, options)) !== null;
  }

  heldBy(accountId: string, userId: string, products: readonly string[]): Promise<StoredSeat[]> {
    const filter = { product: { $in: [...products] }, holder: userId };
    return this.seats.find(accountId, filter, { limit: products.length });
  }

  /** Writes a change; false when the seat was changed since it was read. */
  async change(seat: StoredSeat, { update, events }: SeatChange): Promise<boolean> {
    return (await this.seats.change(seat, update, events)) !== null;
  }

  /** Counted in the index alone; the free ones are few where it matters, so 100,000 seats take some 30 ms. */
  async counts(accountId: string, product: string): Promise<SeatCounts> {
    const [purchased, free] = await Promise.all([
      this.seats.count(accountId, { product }),
      this.seats.count(accountId, { product, state: 'free' }),
    ]);
    // Seats may be added between the two counts.
    return { purchased, used: Math.max(0, purchased - free) };
  }

  /** Up to `limit` held seats, in the order of their holders' ids, beginning after one of them. */
  heldAfter(accountId: string, product: string, after: string, limit: number): Promise<StoredSeat[]> {
    return this.seats.find(accountId, { product, holder: { $gt: after } }, { sort: { holder: 1 }, limit });
  }

  /** How many seats are held, counted up to `most`. */
  async countHeld(accountId: string, product: string, most: number): Promise<number> {
    const [count] = await this.seats.aggregate<{ seats: number }>(accountId, [
      { $match: { product, state: 'held' } },
      { $limit: most },
      { $group: { _id: null, seats: { $sum: 1 } } },
    ]);
    return count?.seats ?? 0;
  }

  /**
   * Writes what `decide` makes of the seat as it is by then. `has-one`: the user who is to hold it holds another seat of
   * the product.
   */
  async decide(seat: StoredSeat, decide: (seat: StoredSeat) => SeatChange | null): Promise<void | 'has-one'> {
    try {
      await this.seats.decideFrom(seat, decide);
    } catch (error) {
      if (hasOne(error)) return 'has-one';
      throw error;
    }
  }
}

const hasOne = (error: unknown): boolean => error instanceof DuplicateKey && error.index === 'holder';
