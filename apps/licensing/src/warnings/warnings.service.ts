import { Injectable } from '@nestjs/common';
import { Clock, SharedLooks } from '@seatkeeper/service';
import { SeatsService } from '../seats/seats.service.js';
import { enoughFree, type Look } from './warnings.js';
import { WarningsRepository } from './warnings.repository.js';

/** Looks at the counts whenever they have changed, and says when few seats are left. */
@Injectable()
export class WarningsService {
  /** A hundred claims at once are looked at a few times. */
  private readonly looks = new SharedLooks<void>();

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
      const few = enoughFree(await this.warnings.known(look));
      if (few !== null && (await this.seats.hasMoreFree(look.accountId, look.product, few))) return;
      await this.lookNow(look);
    });
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
