import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  Fault,
  getProof,
  type Input,
  type Proof,
  type ProofMeans,
  proveSession,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { passwordCounts } from '../accounts/sso.js';
import { isProved } from '../proofs/proofs.js';
import { PasswordChecksService } from '../sessions/password-checks.service.js';
import { SessionEndsService } from '../sessions/session-ends.service.js';
import type { StoredSession } from '../sessions/sessions.schema.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { ownUser } from './factor-changes.js';

/** Asks somebody who is signed in to show once more that it is they, for what a session alone is not enough for. */
@Injectable()
export class ProofsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
    private readonly checks: PasswordChecksService,
    private readonly sessions: SessionEndsService,
    private readonly clock: Clock,
  ) {}

  @Handle(getProof)
  async get({ accountId, userId, sessionId }: Input<typeof getProof>): Promise<Proof> {
    const [account, user] = await Promise.all([
      this.accounts.get(accountId),
      this.users.get(accountId, userId),
    ]);
    return this.shown(await this.sessions.get(user, sessionId), meansOf(account, user));
  }

  @Handle(proveSession)
  async prove(request: Input<typeof proveSession>): Promise<Proof> {
    const { accountId, sessionId, commandId: attemptId, address, client } = request;
    const [account, user] = await Promise.all([this.accounts.get(accountId), ownUser(this.users, request)]);
    const session = await this.sessions.get(user, sessionId);
    const means = meansOf(account, user);
    // Delivered again: a code that was right is used up.
    if (session.provedBy === attemptId) return this.shown(session, means);
    if (means.includes('sso')) throw elsewhere(account);
    await this.checks.all(user, { ...request, attemptId });
    return this.shown(await this.sessions.prove(session, attemptId, { address, client }), means);
  }

  private shown({ provedUntil }: Pick<StoredSession, 'provedUntil'>, asks: ProofMeans[]): Proof {
    const holds = isProved({ provedUntil }, this.clock.now());
    return { provedUntil: (holds && provedUntil?.toISOString()) || null, asks };
  }
}

/** Whoever has no password here that counts proves it where they have signed in. */
function meansOf(account: StoredAccount, user: StoredUser): ProofMeans[] {
  if (user.passwordHash === undefined || !passwordCounts(account, user._id)) return ['sso'];
  return user.secondFactor ? ['password', 'otp'] : ['password'];
}

const elsewhere = ({ slug }: StoredAccount): Fault =>
  new Fault('sso-required', {
    detail: 'No password of yours counts here: sign in anew at your identity provider, which proves it.',
    members: { signIn: `/v1/auth/sso/${slug}?again=true` },
  });
