import { Injectable } from '@nestjs/common';
import { SEAT_HOLDING } from '@seatkeeper/contracts';
import { type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { users, type StoredUser } from './users.schema.js';

type HoldingStatus = 'active' | 'invited' | 'banned';

/** Who should hold a seat of a product, by status; each question is answered in the order of an index. */
@Injectable()
export class SeatHoldersRepository {
  constructor(@InjectCollection(users) private readonly users: TenantCollection<StoredUser>) {}

  /** How many there are in each status: counted in the index alone. */
  async counts(accountId: string, product: string): Promise<Record<HoldingStatus, number>> {
    const counts: Record<HoldingStatus, number> = { active: 0, invited: 0, banned: 0 };
    const found = await this.users.aggregate<{ _id: HoldingStatus; users: number }>(accountId, [
      { $match: { type: 'standard', products: product, status: { $in: SEAT_HOLDING } } },
      { $group: { _id: '$status', users: { $sum: 1 } } },
    ]);
    for (const { _id, users: number } of found) counts[_id] = number;
    return counts;
  }

  /** How many invitations are over by a moment, of those that nobody accepted. */
  countInvitationsOver(accountId: string, product: string, before: Date): Promise<number> {
    return this.users.count(accountId, {
      type: 'standard',
      products: product,
      status: 'invited',
      'invitation.id': { $exists: true },
      'invitation.state': { $in: ['open', 'expired'] },
      'invitation.expiresAt': { $lt: before },
    });
  }

  /** How many bans are over by a moment. */
  countBansOver(accountId: string, product: string, before: Date): Promise<number> {
    return this.users.count(accountId, {
      type: 'standard',
      products: product,
      status: 'banned',
      'ban.until': { $lt: before },
    });
  }

  /** The longest idle first; who was never active before all others. */
  idle(
    accountId: string,
    product: string,
    status: 'active' | 'banned',
    limit: number,
  ): Promise<StoredUser[]> {
    const filter: Filter<StoredUser> = { type: 'standard', products: product, status };
    const sort = { 'sortKeys.lastActiveAt': 1, _id: 1 } as const;
    return this.users.find(accountId, filter, { limit, sort, hint: 'seat-holders-by-activity' });
  }

  /** Whose invitation was sent longest ago, of those that nobody accepted, also if its time is over. */
  invited(accountId: string, product: string, limit: number): Promise<StoredUser[]> {
    const filter: Filter<StoredUser> = {
      type: 'standard',
      products: product,
      status: 'invited',
      'invitation.id': { $exists: true },
      'invitation.state': { $in: ['open', 'expired'] },
    };
    const sort = { 'invitation.createdAt': 1, _id: 1 } as const;
    return this.users.find(accountId, filter, { limit, sort, hint: 'invitations-by-time' });
  }
}
