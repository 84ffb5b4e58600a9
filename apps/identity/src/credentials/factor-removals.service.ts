import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  factorRemoved,
  Fault,
  type Input,
  listFactors,
  type Output,
  refuse,
  removeFactor,
  resetFactor,
} from '@seatkeeper/contracts';
import { event, isDone } from '@seatkeeper/mongo';
import { AuthorityService } from '../admins/authority.service.js';
import { FactorDemandsService } from '../factors/factor-demands.service.js';
import { refuseChangedSince, toSecondFactor } from '../factors/factors.js';
import { ReachService } from '../reach/reach.service.js';
import { mailDue } from '../sessions/password-changes.js';
import { PasswordChecksService } from '../sessions/password-checks.service.js';
import type { UserWrite } from '../users/user-changes.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { factorChange, NO_FACTOR, ownUser } from './factor-changes.js';

/** Shows which second factor there is, and takes it away: the user's own act, or of who administers the user. */
@Injectable()
export class FactorRemovalsService {
  constructor(
    private readonly demands: FactorDemandsService,
    private readonly users: UsersRepository,
    private readonly authority: AuthorityService,
    private readonly checks: PasswordChecksService,
    private readonly reach: ReachService,
  ) {}

  @Handle(listFactors)
  async list({ accountId, userId, viewer }: Input<typeof listFactors>): Promise<Output<typeof listFactors>> {
    const user = await this.reach.see(accountId, userId, viewer);
    const { secondFactor } = user;
    const items = secondFactor ? [toSecondFactor(secondFactor)] : [];
    return { items, required: await this.demands.isRequired(user) };
  }

  @Handle(removeFactor)
  async remove(request: Input<typeof removeFactor>): Promise<Output<typeof removeFactor>> {
    const { by, commandId } = request;
    const user = await ownUser(this.users, request);
    if (isDone(user, commandId)) return {};
    if (!user.secondFactor) throw NO_FACTOR();
    await this.checks.all(user, { ...request, attemptId: commandId });
    const changed = await this.users.changeFrom(user, (before, now) => {
      if (isDone(before, commandId)) return null;
      refuse(refuseChangedSince(user, before));
      return { ...removal(before, by, now), command: commandId };
    });
    if (!changed) throw Fault.notFound('user');
    return {};
  }

  /** The sessions end, too: where the device is lost, it may be in other hands. */
  @Handle(resetFactor)
  async reset({ accountId, by, userId }: Input<typeof resetFactor>): Promise<Output<typeof resetFactor>> {
    // Who has only got hold of a session has neither password nor code, and would not need them.
    if (by.id === userId)
      throw new Fault('forbidden', 'Remove your own second factor with DELETE /v1/me/factors.');
    const user = await this.users.get(accountId, userId);
    await this.authority.refuseBecoming(user, by);
    const changed = await this.users.changeFrom(user, (before, now) => {
      if (!before.secondFactor) return null;
      const { set, ...write } = removal(before, by, now);
      return { ...write, set: { ...set, sessionEpoch: before.sessionEpoch + 1 } };
    });
    if (!changed) throw Fault.notFound('user');
    return {};
  }
}

/** What waits to be confirmed goes, too: it was begun by whoever had the factor. */
const removal = (before: StoredUser, by: Actor, now: Date): UserWrite => ({
  set: { factorChanged: { at: now, by } },
  unset: ['secondFactor', 'codeUse', 'factorEnrolment'],
  events: ({ after }) => [
    event(factorRemoved, after._id, { ...mailDue(after, by), changes: [factorChange(before, null)] }, now),
  ],
});
