import { Injectable } from '@nestjs/common';
import { type Actor, userReactivated } from '@seatkeeper/contracts';
import { DuplicateKey } from '@seatkeeper/mongo';
import { crash } from '@seatkeeper/service';
import { addressInvited, InvitationIssuer } from '../../invitations/invitation-issuer.js';
import type { StoredUser } from '../../users/user.schema.js';
import { userEvent } from '../../users/user-changes.js';
import { banStands } from '../../users/users.js';
import { AdminRole } from '../admin-role.js';
import type { FlowDriver } from '../flow-driver.js';
import type { FlowRun, FlowWrite } from '../flow-run.js';
import { isRefusal, Seats } from '../seats.js';

/** `deactivated` → seats → as before: active, still banned, or invited again if there never was a password. */
@Injectable()
export class ReactivateDriver implements FlowDriver<'reactivate'> {
  constructor(
    private readonly seats: Seats,
    private readonly issuer: InvitationIssuer,
    private readonly admins: AdminRole,
  ) {}

  async drive(run: FlowRun<'reactivate'>): Promise<void> {
    if (run.flow.step === 'claim') await this.comeBack(run);
    await this.admins.admit(run.user);
    await run.end();
  }

  private async comeBack(run: FlowRun<'reactivate'>): Promise<void> {
    const { user } = run;
    const { by } = run.flow;
    const needsInvitation = user.type === 'standard' && !user.passwordHash;
    try {
      if (needsInvitation) await this.issuer.refuseAddress(user);
      if (user.type === 'standard') await this.seats.claim(run, user.products);
    } catch (error) {
      if (isRefusal(error)) await run.cancel();
      throw error;
    }
    crash('identity.reactivate.afterClaim');
    const write = needsInvitation ? await this.issuer.invite(user, by) : restored(by);
    try {
      await run.advance('admit', write);
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      await this.seats.free(run);
      await run.cancel();
      throw addressInvited();
    }
    crash('identity.reactivate.afterStatus');
  }
}

const restored =
  (by: Actor) =>
  (before: StoredUser, now: Date): FlowWrite => {
    const isBanned = banStands(before, now);
    return {
      set: { status: isBanned ? 'banned' : 'active' },
      unset: isBanned ? [] : ['ban'],
      events: (change) => [userEvent(userReactivated, { ...change, by })],
    };
  };
