import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { digestSeats, type Input, type Output } from '@seatkeeper/contracts';
import { SeatsRepository } from './seats.repository.js';

/** What a comparison of many accounts begins with: two commands to the database for all of them. */
@Injectable()
export class DigestsService {
  constructor(private readonly seats: SeatsRepository) {}

  @Handle(digestSeats)
  async digest({ accountIds }: Input<typeof digestSeats>): Promise<Output<typeof digestSeats>> {
    const [held, suspended] = await Promise.all([
      this.seats.digests(accountIds),
      this.seats.suspendedDigests(accountIds),
    ]);
    const found = new Map(suspended.map((each) => [`${each.accountId} ${each.product}`, each]));
    return {
      items: held.map((each) => {
        const some = found.get(`${each.accountId} ${each.product}`);
        return some ? { ...each, suspended: { seats: some.seats, sum: some.sum } } : each;
      }),
    };
  }
}
