import { Injectable } from '@nestjs/common';
import { InjectCollection, type TenantCollection } from '@seatkeeper/mongo';
import { type PlannedLine, type StoredUser, users } from './users.schema.js';

type Who = Pick<StoredUser, '_id' | 'accountId'>;

/** Whom a user is about to report to: said on the user before anybody looks whether that may be. */
@Injectable()
export class PlannedLinesRepository {
  constructor(@InjectCollection(users) private readonly users: TenantCollection<StoredUser>) {}

  async plan({ accountId, _id }: Who, line: PlannedLine): Promise<void> {
    await this.users.touch(accountId, { _id }, { $push: { plannedLines: line } });
  }

  /** By whoever planned it, and does not write it. */
  async drop({ accountId, _id }: Who, lineId: string): Promise<void> {
    const filter = { _id, 'plannedLines.id': lineId };
    await this.users.touch(accountId, filter, { $pull: { plannedLines: { id: lineId } } });
  }

  /** By others: the user has another version then, so whoever planned them finds out before writing one. */
  async dropLapsed({ accountId, _id }: Who, now: Date): Promise<void> {
    const lapsed = { until: { $lte: now } };
    await this.users.touch(
      accountId,
      { _id, 'plannedLines.until': lapsed.until },
      { $pull: { plannedLines: lapsed }, $inc: { version: 1 } },
    );
  }
}
