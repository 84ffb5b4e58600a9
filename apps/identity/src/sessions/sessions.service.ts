import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  authorizeSession,
  type Caller,
  Fault,
  type Input,
  type Output,
  type OpenedSession,
  type Origin,
  refreshSession,
  signOut,
  signOutByCookie,
  userActor,
} from '@seatkeeper/contracts';
import { Clock, crash, newId, noteSecurity } from '@seatkeeper/service';
import { FactorDemandsService } from '../factors/factor-demands.service.js';
import { ManagersService } from '../groups/managers.service.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { isProved } from '../proofs/proofs.js';
import { SeatStandingService } from '../seat-suspensions/seat-standing.service.js';
import { seesEverybody } from '../users/reaches.js';
import { mayAct } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import { cookieTurn, hasArrived } from './cookie-turns.js';
import { hashes, nextSecret, parseRefreshToken, type RefreshToken, sha256 } from './refresh-tokens.js';
import { SessionOpenerService } from './session-opener.service.js';
import { SessionEndsService } from './session-ends.service.js';
import { demandsOf, expiryFrom, isAlive } from './sessions.js';
import { SessionsRepository } from './sessions.repository.js';
import type { CookieKept, StoredSession } from './sessions.schema.js';

/** What a refresh notes besides the next token. */
type Refreshed = Pick<StoredSession, 'refreshedAt' | 'seenAt' | 'expiresAt' | 'purgeAt'> & Origin;

/** When a user or a session was last active is kept to the minute, so that it costs no write per request. */
const NOTE_EVERY_MS = 60_000;

@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly users: UsersRepository,
    private readonly permissions: PermissionsService,
    private readonly managers: ManagersService,
    private readonly factors: FactorDemandsService,
    private readonly opener: SessionOpenerService,
    private readonly ends: SessionEndsService,
    private readonly standing: SeatStandingService,
    private readonly clock: Clock,
  ) {}

  @Handle(authorizeSession)
  async authorize({
    accountId,
    userId,
    sessionId,
    issuedAt,
  }: Input<typeof authorizeSession>): Promise<Caller> {
    const now = this.clock.now();
    // What is asked at once is one operation, and this is asked before every call.
    const [session, user, policies, managed] = await Promise.all([
      this.sessions.find(accountId, sessionId),
      this.users.find(accountId, userId),
      this.opener.policies(accountId),
      this.managers.groupsOf(accountId, userId),
    ]);
    if (!session || !user || !isAlive(session, user, now) || !mayAct(user, now))
      throw new Fault('unauthenticated', 'The session has ended.');
    await this.standing.refuse(user);
    if (hasArrived(session, issuedAt)) await this.sessions.noteArrival(session);
    if (now.getTime() - (session.seenAt?.getTime() ?? 0) >= NOTE_EVERY_MS)
      await this.sessions.noteUse(session, now);
    if (now.getTime() - (user.lastActiveAt?.getTime() ?? 0) >= NOTE_EVERY_MS)
      await this.users.noteActivity(accountId, userId, now);
    const [permissions, demand] = await Promise.all([
      this.permissions.of(user),
      // Who has one, or is vouched for elsewhere, is asked for none, whatever is demanded.
      user.secondFactor || session.connectionId !== undefined ? policies : this.factors.of(user, policies),
    ]);
    const manages = managed.length > 0;
    const proved = isProved(session, now);
    return {
      accountId,
      userId,
      sessionId,
      permissions,
      ...demandsOf(user, session, demand),
      proved,
      manages,
      seesEverybody: seesEverybody(user),
    };
  }

  /**
   * Strict: a token that comes a second time has been copied, whoever brings it, and ends the session. Only the very
   * request that used it is answered as before: the broker delivers it again when the process that had it died.
   */
  @Handle(refreshSession)
  async refresh({
    refreshToken,
    address,
    client,
    kept,
    commandId = newId('cmd'),
  }: Input<typeof refreshSession>): Promise<OpenedSession> {
    const refused = new Fault('unauthenticated', 'The refresh token is not valid.');
    const { token, session } = await this.find(refreshToken, kept);
    const user = await this.users.find(session.accountId, session.userId);
    const now = this.clock.now();
    if (!user || !isAlive(session, user, now) || !mayAct(user, now)) throw refused;

    const policies = await this.opener.policies(session.accountId);
    await this.standing.refuse(user);
    const { sessionDays } = policies;
    const expiry = expiryFrom(now, { startedAt: session.createdAt, sessionDays });
    // The account may have decided since that sessions do not get as old as this one.
    if (expiry.expiresAt <= now) throw refused;
    const seen = { refreshedAt: now, seenAt: now, address, client, ...expiry };
    const secret = session.cookie
      ? await this.exchangeCookie(session, session.cookie, token.secret, seen)
      : await this.exchange(session, token.secret, commandId, seen);
    if (secret === null) {
      const { accountId, userId } = session;
      noteSecurity('token-reuse', { accountId, userId, address, client });
      await this.ends.end(session, 'token-reuse', userActor(userId), { address, client });
      throw refused;
    }
    crash('identity.session.afterRotate');
    const { connectionId } = session;
    return this.opener.tokens(user, policies, { ...token, secret }, { ...expiry, connectionId });
  }

  @Handle(signOutByCookie)
  async signOutByCookie({
    refreshToken,
    ...origin
  }: Input<typeof signOutByCookie>): Promise<Output<typeof signOutByCookie>> {
    const found = await this.find(refreshToken, 'cookie').catch((error: unknown) => {
      if (error instanceof Fault && error.code === 'unauthenticated') return null;
      throw error;
    });
    if (found) await this.ends.end(found.session, 'signed-out', userActor(found.session.userId), origin);
    return {};
  }

  /** The secret that a token is exchanged for; null for one that has been exchanged by another request. */
  private async exchange(
    session: StoredSession,
    old: string,
    commandId: string,
    seen: Refreshed,
  ): Promise<string | null> {
    const secret = nextSecret(old, commandId);
    const tokenHash = sha256(secret);
    const rotated = await this.sessions.rotate(session, sha256(old), { tokenHash, ...seen });
    return rotated || (await this.hasRotatedTo(session, tokenHash)) ? secret : null;
  }

  /** The same for a cookie, whose token stays as it is while it is young, and answers once more while nobody has its answer. */
  private async exchangeCookie(
    session: StoredSession,
    cookie: CookieKept,
    shown: string,
    seen: Refreshed,
  ): Promise<string | null> {
    const hash = sha256(shown);
    const next = nextSecret(shown, cookie.chain);
    switch (cookieTurn(session, hash, seen.refreshedAt)) {
      case 'stays':
        return shown;
      case 'again':
        return next;
      case 'reused':
        return null;
      case 'exchanged':
        break;
    }
    const rotated = await this.sessions.rotateCookie(session, hash, { tokenHash: sha256(next), ...seen });
    // Another tab was faster: its token follows from the same one, and is the same.
    const now = rotated ? session : await this.sessions.find(session.accountId, session._id);
    return rotated || now?.tokenHash === sha256(next) ? next : null;
  }

  /** The session that a token is of, kept as it says. Refuses what was never one, and what comes by another way than its own. */
  private async find(
    text: string,
    kept: 'cookie' | undefined,
  ): Promise<{ token: RefreshToken; session: StoredSession }> {
    const token = parseRefreshToken(text);
    const session = token && (await this.sessions.find(token.accountId, token.sessionId));
    if (
      !session ||
      !hashes(session.familyHash, token.family) ||
      (session.cookie ? 'cookie' : undefined) !== kept
    )
      throw new Fault('unauthenticated', 'The refresh token is not valid.');
    return { token, session };
  }

  @Handle(signOut)
  async signOut({ accountId, userId, sessionId }: Input<typeof signOut>): Promise<Output<typeof signOut>> {
    const session = await this.sessions.find(accountId, sessionId);
    if (session?.userId === userId) await this.ends.end(session, 'signed-out', userActor(userId));
    return {};
  }

  private async hasRotatedTo({ accountId, _id }: StoredSession, tokenHash: string): Promise<boolean> {
    return (await this.sessions.find(accountId, _id))?.rotations?.includes(tokenHash) ?? false;
  }
}
