import { Inject, Injectable } from '@nestjs/common';
import {
  ACCESS_TOKEN_SECONDS,
  Fault,
  type OpenedSession,
  type Origin,
  type Policies,
  refuse,
  sessionStarted,
  userActor,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock, newId, SETTINGS } from '@seatkeeper/service';
import { policiesOf } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { refuseSuspended } from '../accounts/suspensions.js';
import { FactorDemandsService } from '../factors/factor-demands.service.js';
import { proofFrom } from '../proofs/proofs.js';
import { SeatStandingService } from '../seat-suspensions/seat-standing.service.js';
import type { StoredUser } from '../users/users.schema.js';
import { AccessTokensService } from './access-tokens.service.js';
import { freshFamily, freshSecret, type RefreshToken, sha256, tokenText } from './refresh-tokens.js';
import { demandsOf, expiryFrom } from './sessions.js';
import type { StoredSession } from './sessions.schema.js';
import { SessionsRepository } from './sessions.repository.js';

/** Opens sessions for users whose password, or invitation, or word of an identity provider, has been checked. */
@Injectable()
export class SessionOpenerService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly accounts: AccountsRepository,
    private readonly demands: FactorDemandsService,
    private readonly standing: SeatStandingService,
    private readonly accessTokens: AccessTokensService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: { PROOF_SECONDS: number },
  ) {}

  /** The session carries the epoch of `user` as read before the check, so a change since then has ended it. */
  async open(
    user: StoredUser,
    { address, client, kept, connectionId, signedInAt }: Origin & Way,
  ): Promise<OpenedSession> {
    const { _id: userId, accountId } = user;
    const policies = await this.policies(accountId);
    await this.standing.refuse(user);
    const now = this.clock.now();
    const token = { accountId, sessionId: newId('ses'), family: freshFamily(), secret: freshSecret() };
    const { sessionId } = token;
    // A provider may know its people from yesterday: only its word on when they signed in there counts.
    const shownAt = connectionId === undefined ? now : signedInAt;
    const data = { accountId, actor: userActor(userId), userId, sessionId, address, client, connectionId };
    const expiry = expiryFrom(now, { startedAt: now, sessionDays: policies.sessionDays });
    await this.sessions.start(
      {
        _id: sessionId,
        accountId,
        userId,
        epoch: user.sessionEpoch,
        familyHash: sha256(token.family),
        tokenHash: sha256(token.secret),
        ...(kept === 'cookie' && { cookie: { chain: freshSecret() } }),
        ...(connectionId !== undefined && { connectionId }),
        ...(shownAt && { provedUntil: proofFrom(earlier(shownAt, now), this.settings) }),
        createdAt: now,
        refreshedAt: now,
        seenAt: now,
        ...(address !== undefined && { address }),
        ...(client !== undefined && { client }),
        ...expiry,
      },
      [event(sessionStarted, sessionId, data, now)],
    );
    return this.tokens(user, policies, token, { ...expiry, connectionId });
  }

  /** What the account has decided on its sessions. Rejects with `account-suspended` while nobody of it may have one. */
  async policies(accountId: string): Promise<Policies> {
    const account = await this.accounts.find(accountId);
    if (!account) throw new Fault('unauthenticated');
    refuse(refuseSuspended(account));
    return policiesOf(account);
  }

  /** A pair of tokens for a session that is open. */
  async tokens(
    user: StoredUser,
    policies: Policies,
    token: RefreshToken,
    session: Pick<StoredSession, 'expiresAt'> & Pick<Way, 'connectionId'>,
  ): Promise<OpenedSession> {
    const { accountId, sessionId } = token;
    const demand = await this.demands.of(user, policies);
    const now = this.clock.now();
    const accessToken = this.accessTokens.sign({ accountId, userId: user._id, sessionId }, now);
    return {
      accessToken,
      refreshToken: tokenText(token),
      expiresIn: ACCESS_TOKEN_SECONDS,
      ...demandsOf(user, session, demand),
      keptSeconds: Math.max(0, Math.floor((session.expiresAt.getTime() - now.getTime()) / 1_000)),
    };
  }
}

/** How a session is kept, and who vouched for its user, if it was an identity provider. */
interface Way {
  kept?: 'cookie' | undefined;
  connectionId?: string | undefined;
  /** When they signed in there, if the provider says so. */
  signedInAt?: Date | undefined;
}

/** The clock of a provider may be fast: nobody has signed in after now. */
const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
