import { Injectable } from '@nestjs/common';
import type { digestSeats, Output } from '@seatkeeper/contracts';
import { DuplicateKey, idNumber, InjectCollection, type TenantCollection, Together } from '@seatkeeper/mongo';
import { denial, denialId, type SeatCommand } from './fences.js';
import { beyond, type Owing, settledByFree } from './overages.js';
import { hold, retired, type SeatChange, type SeatClaim, type SeatCounts } from './seats.js';
import { seats, type StoredSeat } from './seats.schema.js';

type SeatDigest = Output<typeof digestSeats>['items'][number];

/** Free or held, as one stretch of the index: no state lies between, and to count two stretches takes twice as long. */
const THERE = { $gte: 'free', $lte: 'held' } as const;

/** So many claims at once wait for each other: more would keep the first ones waiting. */
const MOST_CLAIMS = 50;

type ClaimOutcome = StoredSeat | 'has-one' | null;

interface Wanted {
  readonly claim: SeatClaim;
  /** Where on the ring it begins to search. */
  readonly from: number;
  /** Made before it waits for others, so that its event tells of its own request. */
  readonly hold: ReturnType<typeof hold>;
}

@Injectable()
export class SeatsRepository {
  private readonly claims = new Together<Wanted, ClaimOutcome | 'missed'>(
    (_key, wanted) => this.claimTogether(wanted),
    { most: MOST_CLAIMS },
  );

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
   * Gives a free seat to the user, the first on the ring from a place on: nobody gets a seat that is held. Null when all are
   * held; `has-one` when the user holds one already, or has a denial. Those who claim at the same time claim together.
   */
  async claim(claim: SeatClaim, from: number, now: Date): Promise<ClaimOutcome> {
    const { accountId, product } = claim;
    const one = { claim, from, hold: hold(claim, now) };
    const outcome = await this.claims.do(`${accountId} ${product}`, one);
    return outcome === 'missed' ? this.claimOne(one) : outcome;
  }

  /** Reads as many free seats as are wanted, and gives them away by one write, in which each seat has to be as it was read. */
  private async claimTogether(wanted: readonly Wanted[]): Promise<(ClaimOutcome | 'missed')[]> {
    const [first, ...others] = wanted;
    if (!first) return [];
    if (others.length === 0) return [await this.claimOne(first)];
    const found = await this.freeFrom(first, wanted.length);
    const given = wanted.slice(0, found.length);
    const outcomes = await this.seats.changeEach(given.map(({ hold }, n) => ({ doc: found[n]!, ...hold })));
    return wanted.map((_each, n) => {
      const outcome = outcomes[n];
      // No seat was left for it.
      if (outcome === undefined) return null;
      if (hasOne(outcome)) return 'has-one';
      // Somebody else has taken the seat: there may be others.
      return outcome instanceof DuplicateKey ? 'missed' : (outcome ?? 'missed');
    });
  }

  /** Up to so many free seats on the ring, the first ones from a place on. */
  private async freeFrom({ claim, from }: Wanted, limit: number): Promise<StoredSeat[]> {
    const { accountId, product } = claim;
    const find = (place: { $gte: number } | { $lt: number }, most: number) => {
      const filter = { product, state: 'free', place } as const;
      return this.seats.find(accountId, filter, { sort: { place: 1 }, limit: most });
    };
    const behind = await find({ $gte: from }, limit);
    const left = limit - behind.length;
    return left === 0 ? behind : [...behind, ...(await find({ $lt: from }, left))];
  }

  /** One write, whose filter is the rule. */
  private async claimOne({ claim, from, hold: { change, events } }: Wanted): Promise<ClaimOutcome> {
    const { accountId, product } = claim;
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

  /** Makes the seat a held one by a newer command; null when somebody has changed it since it was read. */
  raise(seat: StoredSeat, fence: number): Promise<StoredSeat | null> {
    return this.seats.change(seat, { set: { fence } });
  }

  /**
   * Writes down that the user has no seat of these products, and since which command. Answers the products of which the
   * user has one all the same, or a denial by a newer command: nothing was written for these.
   */
  async deny(
    command: SeatCommand & { fence: number },
    products: readonly string[],
    now: Date,
  ): Promise<string[]> {
    const { accountId, fence } = command;
    const operations = products.map((product) => {
      const filter = { _id: denialId(command, product), state: 'denied', fence: { $lte: fence } } as const;
      const { set, setOnInsert } = denial(command, product, fence, now);
      return { updateOne: { filter, update: { $set: set, $setOnInsert: setOnInsert }, upsert: true } };
    });
    const { duplicates } = await this.seats.bulkWrite(accountId, operations);
    return duplicates.map(({ position }) => products[position]!);
  }

  /** Takes a denial away, unless a newer command has written it anew. */
  async lift({ accountId, _id, fence = 0 }: StoredSeat): Promise<void> {
    await this.seats.remove(accountId, { _id, fence });
  }

  async hasFree(accountId: string, product: string): Promise<boolean> {
    const options = { projection: { _id: 1 } } as const;
    return (await this.seats.findOne(accountId, { product, state: 'free' }, options)) !== null;
  }

  /** What stands for a user and each of these products: a seat, a denial, or nothing. */
  placesOf(
    { accountId, userId }: Pick<SeatCommand, 'accountId' | 'userId'>,
    products: readonly string[],
  ): Promise<StoredSeat[]> {
    const filter = { product: { $in: [...products] }, holder: userId };
    return this.seats.find(accountId, filter, { limit: products.length });
  }

  /** Writes a change; false when the seat was changed since it was read. */
  async change(seat: StoredSeat, { update, events }: SeatChange): Promise<boolean> {
    return (await this.seats.change(seat, update, events)) !== null;
  }

  /** Counted in the index alone; the free ones are few where it matters, so 100,000 seats take some 30 ms. */
  async counts(accountId: string, product: string): Promise<SeatCounts> {
    const [there, free] = await Promise.all([
      this.seats.count(accountId, { product, state: THERE }),
      this.seats.count(accountId, { product, state: 'free' }),
    ]);
    // Seats may be added between the two counts, and may go.
    return { purchased: there, used: Math.max(0, there - free) };
  }

  /** How many seats are free, counted up to `most`, which is at least 1. */
  countFree(accountId: string, product: string, most: number): Promise<number> {
    return this.seats.countJoined(accountId, { product, state: 'free' }, most);
  }

  /** The products of which any seat is there, whoever holds it. */
  async products(accountId: string): Promise<string[]> {
    const found = await this.seats.aggregate<{ _id: string }>(accountId, [
      { $match: { state: THERE } },
      { $group: { _id: '$product' } },
    ]);
    return found.map(({ _id }) => _id);
  }

  /** How many seats of a product were ever taken beyond what is bought: they are numbered without a gap, from 1 on. */
  async lastOverage(accountId: string, product: string): Promise<number> {
    const filter = { product, overage: { $exists: true } } as const;
    const options = { sort: { overage: -1 }, projection: { overage: 1 } } as const;
    return (await this.seats.findOne(accountId, filter, options))?.overage ?? 0;
  }

  /** Adds a seat in the hands of who takes it. `has-one`: they have one, or a denial. `taken`: somebody else has that number. */
  async takeBeyond(claim: SeatClaim, number: number, now: Date): Promise<StoredSeat | 'has-one' | 'taken'> {
    const { seat, events } = beyond(claim, number, now);
    try {
      return await this.seats.insert(seat, events);
    } catch (error) {
      if (hasOne(error)) return 'has-one';
      if (error instanceof DuplicateKey) return 'taken';
      throw error;
    }
  }

  /** How many seats have gone with a reduction: they are numbered without a gap, from 1 on. */
  async lastRetired({ accountId, reductionId }: Pick<Owing, 'accountId' | 'reductionId'>): Promise<number> {
    const options = { sort: { number: -1 }, projection: { number: 1 } } as const;
    return (await this.seats.findOne(accountId, { reductionId }, options))?.number ?? 0;
  }

  /** Takes a free seat away as one of a reduction; `taken` when that number has gone to another seat. */
  async retireFree(of: Owing, number: number, now: Date): Promise<'retired' | 'none-free' | 'taken'> {
    const { accountId, product, reductionId } = of;
    const set = retired(reductionId, number);
    const events = settledByFree(of, number, now);
    try {
      const gone = await this.seats.changeFirst(accountId, { product, state: 'free' }, { set }, { events });
      return gone ? 'retired' : 'none-free';
    } catch (error) {
      if (isTaken(error)) return 'taken';
      throw error;
    }
  }

  /** Up to `limit` held seats, in the order of their holders' ids, beginning after one of them. */
  heldAfter(accountId: string, product: string, after: string, limit: number): Promise<StoredSeat[]> {
    const filter = { product, state: 'held', holder: { $gt: after } } as const;
    return this.seats.find(accountId, filter, { sort: { holder: 1 }, limit });
  }

  /**
   * Held seats in the order in which they were taken, the newest first, from behind one of them on; of those taken at one moment,
   * by the ids of their holders.
   */
  newest(accountId: string, product: string, limit: number, behind?: StoredSeat): Promise<StoredSeat[]> {
    const { since, holder } = behind ?? {};
    const older = [{ since: { $lt: since } }, { since, holder: { $lt: holder } }];
    const filter = { product, state: 'held' as const, ...(behind && { $or: older }) };
    return this.seats.find(accountId, filter, { sort: { since: -1, holder: -1 }, limit });
  }

  /** What some users hold of some products. */
  heldBy(accountId: string, products: readonly string[], userIds: readonly string[]): Promise<StoredSeat[]> {
    const filter = { product: { $in: [...products] }, holder: { $in: [...userIds] }, state: 'held' } as const;
    return this.seats.find(accountId, filter, { limit: products.length * userIds.length });
  }

  /** The suspended seats of a user. */
  suspendedOf(accountId: string, products: readonly string[], holder: string): Promise<StoredSeat[]> {
    const filter = { product: { $in: [...products] }, holder, suspendedSince: { $exists: true } };
    return this.seats.find(accountId, filter, { limit: products.length });
  }

  /** Suspended seats of a product in the order of their holders, of those behind one. */
  suspendedBehind(accountId: string, product: string, after: string, limit: number): Promise<StoredSeat[]> {
    const filter = { product, holder: { $gt: after }, suspendedSince: { $exists: true } };
    return this.seats.find(accountId, filter, { sort: { holder: 1 }, limit });
  }

  countSuspended(accountId: string, product: string): Promise<number> {
    return this.seats.count(accountId, { product, suspendedSince: { $exists: true } });
  }

  /** How many seats are held in each of these accounts, by product, and the sum of their holders as numbers. */
  digests(accountIds: readonly string[]): Promise<SeatDigest[]> {
    return this.seats.acrossAccounts.aggregate([
      { $match: { accountId: { $in: [...accountIds] }, state: 'held' } },
      {
        $group: {
          _id: { accountId: '$accountId', product: '$product' },
          seats: { $sum: 1 },
          sum: { $sum: idNumber('$holder') },
        },
      },
      { $project: { _id: 0, accountId: '$_id.accountId', product: '$_id.product', seats: 1, sum: 1 } },
    ]);
  }

  /** The same of those that are suspended. */
  suspendedDigests(accountIds: readonly string[]): Promise<SeatDigest[]> {
    return this.seats.acrossAccounts.aggregate([
      { $match: { accountId: { $in: [...accountIds] }, suspendedSince: { $exists: true } } },
      {
        $group: {
          _id: { accountId: '$accountId', product: '$product' },
          seats: { $sum: 1 },
          sum: { $sum: idNumber('$holder') },
        },
      },
      { $project: { _id: 0, accountId: '$_id.accountId', product: '$_id.product', seats: 1, sum: 1 } },
    ]);
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
   * the product, or has a denial. `taken`: it was to go under a number that another seat has gone under.
   */
  async decide(
    seat: StoredSeat,
    decide: (seat: StoredSeat) => SeatChange | null,
  ): Promise<void | 'has-one' | 'taken'> {
    try {
      await this.seats.decideFrom(seat, decide);
    } catch (error) {
      if (hasOne(error)) return 'has-one';
      if (isTaken(error)) return 'taken';
      throw error;
    }
  }
}

const isTaken = (error: unknown): boolean => error instanceof DuplicateKey && error.index === 'retired';

const hasOne = (error: unknown): boolean => error instanceof DuplicateKey && error.index === 'holder';
