import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  authorizeSession,
  type Caller,
  Fault,
  type Input,
  type Output,
  refreshSession,
  signOut,
  type Tokens,
  userActor,
} from '@seatkeeper/contracts';
import { Clock, crash, newId, noteSecurity } from '@seatkeeper/service';
import { ManagersService } from '../groups/managers.service.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { mustAddFactor } from '../factors/factors.js';
import { mayAct } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { hashes, nextSecret, parseRefreshToken, sha256 } from './refresh-tokens.js';
import { SessionOpenerService } from './session-opener.service.js';
import { SessionEndsService } from './session-ends.service.js';
import { expiryFrom, isAlive } from './sessions.js';
import { SessionsRepository } from './sessions.repository.js';
import type { StoredSession } from './sessions.schema.js';

/** When a user or a session was last active is kept to the minute, so that it costs no write per request. */
const NOTE_EVERY_MS = 60_000;

@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly users: UsersRepository,
    private readonly permissions: PermissionsService,
    private readonly managers: ManagersService,
    private readonly opener: SessionOpenerService,
    private readonly ends: SessionEndsService,
    private readonly clock: Clock,
  ) {}

  @Handle(authorizeSession)
  async authorize({ accountId, userId, sessionId }: Input<typeof authorizeSession>): Promise<Caller> {
    const now = this.clock.now();
    const [session, user] = await Promise.all([
      this.sessions.find(accountId, sessionId),
      this.users.find(accountId, userId),
    ]);
    if (!session || !user || !isAlive(session, user, now) || !mayAct(user, now))
      throw new Fault('unauthenticated', 'The session has ended.');
    if (now.getTime() - (session.seenAt?.getTime() ?? 0) >= NOTE_EVERY_MS)
      await this.sessions.noteUse(session, now);
    if (now.getTime() - (user.lastActiveAt?.getTime() ?? 0) >= NOTE_EVERY_MS)
      await this.users.noteActivity(accountId, userId, now);
    const [permissions, mustAddFactor, managed] = await Promise.all([
      this.permissions.of(user),
      this.mustAddFactor(user),
      this.managers.groupsOf(accountId, userId),
    ]);
    const { mustChangePassword } = user;
    const manages = managed.length > 0;
    return { accountId, userId, sessionId, permissions, mustChangePassword, mustAddFactor, manages };
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
    commandId = newId('cmd'),
  }: Input<typeof refreshSession>): Promise<Tokens> {
    const refused = new Fault('unauthenticated', 'The refresh token is not valid.');
    const token = parseRefreshToken(refreshToken);
    const session = token && (await this.sessions.find(token.accountId, token.sessionId));
    if (!session || !hashes(session.familyHash, token.family)) throw refused;
    const user = await this.users.find(session.accountId, session.userId);
    const now = this.clock.now();
    if (!user || !isAlive(session, user, now) || !mayAct(user, now)) throw refused;

    const policies = await this.opener.policies(session.accountId);
    const { sessionDays } = policies;
    const expiry = expiryFrom(now, { startedAt: session.createdAt, sessionDays });
    // The account may have decided since that sessions do not get as old as this one.
    if (expiry.expiresAt <= now) throw refused;
    const secret = nextSecret(token.secret, commandId);
    const tokenHash = sha256(secret);
    const next = { tokenHash, refreshedAt: now, seenAt: now, address, client, ...expiry };
    const rotated = await this.sessions.rotate(session, sha256(token.secret), next);
    if (!rotated && !(await this.hasRotatedTo(session, tokenHash))) {
      const { accountId, userId } = session;
      noteSecurity('token-reuse', { accountId, userId, address, client });
      await this.ends.end(session, 'token-reuse', userActor(userId), { address, client });
      throw refused;
    }
    crash('identity.session.afterRotate');
    return this.opener.tokens(user, policies, { ...token, secret });
  }

  @Handle(signOut)
  async signOut({ accountId, userId, sessionId }: Input<typeof signOut>): Promise<Output<typeof signOut>> {
    const session = await this.sessions.find(accountId, sessionId);
    if (session?.userId === userId) await this.ends.end(session, 'signed-out', userActor(userId));
    return {};
  }

  /** Asked each time, so that what the account demands holds within a second, and for sessions that are open. */
  private async mustAddFactor(user: StoredUser): Promise<boolean> {
    return user.secondFactor === undefined && mustAddFactor(user, await this.opener.policies(user.accountId));
  }

  private async hasRotatedTo({ accountId, _id }: StoredSession, tokenHash: string): Promise<boolean> {
    return (await this.sessions.find(accountId, _id))?.rotations?.includes(tokenHash) ?? false;
  }
}
