import { Injectable } from '@nestjs/common';
import { amongNewest, InjectCollection, TenantCollection } from '@seatkeeper/mongo';
import { KNOWN_MS, WINDOW_MS } from './attempts.js';
import { attempts, type StoredAttempts } from './attempts.schema.js';

/** More than come again at once. */
const CAUSES_KEPT = 20;

@Injectable()
export class AttemptsRepository {
  constructor(@InjectCollection(attempts) private readonly attempts: TenantCollection<StoredAttempts>) {}

  find(accountId: string, id: string): Promise<StoredAttempts | null> {
    return this.attempts.findById(accountId, id);
  }

  /**
   * Counts a failure unless the limit is reached; false if it is. However many come at once, `limit` count, and one that
   * is told again under the same cause counts once.
   */
  async count(
    accountId: string,
    {
      id,
      limit,
      cause,
      windowMs = WINDOW_MS,
    }: { id: string; limit: number; cause?: string | undefined; windowMs?: number },
    now: Date,
  ): Promise<boolean> {
    const counted = cause === undefined ? [] : [cause];
    const until = new Date(now.getTime() + windowMs);
    for (;;) {
      const running = { _id: id, until: { $gt: now } };
      const below = { ...running, failures: { $lt: limit }, counted: { $nin: counted } };
      const push = { counted: amongNewest(CAUSES_KEPT, ...counted) };
      if (await this.attempts.touch(accountId, below, { $inc: { failures: 1 }, $push: push })) return true;
      const over = { _id: id, until: { $lte: now } };
      const anew = { $set: { failures: 1, until, counted }, $max: { purgeAt: until } };
      if (await this.attempts.touch(accountId, over, anew)) return true;
      const first = { _id: id, accountId, failures: 1, until, counted, purgeAt: until };
      if ((await this.attempts.insertMissing([first])) === 1) return true;
      const found = await this.attempts.findById(accountId, id);
      if (found && counted.some((each) => found.counted?.includes(each))) return true;
      if (found && found.failures >= limit && found.until > now) return false;
    }
  }

  /** Takes back what was counted. */
  async clear(accountId: string, id: string, now: Date): Promise<void> {
    await this.attempts.touch(accountId, { _id: id }, { $set: { failures: 0, until: now } });
  }

  /** Forgives the failures of an address that knew the password, and remembers it. */
  async forgive(accountId: string, id: string, now: Date): Promise<void> {
    const knownUntil = new Date(now.getTime() + KNOWN_MS);
    const known = { failures: 0, until: now, knownUntil, purgeAt: knownUntil };
    if (await this.attempts.touch(accountId, { _id: id }, { $set: known })) return;
    if ((await this.attempts.insertMissing([{ _id: id, accountId, ...known }])) === 1) return;
    await this.attempts.touch(accountId, { _id: id }, { $set: known });
  }
}
