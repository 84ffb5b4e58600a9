import { Injectable } from '@nestjs/common';
import { Bus, On } from '@seatkeeper/bus';
import {
  type Actor,
  type EventData,
  listSuspendedSeats,
  RECONCILIATION,
  seatResumed,
  seatSuspended,
  SUSPENDED_SEATS_MAX,
  userSeatResumed,
  userSeatSuspended,
  userUpdated,
} from '@seatkeeper/contracts';
import { logger } from '@seatkeeper/service';
import { areNoted, suspensionsOf } from '../users/seat-suspensions.js';
import { type UserWrite, userEvent } from '../users/user-changes.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import type { SeatSuspension, StoredUser } from '../users/users.schema.js';

const USERS_A_PAGE = 1_000;

/**
 * Notes in users that licensing has suspended their seats, so that whoever lets them in need not ask. What is noted is what licensing
 * answers when it is asked, not what an event has told, which may be over.
 */
@Injectable()
export class SeatSuspensionsService {
  private readonly log = logger('seat-suspensions');

  constructor(
    private readonly users: UsersRepository,
    private readonly lists: UserListsRepository,
    private readonly bus: Bus,
  ) {}

  @On(seatSuspended)
  suspended({ accountId, userId, actor }: EventData<typeof seatSuspended>): Promise<void> {
    return this.look(accountId, userId, actor);
  }

  @On(seatResumed)
  resumed({ accountId, userId, actor }: EventData<typeof seatResumed>): Promise<void> {
    return this.look(accountId, userId, actor);
  }

  /** Compares what is noted with the seats of one product; answers for how many users it differed. */
  async reconcile(accountId: string, product: string): Promise<number> {
    const [suspended, noted] = await Promise.all([
      this.all((after) => this.suspendedFrom(accountId, product, after), SUSPENDED_SEATS_MAX),
      this.all((after) => this.lists.suspendedFrom(accountId, product, after, USERS_A_PAGE), USERS_A_PAGE),
    ]);
    const differing = [
      ...[...suspended].filter((userId) => !noted.has(userId)),
      ...[...noted].filter((userId) => !suspended.has(userId)),
    ];
    for (const userId of differing) {
      this.log.warn('It was not noted that a seat is suspended, or no longer', {
        accountId,
        userId,
        product,
      });
      await this.look(accountId, userId, RECONCILIATION);
    }
    return differing.length;
  }

  /** Until both agree: who asked, froze, and noted what is no longer so sees that by asking once more. */
  private async look(accountId: string, userId: string, by: Actor): Promise<void> {
    for (;;) {
      const user = await this.users.find(accountId, userId);
      if (!user) return;
      const { items } = await this.bus.request(listSuspendedSeats, { accountId, userId });
      const suspensions = suspensionsOf(items);
      if (areNoted(user, suspensions)) return;
      await this.users.changeFrom(user, (before) => noted(before, suspensions, by));
    }
  }

  private async suspendedFrom(accountId: string, product: string, after: string): Promise<string[]> {
    const request = { accountId, product, ...(after !== '' && { after }) };
    return (await this.bus.request(listSuspendedSeats, request)).items.map(({ userId }) => userId);
  }

  private async all(page: (after: string) => Promise<string[]>, size: number): Promise<Set<string>> {
    const ids: string[] = [];
    for (let found = await page(''); ; found = await page(found.at(-1) ?? '')) {
      ids.push(...found);
      if (found.length < size) return new Set(ids);
    }
  }
}

/** Null when it is noted already. */
function noted(before: StoredUser, suspensions: SeatSuspension[], by: Actor): UserWrite | null {
  if (areNoted(before, suspensions)) return null;
  const wasSuspended = before.seatSuspensions !== undefined;
  const isSuspended = suspensions.length > 0;
  const contract = !isSuspended ? userSeatResumed : wasSuspended ? userUpdated : userSeatSuspended;
  return {
    ...(isSuspended ? { set: { seatSuspensions: suspensions } } : { unset: ['seatSuspensions'] }),
    events: (change) => [userEvent(contract, { ...change, by })],
  };
}
