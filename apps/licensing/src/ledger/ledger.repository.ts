import { Injectable } from '@nestjs/common';
import type { Page, PageRequest, Seat } from '@seatkeeper/contracts';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { ledger, type StoredLine } from './ledger.schema.js';

interface Holder {
  _id: string;
  userId: string;
  since: Date;
}

@Injectable()
export class LedgerRepository {
  constructor(@InjectCollection(ledger) private readonly lines: TenantCollection<StoredLine>) {}

  /** Writes a line down unless its event was written down before. */
  async append(line: Omit<StoredLine, 'version'>): Promise<void> {
    await this.lines.insertMissing([line]);
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
}

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
