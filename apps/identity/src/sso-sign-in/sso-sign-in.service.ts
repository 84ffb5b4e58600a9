import { Inject, Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  beginSso,
  Fault,
  finishSso,
  type Input,
  type OpenedSession,
  type Origin,
  type Output,
  refuse,
  SSO_ATTEMPT_SECONDS,
} from '@seatkeeper/contracts';
import { Clock, SETTINGS } from '@seatkeeper/service';
import { fold } from '@seatkeeper/text';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { refuseSuspended } from '../accounts/suspensions.js';
import { TrailService } from '../audit/trail.service.js';
import { IdentityProvidersClient } from '../identity-providers/identity-providers.client.js';
import { freshSecret } from '../sessions/refresh-tokens.js';
import { SessionOpenerService } from '../sessions/session-opener.service.js';
import { redirectUriOf } from '../sso-connections/sso-connections.view.js';
import { SsoSecretsService } from '../sso-connections/sso-secrets.service.js';
import { ownPage } from './return-addresses.js';
import { SsoAttemptsRepository } from './sso-attempts.repository.js';
import type { StoredSsoAttempt } from './sso-attempts.schema.js';
import { connectionFor } from './sso-choice.js';
import { signedInAt } from './sso-people.js';
import { SsoUsersService } from './sso-users.service.js';

/** Sign-ins at the identity provider of an account: there, and back. */
@Injectable()
export class SsoSignInService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly attempts: SsoAttemptsRepository,
    private readonly providers: IdentityProvidersClient,
    private readonly secrets: SsoSecretsService,
    private readonly users: SsoUsersService,
    private readonly opener: SessionOpenerService,
    private readonly trail: TrailService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: { PUBLIC_URL: string },
  ) {}

  @Handle(beginSso)
  async begin(request: Input<typeof beginSso>): Promise<Output<typeof beginSso>> {
    const { account: slug, connectionId, loginHint, returnTo, binding, again } = request;
    const account = await this.accounts.findBySlug(fold(slug));
    const connection = account && connectionFor(account, { connectionId, loginHint });
    if (!connection) throw notSetUp();
    refuse(refuseSuspended(account));
    const client = await this.secrets.clientOf(account, connection);
    const attempt = { state: freshSecret(), nonce: freshSecret(), codeVerifier: freshSecret() };
    const { state, ...kept } = attempt;
    const url = await this.providers.signInUrl(client, attempt, {
      redirectUri: this.redirectUri(account),
      loginHint,
      again,
    });
    await this.attempts.begin(state, binding, {
      accountId: account._id,
      connectionId: connection.id,
      ...kept,
      returnTo: ownPage(returnTo),
      expiresAt: new Date(this.clock.now().getTime() + SSO_ATTEMPT_SECONDS * 1_000),
    });
    return { url };
  }

  @Handle(finishSso)
  async finish(request: Input<typeof finishSso>): Promise<Output<typeof finishSso>> {
    const { account: slug, answer, binding, ...origin } = request;
    const account = await this.accounts.findBySlug(fold(slug));
    if (!account) throw notSetUp();
    try {
      // Before anybody new is let in, who would need a seat.
      refuse(refuseSuspended(account));
      const state = new URLSearchParams(answer).get('state') ?? '';
      const attempt = await this.attempts.take(account._id, state, binding, this.clock.now());
      if (!attempt) throw new Fault('sso-attempt-ended', ENDED);
      const session = await this.session(account, { attempt, state, answer, origin });
      return { session, returnTo: attempt.returnTo };
    } catch (error) {
      if (error instanceof Fault)
        this.trail.note('sso-failed', { accountId: account._id, ...origin, reason: reasonOf(error) });
      throw error;
    }
  }

  private async session(
    account: StoredAccount,
    {
      attempt,
      state,
      answer,
      origin,
    }: { attempt: StoredSsoAttempt; state: string; answer: string; origin: Origin },
  ): Promise<OpenedSession> {
    const { connectionId, nonce, codeVerifier } = attempt;
    const connection = connectionFor(account, { connectionId });
    // It was deleted while somebody was at the provider.
    if (!connection) throw notSetUp();
    const client = await this.secrets.clientOf(account, connection);
    const url = new URL(`${this.redirectUri(account)}?${answer}`);
    const claims = await this.providers.claims(client, url, { state, nonce, codeVerifier });
    const user = await this.users.userOf(account, connection, claims);
    return this.opener.open(user, {
      ...origin,
      kept: 'cookie',
      connectionId,
      signedInAt: signedInAt(claims),
    });
  }

  private redirectUri(account: StoredAccount): string {
    return redirectUriOf(account, this.settings.PUBLIC_URL);
  }
}

const notSetUp = (): Fault =>
  new Fault(
    'sso-not-set-up',
    'There is no single sign-on for this account: check how the account is spelled.',
  );

const ENDED =
  'This sign-in was begun too long ago, or in another browser, or has come to its end before: begin again.';

/** For the log alone. */
const reasonOf = ({ code, members }: Fault): string => {
  const { reason, userStatus } = members ?? {};
  const more = reason ?? userStatus;
  return typeof more === 'string' ? `${code}: ${more}` : code;
};
