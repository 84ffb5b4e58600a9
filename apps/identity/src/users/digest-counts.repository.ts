import { Injectable } from '@nestjs/common';
import { MOST_DIGEST_COUNT } from '@seatkeeper/contracts';
import { type Filter, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import type { Reach } from './reaches.js';
import { within } from './user-lists.filters.js';
import { type StoredUser, users } from './users.schema.js';

/** Counts of people for the digest of an account, of those whom somebody reaches; null is everybody. None goes on beyond its bound. */
@Injectable()
export class DigestCountsRepository {
  constructor(@InjectCollection(users) private readonly users: TenantCollection<StoredUser>) {}

  invitationsEnding(accountId: string, from: Date, until: Date, reach: Reach | null): Promise<number> {
    return this.count(accountId, reach, { ...open, 'invitation.expiresAt': { $gte: from, $lt: until } });
  }

  /** Whose mail came back, or was not sent, within a time. */
  invitationsReturned(
    accountId: string,
    { from, to }: { from: Date; to: Date },
    reach: Reach | null,
  ): Promise<number> {
    return this.count(accountId, reach, {
      ...open,
      'invitation.mail.state': { $in: ['bounced', 'suppressed', 'failed'] },
      'invitation.mail.at': { $gte: from, $lt: to },
    });
  }

  /** Whose leaving is planned for a day up to `until`. */
  leavings(accountId: string, until: string, reach: Reach | null): Promise<number> {
    return this.count(accountId, reach, { 'departure.on': { $exists: true, $lte: until } });
  }

  private count(accountId: string, reach: Reach | null, filter: Filter<StoredUser>): Promise<number> {
    const found = { ...filter, ...(reach && { $and: [within(reach)] }) } as Filter<StoredUser>;
    return this.users.count(accountId, found, MOST_DIGEST_COUNT);
  }
}

const open: Filter<StoredUser> = { 'invitation.id': { $exists: true }, 'invitation.state': 'open' };
