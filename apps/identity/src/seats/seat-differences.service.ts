import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  SEAT_DIFFERENCES_MAX,
  type SeatDifference,
  tellSeatDifferences,
  type Input,
  type Output,
} from '@seatkeeper/contracts';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { SeatDifferencesRepository } from './seat-differences.repository.js';
import type { StoredDifference } from './seat-differences.schema.js';

/** What an account is told of how its users and its seats agree. */
@Injectable()
export class SeatDifferencesService {
  constructor(
    private readonly differences: SeatDifferencesRepository,
    private readonly users: UserListsRepository,
  ) {}

  @Handle(tellSeatDifferences)
  async tell({ accountId }: Input<typeof tellSeatDifferences>): Promise<Output<typeof tellSeatDifferences>> {
    const [should, found] = await Promise.all([
      this.users.seatDigests([accountId]),
      this.differences.oldest(accountId, SEAT_DIFFERENCES_MAX + 1),
    ]);
    return {
      products: should.map(({ product, seats }) => ({ product, shouldHold: seats })),
      differences: {
        items: found.slice(0, SEAT_DIFFERENCES_MAX).map(toDifference),
        more: found.length > SEAT_DIFFERENCES_MAX,
      },
    };
  }
}

const toDifference = ({ userId, product, kind, since, seenAt }: StoredDifference): SeatDifference => ({
  userId,
  product,
  kind,
  since: since.toISOString(),
  seenAt: seenAt.toISOString(),
});
