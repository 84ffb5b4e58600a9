import { Injectable } from '@nestjs/common';
import { Clock, crash } from '@seatkeeper/service';
import type { StoredReduction } from '../reductions/reductions.schema.js';
import { ReductionsService } from '../reductions/reductions.service.js';
import type { SeatCommand } from './fences.js';
import { type Owing, owing, settledBy } from './overages.js';
import { OveragesService } from './overages.service.js';
import { free, retire, type SeatChange } from './seats.js';
import { SeatsRepository } from './seats.repository.js';
import type { StoredSeat } from './seats.schema.js';

/**
 * Seats that go. Each reduction has as many numbers as seats, each given to one seat for good: an index decides, so
 * never one seat too many goes, however many take seats away at once.
 */
@Injectable()
export class RetirementsService {
  constructor(
    private readonly seats: SeatsRepository,
    private readonly reductions: ReductionsService,
    private readonly overages: OveragesService,
    private readonly clock: Clock,
  ) {}

  /** How many seats that are held still are to go, of each product. */
  async owed(accountId: string): Promise<Map<string, number>> {
    const owed = new Map<string, number>();
    for (const reduction of await this.reductions.inForce(accountId)) {
      const { product, quantity } = reduction;
      const left = quantity - (await this.seats.lastRetired(reduction));
      owed.set(product, (owed.get(product) ?? 0) + left);
    }
    return owed;
  }

  /** What takes seats away as they come free: what was taken beyond what is bought, then the reductions, the oldest first. */
  async inForce(accountId: string): Promise<(Owing | StoredReduction)[]> {
    const [overages, reductions] = await Promise.all([
      this.overages.owedBy(accountId),
      this.reductions.inForce(accountId),
    ]);
    return [...overages.map(owing), ...reductions];
  }

  /** Lets free seats take the place of those that were taken beyond what is bought. */
  async settleOverages(accountId: string): Promise<void> {
    for (const overage of await this.overages.owedBy(accountId))
      await this.retireFree(owing(overage), () => undefined);
  }

  /**
   * Brings a reduction into force, or goes on with it: free seats go, and the others when they are freed. `progress` hears of each that
   * goes, for who does it as a part of more.
   */
  enforce(reduction: StoredReduction, progress: () => void = () => undefined): Promise<void> {
    return this.reductions.enforce(reduction, (held, alive) =>
      this.retireFree(held, () => {
        alive();
        progress();
      }),
    );
  }

  /** Lets seats that were added take the place of those that are to go and are held. */
  async enforceAll(accountId: string): Promise<void> {
    await this.settleOverages(accountId);
    for (const reduction of await this.reductions.inForce(accountId)) await this.enforce(reduction);
  }

  /** Takes free seats away until all are gone or none is free; `alive` hears of each. True when all are gone. */
  private async retireFree(reduction: Owing, alive: () => void): Promise<boolean> {
    for (let number = (await this.seats.lastRetired(reduction)) + 1; number <= reduction.quantity;) {
      const outcome = await this.seats.retireFree(reduction, number, this.clock.now());
      if (outcome === 'none-free') return false;
      number = outcome === 'taken' ? (await this.seats.lastRetired(reduction)) + 1 : number + 1;
      alive();
      crash('licensing.reduction.afterSeat');
    }
    return true;
  }

  /**
   * Frees a seat, which goes at once where the account has more than it pays for. False when the user does not hold it
   * any more, or holds it by a newer command. `inForce` are the reductions of its account.
   */
  async freeOrRetire(
    seat: StoredSeat,
    command: SeatCommand,
    inForce: readonly (Owing | StoredReduction)[],
  ): Promise<boolean> {
    for (const reduction of inForce.filter(({ product }) => product === seat.product))
      for (;;) {
        const number = (await this.seats.lastRetired(reduction)) + 1;
        if (number > reduction.quantity) break;
        const outcome = await this.change(seat, command, (change) => {
          const { update, events } = retire(change, reduction, number);
          const told = settledBy(reduction, seat, number, command.by, this.clock.now());
          return { update, events: [...events, ...told] };
        });
        if (outcome === 'taken') continue;
        if (number === reduction.quantity && 'state' in reduction) await this.reductions.settle(reduction);
        return outcome;
      }
    return (await this.change(seat, command, (change) => change)) === true;
  }

  private async change(
    seat: StoredSeat,
    command: SeatCommand,
    further: (change: SeatChange) => SeatChange,
  ): Promise<boolean | 'taken'> {
    let freed = false;
    const outcome = await this.seats.decide(seat, (current) => {
      const change = free(current, command, this.clock.now());
      freed = change !== null;
      return change && further(change);
    });
    crash('licensing.free.afterUpdate');
    return outcome === 'taken' ? 'taken' : freed;
  }
}
