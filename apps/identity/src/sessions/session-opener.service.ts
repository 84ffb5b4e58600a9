import { Injectable } from '@nestjs/common';
import {
  ACCESS_TOKEN_SECONDS,
  Fault,
  type Origin,
  type Policies,
  sessionStarted,
  type Tokens,
  userActor,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock, newId } from '@seatkeeper/service';
import { policiesOf } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { mustAddFactor } from '../factors/factors.js';
import type { StoredUser } from '../users/users.schema.js';
import { AccessTokensService } from './access-tokens.service.js';
import { freshFamily, freshSecret, type RefreshToken, sha256, tokenText } from './refresh-tokens.js';
import { expiryFrom } from './sessions.js';
import { SessionsRepository } from './sessions.repository.js';

/** Opens sessions for users whose password, or invitation, has been checked. */
@Injectable()
export class SessionOpenerService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly accounts: AccountsRepository,
    private readonly accessTokens: AccessTokensService,
    private readonly clock: Clock,
  ) {}

  /** The session carries the epoch of `user` as read before the check, so a change since then has ended it. */
  async open(user: StoredUser, { address, client }: Origin): Promise<Tokens> {
    const { _id: userId, accountId } = user;
    const policies = await this.policies(accountId);
    const now = this.clock.now();
    const token = { accountId, sessionId: newId('ses'), family: freshFamily(), secret: freshSecret() };
    const { sessionId } = token;
    const data = { accountId, actor: userActor(userId), userId, sessionId, address, client };
    await this.sessions.start(
      {
        _id: sessionId,
        accountId,
        userId,
        epoch: user.sessionEpoch,
        familyHash: sha256(token.family),
        tokenHash: sha256(token.secret),
        createdAt: now,
        refreshedAt: now,
        seenAt: now,
        ...(address !== undefined && { address }),
        ...(client !== undefined && { client }),
        ...expiryFrom(now, { startedAt: now, sessionDays: policies.sessionDays }),
      },
      [event(sessionStarted, sessionId, data, now)],
    );
    return this.tokens(user, policies, token);
  }

  /** What the account has decided on its sessions. */
  async policies(accountId: string): Promise<Policies> {
    const account = await this.accounts.find(accountId);
    if (!account) throw new Fault('unauthenticated');
    return policiesOf(account);
  }

  /** A pair of tokens for a session that is open. */
  tokens(user: StoredUser, policies: Policies, token: RefreshToken): Tokens {
    const { accountId, sessionId } = token;
    const accessToken = this.accessTokens.sign({ accountId, userId: user._id, sessionId }, this.clock.now());
    return {
      accessToken,
      refreshToken: tokenText(token),
      expiresIn: ACCESS_TOKEN_SECONDS,
      mustChangePassword: user.mustChangePassword,
      mustAddFactor: mustAddFactor(user, policies),
    };
  }
}
