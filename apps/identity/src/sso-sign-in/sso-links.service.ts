import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { forgetSso, type Input, type Output, userSessionsEnded } from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { AuthorityService } from '../admins/authority.service.js';
import { SessionEndsService } from '../sessions/session-ends.service.js';
import { userEvent } from '../users/user-changes.js';
import { UsersRepository } from '../users/users.repository.js';

/** As whom identity providers know users. */
@Injectable()
export class SsoLinksService {
  constructor(
    private readonly users: UsersRepository,
    private readonly authority: AuthorityService,
    private readonly ends: SessionEndsService,
  ) {}

  /** The next to come with the address is taken for the user: so by whoever could become the user, and the sessions end. */
  @Handle(forgetSso)
  async forget({
    accountId,
    by,
    userId,
    commandId,
  }: Input<typeof forgetSso>): Promise<Output<typeof forgetSso>> {
    const user = await this.users.get(accountId, userId);
    await this.authority.refuseBecoming(user, by);
    const ends = await this.ends.allBut(accountId);
    await this.users.changeFrom(user, (before, now) => {
      if (!before.ssoLinks || (commandId !== undefined && isDone(before, commandId))) return null;
      return {
        set: ends(before, now),
        unset: ['ssoLinks'],
        ...(commandId !== undefined && { command: commandId }),
        events: (change) => [userEvent(userSessionsEnded, { ...change, by }, { alsoChanged: FORGOTTEN })],
      };
    });
    return {};
  }
}

const FORGOTTEN = [{ field: 'singleSignOn', before: null, after: null }];
