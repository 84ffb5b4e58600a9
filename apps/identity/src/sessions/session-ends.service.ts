import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  Fault,
  type Origin,
  sessionEnded,
  sessionProved,
  SESSIONS_LISTED,
  userActor,
  userSessionsEnded,
} from '@seatkeeper/contracts';
import { event, isDone } from '@seatkeeper/mongo';
import { Clock, SETTINGS } from '@seatkeeper/service';
import { proofFrom } from '../proofs/proofs.js';
import { userEvent } from '../users/user-changes.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { isAlive, keptSessionOf, purgeAfterEnd } from './sessions.js';
import { SessionsRepository } from './sessions.repository.js';
import type { StoredSession } from './sessions.schema.js';

/** Which sessions of a user live, and the two ways they end: one by one, or by the user's epoch. */
@Injectable()
export class SessionEndsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly users: UsersRepository,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: { PROOF_SECONDS: number },
  ) {}

  /** Those that live, refreshed last first. */
  async living(user: StoredUser): Promise<StoredSession[]> {
    const found = await this.sessions.ofUser(user, keptSessionOf(user), SESSIONS_LISTED);
    const now = this.clock.now();
    return found.filter((session) => isAlive(session, user, now));
  }

  /** Rejects with `not-found` for what is no session of the user. */
  async get({ accountId, _id: userId }: StoredUser, sessionId: string): Promise<StoredSession> {
    const session = await this.sessions.find(accountId, sessionId);
    if (session?.userId !== userId) throw Fault.notFound('session');
    return session;
  }

  /** Notes that the user has shown once more that it is they; once for each command. Rejects when the session has ended. */
  async prove(session: StoredSession, command: string, origin: Origin): Promise<StoredSession> {
    const { accountId, _id: sessionId, userId } = session;
    const now = this.clock.now();
    const provedUntil = proofFrom(now, this.settings);
    const proved = await this.sessions.decide(accountId, sessionId, ({ ended, provedBy }) => {
      if (ended) throw new Fault('unauthenticated', 'The session has ended.');
      if (provedBy === command) return null;
      const data = { accountId, actor: userActor(userId), userId, sessionId, ...origin };
      const told = event(sessionProved, sessionId, data, now);
      return { update: { set: { provedUntil, provedBy: command } }, events: [told] };
    });
    if (!proved) throw new Fault('unauthenticated', 'The session has ended.');
    return proved;
  }

  /** Ends one session; one that has ended stays as it ended. */
  async end(
    { accountId, _id: sessionId, userId }: StoredSession,
    cause: NonNullable<StoredSession['ended']>['cause'],
    actor: Actor,
    origin: Origin = {},
  ): Promise<void> {
    const now = this.clock.now();
    await this.sessions.decide(accountId, sessionId, (session) => {
      if (session.ended) return null;
      const ended = event(
        sessionEnded,
        sessionId,
        { accountId, actor, userId, sessionId, cause, ...origin },
        now,
      );
      return { update: { set: { ended: { at: now, cause }, purgeAt: purgeAfterEnd(now) } }, events: [ended] };
    });
  }

  /**
   * Ends all sessions of a user by one write, which also says which one goes on, if one of them is to. A command that is
   * repeated ends none that began since.
   */
  async endAll(
    user: StoredUser,
    by: Actor,
    { except, command }: { except?: string | undefined; command?: string | undefined } = {},
  ): Promise<void> {
    const ends = await this.allBut(user.accountId, except);
    await this.users.changeFrom(user, (before, now) => {
      if (command !== undefined && isDone(before, command)) return null;
      return {
        set: ends(before, now),
        ...(command !== undefined && { command }),
        events: (change) => [userEvent(userSessionsEnded, { ...change, by }, { alsoChanged: SESSIONS })],
      };
    });
  }

  /** What a write of the user sets to end all sessions but the one that is named, if it lives. */
  async allBut(
    accountId: string,
    except?: string,
  ): Promise<(before: StoredUser, now: Date) => Pick<StoredUser, 'sessionEpoch' | 'keptSession'>> {
    const spared = except === undefined ? null : await this.sessions.find(accountId, except);
    return (before, now) => {
      const epoch = before.sessionEpoch + 1;
      const goesOn = spared !== null && isAlive(spared, before, now);
      return { sessionEpoch: epoch, ...(goesOn && { keptSession: { id: spared._id, epoch } }) };
    };
  }
}

/** Which they were is nobody's to read in a history. */
const SESSIONS = [{ field: 'sessions', before: null, after: null }];
