import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@seatkeeper/contracts';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { allWordsIn } from '@seatkeeper/text';
import type { SuppressionChange } from './suppressions.js';
import { type StoredSuppression, suppressions } from './suppressions.schema.js';

@Injectable()
export class SuppressionsRepository {
  constructor(
    @InjectCollection(suppressions) private readonly suppressions: TenantCollection<StoredSuppression>,
  ) {}

  find(accountId: string, id: string): Promise<StoredSuppression | null> {
    return this.suppressions.findById(accountId, id);
  }

  /** Those that are listed, the newest first. */
  page(accountId: string, q: string | undefined, page: PageRequest): Promise<Page<StoredSuppression>> {
    const words = q === undefined ? {} : allWordsIn('terms', q);
    return this.suppressions.page(accountId, {
      filter: { state: 'listed', ...words },
      sort: [['since', -1]],
      page,
      hint: '$and' in words ? 'by-term' : 'newest',
    });
  }

  /** Keeps it, or writes what `decide` makes of the one that is there. */
  async put(
    fresh: Omit<StoredSuppression, 'version'>,
    decide: (stored: StoredSuppression) => SuppressionChange | null,
  ): Promise<void> {
    if ((await this.suppressions.insertMissing([fresh])) === 1) return;
    await this.suppressions.decide(fresh.accountId, fresh._id, decide);
  }

  decide(
    accountId: string,
    id: string,
    decide: (stored: StoredSuppression) => SuppressionChange | null,
  ): Promise<StoredSuppression | null> {
    return this.suppressions.decide(accountId, id, decide);
  }
}
