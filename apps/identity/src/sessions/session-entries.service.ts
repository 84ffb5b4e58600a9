import { Injectable } from '@nestjs/common';
import { type AccountName, affiliateEntered, Fault, userActor } from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { policiesOf } from '../accounts/accounts.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { UsersRepository } from '../users/users.repository.js';
import { entriesWith } from './entries.js';
import { demandsOf } from './sessions.js';
import { SessionsRepository } from './sessions.repository.js';

interface OwnSession {
  readonly accountId: string;
  readonly userId: string;
  readonly sessionId: string;
}

type Demanding = Pick<StoredAccount, 'policies'>;

/** What a session has to do with the accounts below its own that its user goes into. */
@Injectable()
export class SessionEntriesService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly users: UsersRepository,
    private readonly clock: Clock,
  ) {}

  /** Tells both accounts that an affiliate was entered, unless they were told a short while ago. */
  async note(
    { accountId, userId, sessionId }: OwnSession,
    names: { affiliate: AccountName; homeAccount: AccountName },
  ): Promise<void> {
    const now = this.clock.now();
    const { id: affiliateId } = names.affiliate;
    const noted = await this.sessions.decide(accountId, sessionId, (session) => {
      if (session.ended) throw new Fault('unauthenticated', 'The session has ended.');
      const entries = entriesWith(session, affiliateId, now);
      if (!entries) return null;
      const toldIn = (where: string, home?: string) => {
        const data = { accountId: where, actor: userActor(userId, undefined, home), ...names };
        return event(affiliateEntered, affiliateId, data, now);
      };
      return { update: { set: { entries } }, events: [toldIn(affiliateId, accountId), toldIn(accountId)] };
    });
    if (!noted) throw new Fault('unauthenticated', 'The session has ended.');
  }

  /** Tells of other accounts whether they demand a second factor that its own asks for nowhere, and there is none. */
  async factorsLacking({ accountId, userId, sessionId }: OwnSession): Promise<(other: Demanding) => boolean> {
    const [session, user] = await Promise.all([
      this.sessions.find(accountId, sessionId),
      this.users.find(accountId, userId),
    ]);
    return (other) => !session || !user || demandsOf(user, session, policiesOf(other)).mustAddFactor;
  }
}
