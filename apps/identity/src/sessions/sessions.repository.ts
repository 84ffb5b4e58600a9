import { Injectable } from '@nestjs/common';
import { InjectCollection, type NewEvent, TenantCollection } from '@seatkeeper/mongo';
import { expiryFrom } from './sessions.js';
import { sessions, type StoredSession } from './sessions.schema.js';

type Decision = ReturnType<Parameters<TenantCollection<StoredSession>['decide']>[2]>;

/** A request comes again within seconds if at all; a client that refreshes more often than that meanwhile has none. */
const ROTATIONS_KEPT = 5;

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
  rotate(session: StoredSession, tokenHash: string, nextHash: string, now: Date): Promise<boolean> {
    const works = { _id: session._id, tokenHash, ended: { $exists: false }, expiresAt: { $gt: now } };
    const next = { tokenHash: nextHash, refreshedAt: now, ...expiryFrom(now) };
    const rotations = { $each: [nextHash], $slice: -ROTATIONS_KEPT };
    return this.sessions.touch(session.accountId, works, { $set: next, $push: { rotations } });
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
