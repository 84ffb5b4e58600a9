import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  ACCESS_TOKEN_SECONDS,
  type ActingToken,
  authorizeActing,
  type Caller,
  enterAffiliate,
  Fault,
  type FaultCode,
  type Input,
  refuse,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { nameOf } from '../accounts/hierarchy-events.js';
import { refuseSuspended } from '../accounts/suspensions.js';
import { LineageService } from '../accounts/lineage.service.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { AccessTokensService } from '../sessions/access-tokens.service.js';
import { SessionEntriesService } from '../sessions/session-entries.service.js';
import { SessionsService } from '../sessions/sessions.service.js';

/** Whose session it is, and where it was opened. */
interface Home {
  readonly accountId: string;
  readonly userId: string;
  readonly sessionId: string;
}

/**
 * Users of an account who act in one below it. Nothing of that is kept: the token says whose session it is, and each look at it
 * asks everything anew, so it ends with the session, the permission, the access of the user, and with the place of the account.
 */
@Injectable()
export class ActingService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly lineage: LineageService,
    private readonly permissions: PermissionsService,
    private readonly sessions: SessionsService,
    private readonly entries: SessionEntriesService,
    private readonly accessTokens: AccessTokensService,
    private readonly clock: Clock,
  ) {}

  /** Rejects with `not-found` for whatever is not below, as for an account that is not there. */
  @Handle(enterAffiliate)
  async enter({ accountId, by, sessionId, affiliateId }: Input<typeof enterAffiliate>): Promise<ActingToken> {
    const { line } = await this.lineage.affiliate(accountId, affiliateId);
    const [affiliate] = line;
    const home = line.find(({ _id }) => _id === accountId);
    if (!affiliate || !home) throw Fault.notFound('affiliate');
    const session = { accountId, userId: by.id, sessionId };
    const { permissions } = await this.authorized(session, affiliate);
    await this.entries.note(session, { affiliate: nameOf(affiliate), homeAccount: nameOf(home) });
    const acting = { accountId: affiliateId, userId: by.id, sessionId, homeAccountId: accountId };
    return {
      accessToken: this.accessTokens.sign(acting, this.clock.now()),
      expiresIn: ACCESS_TOKEN_SECONDS,
      account: nameOf(affiliate),
      permissions,
    };
  }

  @Handle(authorizeActing)
  async authorize({
    accountId,
    homeAccountId,
    userId,
    sessionId,
  }: Input<typeof authorizeActing>): Promise<Caller> {
    if (homeAccountId === accountId) throw ended();
    try {
      const affiliate = await this.accounts.get(accountId);
      return await this.authorized({ accountId: homeAccountId, userId, sessionId }, affiliate);
    } catch (error) {
      throw error instanceof Fault && ENDING.includes(error.code) ? ended() : error;
    }
  }

  /** What the caller of a session is in an affiliate. Whatever ends the session, or what it can do at home, is asked at home. */
  private async authorized(session: Home, affiliate: StoredAccount): Promise<Caller> {
    const { accountId: homeAccountId, userId, sessionId } = session;
    const accountId = affiliate._id;
    refuse(refuseSuspended(affiliate));
    const [caller, permissions, lacksFactorOf] = await Promise.all([
      this.sessions.authorize(session),
      this.permissions.heldBy(accountId, { type: 'user', id: userId, accountId: homeAccountId }),
      this.entries.factorsLacking(session),
    ]);
    if (permissions.length === 0) throw Fault.withoutPermission('accounts.affiliates');
    if (caller.mustChangePassword) throw new Fault('forbidden', 'Choose another password first.');
    if (caller.mustAddFactor || lacksFactorOf(affiliate))
      throw new Fault(
        'second-factor-missing',
        'The account demands a second factor: add one to your user first.',
      );
    return {
      ...{ accountId, homeAccountId, userId, sessionId, permissions },
      mustChangePassword: false,
      ...(caller.proved !== undefined && { proved: caller.proved }),
      ...(caller.seesEverybody !== undefined && { seesEverybody: caller.seesEverybody }),
    };
  }
}

/** To the gateway it is all the same why somebody can do nothing there any more. */
const ENDING: readonly FaultCode[] = ['not-found', 'unauthenticated', 'forbidden', 'second-factor-missing'];
const ended = () => new Fault('unauthenticated', 'You can no longer act in this account.');
