import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { endSession, endSessions, type Input, listSessions, type Output } from '@seatkeeper/contracts';
import { AuthorityService } from '../admins/authority.service.js';
import { ReachService } from '../reach/reach.service.js';
import { SessionEndsService } from '../sessions/session-ends.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { toOpenSession } from './open-sessions.js';

/** The sessions of a user, for the user and for those who administer the user. */
@Injectable()
export class OpenSessionsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly sessions: SessionEndsService,
    private readonly authority: AuthorityService,
    private readonly reach: ReachService,
  ) {}

  @Handle(listSessions)
  async list({
    accountId,
    userId,
    viewer,
    current,
  }: Input<typeof listSessions>): Promise<Output<typeof listSessions>> {
    const living = await this.sessions.living(await this.reach.see(accountId, userId, viewer));
    const items = living.map((session) => toOpenSession(session, current));
    return { items: items.toSorted((one, other) => other.lastSeenAt.localeCompare(one.lastSeenAt)) };
  }

  @Handle(endSession)
  async end({
    accountId,
    by,
    userId,
    sessionId,
  }: Input<typeof endSession>): Promise<Output<typeof endSession>> {
    const user = await this.users.get(accountId, userId);
    await this.authority.refuseStronger(user, by);
    await this.sessions.end(await this.sessions.get(user, sessionId), 'ended', by);
    return {};
  }

  @Handle(endSessions)
  async endAll({
    accountId,
    by,
    userId,
    except,
    commandId: command,
  }: Input<typeof endSessions>): Promise<Output<typeof endSessions>> {
    const user = await this.users.get(accountId, userId);
    await this.authority.refuseStronger(user, by);
    await this.sessions.endAll(user, by, { except, command });
    return {};
  }
}
