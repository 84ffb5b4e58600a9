import { Injectable } from '@nestjs/common';
import type { Origin } from '@seatkeeper/contracts';
import { amongNewest, InjectCollection, type NewEvent, TenantCollection } from '@seatkeeper/mongo';
import type { StoredUser } from '../users/users.schema.js';
import { sessions, type StoredSession } from './sessions.schema.js';

type Decision = ReturnType<Parameters<TenantCollection<StoredSession>['decide']>[2]>;

/** A request comes again within seconds if at all; a client that refreshes more often than that meanwhile has none. */
const ROTATIONS_KEPT = 5;
const MINUTE_MS = 60_000;

/** What a refresh changes. */
type NextToken = Pick<StoredSession, 'tokenHash' | 'refreshedAt' | 'seenAt' | 'expiresAt' | 'purgeAt'> &
  Origin;

@Injectable()
export class SessionsRepository {
  constructor(@InjectCollection(sessions) private readonly sessions: TenantCollection<StoredSession>) {}

  start(session: Omit<StoredSession, 'version'>, events: NewEvent[]): Promise<StoredSession> {
    return this.sessions.insert(session, events);
  }

  find(accountId: string, sessionId: string): Promise<StoredSession | null> {
    return this.sessions.findById(accountId, sessionId);
  }

  /** Exchanges the token that works. The filter is the rule: of two who bring the same token, one matches. */
  rotate(session: StoredSession, tokenHash: string, next: NextToken): Promise<boolean> {
    const { _id, accountId } = session;
    const works = { _id, tokenHash, ended: { $exists: false }, expiresAt: { $gt: next.refreshedAt } };
    const rotations = amongNewest(ROTATIONS_KEPT, next.tokenHash);
    return this.sessions.touch(accountId, works, { $set: next, $push: { rotations } });
  }

  /** Exchanges the token of a cookie; the one before it goes on answering for it. */
  rotateCookie(session: StoredSession, tokenHash: string, next: NextToken): Promise<boolean> {
    const { _id, accountId } = session;
    const works = { _id, tokenHash, ended: { $exists: false }, expiresAt: { $gt: next.refreshedAt } };
    const cookie = { 'cookie.before': tokenHash, 'cookie.arrived': false };
    return this.sessions.touch(accountId, works, { $set: { ...next, ...cookie } });
  }

  /** Notes that the answer with this session's present token has reached the browser. */
  async noteArrival({ accountId, _id, tokenHash }: StoredSession): Promise<void> {
    await this.sessions.touch(accountId, { _id, tokenHash }, { $set: { 'cookie.arrived': true } });
  }

  /** Notes that the session was used; at most one write a minute, and no new version. */
  async noteUse({ accountId, _id }: StoredSession, now: Date): Promise<void> {
    const recently = { $gt: new Date(now.getTime() - MINUTE_MS) };
    await this.sessions.touch(accountId, { _id, seenAt: { $not: recently } }, { $set: { seenAt: now } });
  }

  /** Those of one epoch, or kept from an earlier one, that were not ended one by one; refreshed last first. */
  ofUser(
    { accountId, _id: userId, sessionEpoch: epoch }: StoredUser,
    kept: string | undefined,
    limit: number,
  ): Promise<StoredSession[]> {
    const own = { userId, ended: { $exists: false } };
    const ofEpoch = kept === undefined ? { epoch } : { $or: [{ epoch }, { _id: kept }] };
    return this.sessions.find(accountId, { ...own, ...ofEpoch }, { limit, sort: { refreshedAt: -1 } });
  }

  /** Read, decide, write if nobody was faster, else again. Null when there is no such session. */
  decide(
    accountId: string,
    sessionId: string,
    decide: (session: StoredSession) => Decision,
  ): Promise<StoredSession | null> {
    return this.sessions.decide(accountId, sessionId, decide);
  }
}
