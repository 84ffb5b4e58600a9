import { Injectable } from '@nestjs/common';
import type { LedgerLine, Page, PageRequest } from '@seatkeeper/contracts';
import { refuseView } from '../catalog/catalog.js';
import type { Holders } from './holder-pages.js';
import { toLedgerLine } from './ledger.js';
import { LedgerRepository } from './ledger.repository.js';

@Injectable()
export class LedgerService {
  constructor(private readonly ledger: LedgerRepository) {}

  async list(accountId: string, product: string, page: PageRequest): Promise<Page<LedgerLine>> {
    const refusal = refuseView(product);
    if (refusal) throw refusal;
    const { items, ...rest } = await this.ledger.pageNewest(accountId, product, page);
    return { ...rest, items: items.map(toLedgerLine) };
  }

  /** Who held the seats of a product at a past moment, by user id. */
  holdersAt(accountId: string, product: string, at: Date): Holders {
    return {
      find: (after, limit) => this.ledger.holdersAt(accountId, product, at, after, limit),
      count: (most) => this.ledger.countHoldersAt(accountId, product, at, most),
    };
  }
}
