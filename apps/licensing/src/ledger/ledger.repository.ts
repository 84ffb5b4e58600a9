import { Injectable } from '@nestjs/common';
import { type Page, type PageRequest, RECONCILIATION, type Seat } from '@seatkeeper/contracts';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { ledger, type StoredLine } from './ledger.schema.js';
import type { ChangedDay, Counts } from './usage.js';

interface Holder {
  _id: string;
  userId: string;
  since: Date;
}

@Injectable()
export class LedgerRepository {
  constructor(@InjectCollection(ledger) private readonly lines: TenantCollection<StoredLine>) {}

  /** Writes a line down unless its event was written down before. */
  append(line: Omit<StoredLine, 'version'>): Promise<void> {
    return this.lines.writeDown([line]);
  }

  pageNewest(accountId: string, product: string, page: PageRequest): Promise<Page<StoredLine>> {
    return this.lines.page(accountId, { filter: { product }, sort: [['at', -1]], page });
  }

  /** Who held the seats at a moment, in the order of the user ids that come after `after`. */
  async holdersAt(
    accountId: string,
    product: string,
    at: Date,
    after: string,
    limit: number,
  ): Promise<Seat[]> {
    const holders = await this.lines.aggregate<Holder>(accountId, [
      ...held(product, at),
      { $match: { userId: { $gt: after } } },
      { $sort: { userId: 1 } },
      { $limit: limit },
    ]);
    return holders.map(({ _id, userId, since }) => ({
      id: _id,
      product,
      userId,
      since: since.toISOString(),
    }));
  }

  async countHoldersAt(accountId: string, product: string, at: Date, most: number): Promise<number> {
    const [count] = await this.lines.aggregate<{ seats: number }>(accountId, [
      ...held(product, at),
      { $limit: most },
      { $group: { _id: null, seats: { $sum: 1 } } },
    ]);
    return count?.seats ?? 0;
  }

  /** How many seats of each product all lines together come to. */
  entitled(accountId: string): Promise<{ product: string; purchased: number }[]> {
    return this.lines.aggregate(accountId, [
      { $match: { used: 0 } },
      { $group: { _id: '$product', purchased: { $sum: '$purchased' } } },
      { $project: { _id: 0, product: '$_id', purchased: 1 } },
      { $sort: { product: 1 } },
    ]);
  }

  /** What reconciliation did since a moment, the last first. */
  repairsSince(accountId: string, since: Date, limit: number): Promise<StoredLine[]> {
    const { type, id } = RECONCILIATION;
    const filter = { 'actor.type': type, 'actor.id': id, at: { $gte: since } };
    return this.lines.find(accountId, filter, { sort: { at: -1 }, limit });
  }

  /** What all lines before a moment come to. */
  async countsBefore(accountId: string, product: string, moment: Date): Promise<Counts> {
    const [counts] = await this.lines.aggregate<Counts>(accountId, [
      { $match: { product, at: { $lt: moment } } },
      { $group: { _id: null, purchased: { $sum: '$purchased' }, used: { $sum: '$used' } } },
      { $project: { _id: 0 } },
    ]);
    return counts ?? { purchased: 0, used: 0 };
  }

  /** The days between two moments on which something changed, the first one first; `opening` is how it was before them. */
  changedDays(
    accountId: string,
    product: string,
    { since, before, timeZone, opening }: { since: Date; before: Date; timeZone: string; opening: Counts },
  ): Promise<ChangedDay[]> {
    const soFar = (field: 'purchased' | 'used') => ({
      $sum: `$${field}`,
      window: { documents: ['unbounded', 'current'] as ['unbounded', 'current'] },
    });
    const of = (kind: string) => ({ $sum: { $cond: [{ $eq: ['$kind', kind] }, 1, 0] } });
    return this.lines.aggregate(accountId, [
      { $match: { product, at: { $gte: since, $lt: before } } },
      {
        $setWindowFields: {
          sortBy: IN_ORDER,
          output: { purchasedSoFar: soFar('purchased'), usedSoFar: soFar('used') },
        },
      },
      { $sort: IN_ORDER },
      {
        $group: {
          _id: { $dateToString: { date: '$at', format: '%Y-%m-%d', timezone: timeZone } },
          purchased: { $last: '$purchasedSoFar' },
          used: { $last: '$usedSoFar' },
          peak: { $max: '$usedSoFar' },
          claimed: of('claimed'),
          freed: of('freed'),
        },
      },
      {
        $project: {
          _id: 0,
          day: '$_id',
          purchased: { $add: ['$purchased', opening.purchased] },
          used: { $add: ['$used', opening.used] },
          peak: { $add: ['$peak', opening.used] },
          claimed: 1,
          freed: 1,
        },
      },
      { $sort: { day: 1 } },
    ]);
  }
}

/** Of lines of one moment those that free come first: nobody used more at once than there ever were. */
const IN_ORDER = { at: 1 as const, used: 1 as const, _id: 1 as const };

/** The last line of each seat up to the moment says who held it. The sort is the order of the index `seat`. */
const held = (product: string, at: Date) => [
  { $match: { product, seatId: { $exists: true }, at: { $lte: at } } },
  { $sort: { seatId: 1 as const, sequence: -1 as const } },
  {
    $group: {
      _id: '$seatId',
      kind: { $first: '$kind' },
      userId: { $first: '$userId' },
      since: { $first: '$at' },
    },
  },
  { $match: { kind: { $ne: 'freed' } } },
];
