import { Injectable } from '@nestjs/common';
import { BoundedMap, Clock, SharedLooks } from '@seatkeeper/service';
import { SeatsService } from '../seats/seats.service.js';
import { enoughFree, type Look } from './warnings.js';
import { WarningsRepository } from './warnings.repository.js';

const MOST_GUESSES = 10_000;

/** Looks at the counts whenever they have changed, and says when few seats are left. */
@Injectable()
export class WarningsService {
  /** A hundred claims at once are looked at a few times. */
  private readonly looks = new SharedLooks<void>();
  /** How many free seats were few when a product was looked at last: most of the time they are as few now. */
  private readonly guesses = new BoundedMap<string, number>(MOST_GUESSES);

  constructor(
    private readonly warnings: WarningsRepository,
    private readonly seats: SeatsService,
    private readonly clock: Clock,
  ) {}

  /** After seats were bought or have gone: they are counted anew. */
  look(look: Look): Promise<void> {
    return this.looks.look(keyOf(look, 'all'), () => this.lookNow(look));
  }

  /**
   * After seats were taken or came free: as many are there as before, so nothing is to be told while enough are free.
   * To see that takes as long for ten seats as for ten thousand; to count them does not, and this is asked with each claim.
   */
  lookAtUse(look: Look): Promise<void> {
    return this.looks.look(keyOf(look, 'use'), async () => {
      if (!(await this.areEnoughFree(look))) await this.lookNow(look);
    });
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

  private async lookNow(look: Look): Promise<void> {
    const { accountId, product } = look;
    for (;;) {
      const known = await this.warnings.known(look);
      const counts = await this.seats.counts(accountId, product);
      if (await this.warnings.tell(look, known, counts, this.clock.now())) return;
    }
  }
}

const keyOf = ({ accountId, product }: Look, what: 'all' | 'use'): string =>
  `${accountId}/${product}/${what}`;
