import { Injectable } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { metrics } from '@seatkeeper/service';

/** Each holds a place among the requests that identity works on: well below those, so that the others go on. */
const MOST_AT_ONCE = 24;
/** Of one account: nobody's slow provider keeps those of other firms from being asked. */
const MOST_OF_AN_ACCOUNT = 8;
const RETRY_AFTER_SECONDS = 3;

const refused = metrics.counter(
  'outside_questions_refused_total',
  'Questions to identity providers and name servers not asked because too many had no answer yet',
);

/**
 * Questions to servers that customers choose, which answer when they like. So many at once, of all accounts and of one; any
 * beyond are refused with `busy` before they are asked, for whoever waited here would wait in the place of somebody else.
 */
@Injectable()
export class OutsidePlacesService {
  private readonly ofAccounts = new Map<string, number>();
  private taken = 0;

  async ask<R>(accountId: string, question: () => Promise<R>): Promise<R> {
    const own = this.ofAccounts.get(accountId) ?? 0;
    if (this.taken >= MOST_AT_ONCE || own >= MOST_OF_AN_ACCOUNT) {
      refused.inc();
      throw new Fault('busy', {
        detail: 'Many questions to servers of customers have no answer yet. Try again in some seconds.',
        members: { retryAfter: RETRY_AFTER_SECONDS },
      });
    }
    this.count(accountId, 1);
    try {
      return await question();
    } finally {
      this.count(accountId, -1);
    }
  }

  private count(accountId: string, by: 1 | -1): void {
    this.taken += by;
    const own = (this.ofAccounts.get(accountId) ?? 0) + by;
    if (own > 0) this.ofAccounts.set(accountId, own);
    else this.ofAccounts.delete(accountId);
  }
}
