import { Injectable } from '@nestjs/common';
import { systemActor } from '@seatkeeper/contracts';
import { BoundedMap, Clock, crash, logger, SharedLooks } from '@seatkeeper/service';
import { PoliciesService } from '../accounts/policies.service.js';
import { SeatsService } from '../seats/seats.service.js';
import { enoughFree, type Look } from './warnings.js';
import { WarningsRepository } from './warnings.repository.js';
import type { OverAllocation, StoredWarning } from './warnings.schema.js';

const MOST_GUESSES = 10_000;
/** What nothing depends on while no more are held than purchased. */
const NOT_ASKED = { graceDays: 0, afterGrace: 'refuse-claims' } as const;
/** As whom the product reminds of what nobody has put right. */
export const REMINDERS = systemActor('reminders');

/** Looks at the counts whenever they have changed, and says when few seats are left. */
@Injectable()
export class WarningsService {
  private readonly log = logger('warnings');
  /** A hundred claims at once are looked at a few times. */
  private readonly looks = new SharedLooks<boolean>();
  /** How many free seats were few when a product was looked at last: most of the time they are as few now. */
  private readonly guesses = new BoundedMap<string, number>(MOST_GUESSES);

  constructor(
    private readonly warnings: WarningsRepository,
    private readonly seats: SeatsService,
    private readonly policies: PoliciesService,
    private readonly clock: Clock,
  ) {}

  /** After seats were bought or have gone: they are counted anew. True while more are held than purchased. */
  look(look: Look): Promise<boolean> {
    return this.looks.look(keyOf(look, 'all'), () => this.lookNow(look));
  }

  /**
   * After seats were taken or came free: as many are there as before, so nothing is to be told while enough are free.
   * To see that takes as long for ten seats as for ten thousand; to count them does not, and this is asked with each claim.
   * True while more are held than purchased.
   */
  lookAtUse(look: Look): Promise<boolean> {
    return this.looks.look(keyOf(look, 'use'), async () =>
      (await this.areEnoughFree(look)) ? false : this.lookNow(look),
    );
  }

  /** With a guess that holds, all that it takes is asked for at once, in one operation. */
  private async areEnoughFree(look: Look): Promise<boolean> {
    const { accountId, product } = look;
    const key = keyOf(look, 'use');
    const guess = this.guesses.get(key);
    const [known, isMore] = await Promise.all([
      this.warnings.known(look),
      guess !== undefined && this.seats.hasMoreFree(accountId, product, guess),
    ]);
    const few = enoughFree(known);
    if (few === null) return false;
    this.guesses.set(key, few);
    return few === guess ? isMore : this.seats.hasMoreFree(accountId, product, few);
  }

  /**
   * Until there is nothing to tell: who counted, froze and told what is no longer so, after another who found nothing to
   * tell, sees that by counting once more.
   */
  private async lookNow(look: Look): Promise<boolean> {
    const { accountId, product } = look;
    for (;;) {
      const known = await this.warnings.known(look);
      const counts = await this.seats.countsAtOnce(accountId, product);
      const isOver = counts.used > counts.purchased;
      const policy = isOver ? await this.policies.get({ accountId }) : NOT_ASKED;
      const outcome = await this.warnings.tell(look, known, counts, policy, this.clock.now());
      if (outcome === 'told') crash('licensing.warning.afterTold');
      if (outcome === 'nothing') return isOver;
    }
  }

  /** Since when more seats are held than purchased, and until when there is time, by product; the others are left out. */
  async overAllocations(
    accountId: string,
    products: readonly string[],
  ): Promise<ReadonlyMap<string, OverAllocation>> {
    const known = await this.warnings.of(accountId, products);
    return new Map(
      known.flatMap(({ product, overAllocation }) => (overAllocation ? [[product, overAllocation]] : [])),
    );
  }

  /** Of all accounts, those of which it is to be looked at whether those are kept out who should be. */
  toCheck(limit: number): Promise<StoredWarning[]> {
    return this.warnings.toCheck(this.clock.now(), limit);
  }

  async noteCheck(checked: StoredWarning): Promise<void> {
    await this.warnings.noteCheck(checked, this.clock.now());
  }

  /** Looks at over-allocations that are to be reminded of, so many at a time; true if there were any. */
  async remind(limit: number): Promise<boolean> {
    const due = await this.warnings.due(this.clock.now(), limit);
    for (const { accountId, product } of due)
      try {
        await this.lookNow({ accountId, product, actor: REMINDERS });
      } catch (error) {
        this.log.error('An over-allocation could not be followed up', { accountId, product, error });
      }
    return due.length > 0;
  }
}

const keyOf = ({ accountId, product }: Look, what: 'all' | 'use'): string =>
  `${accountId}/${product}/${what}`;
