import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { digestSeats, type Input, type Output } from '@seatkeeper/contracts';
import { SeatsRepository } from './seats.repository.js';

/** What a comparison of many accounts begins with: one command to the database for all of them. */
@Injectable()
export class DigestsService {
  constructor(private readonly seats: SeatsRepository) {}

  @Handle(digestSeats)
  async digest({ accountIds }: Input<typeof digestSeats>): Promise<Output<typeof digestSeats>> {
    return { items: await this.seats.digests(accountIds) };
  }
}
