import { Injectable } from '@nestjs/common';
import { type Actor, userReactivated } from '@seatkeeper/contracts';
import { DuplicateKey } from '@seatkeeper/mongo';
import { crash } from '@seatkeeper/service';
import { AdminRoleService } from '../admins/admin-role.service.js';
import { Drives } from '../flows/drives.js';
import type { FlowRun, FlowWrite } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { addressInvited, InvitationIssuerService } from '../invitations/invitation-issuer.service.js';
import { SeatsClient } from '../seats/seats.client.js';
import { userEvent } from '../users/user-changes.js';
import { banStands } from '../users/users.js';
import type { StoredUser } from '../users/users.schema.js';

/** `deactivated` → seats → as before: active, still banned, or invited again if there never was a password. */
@Injectable()
@Drives('reactivate')
export class ReactivationsDriver {
  constructor(
    private readonly seats: SeatsClient,
    private readonly issuer: InvitationIssuerService,
    private readonly admins: AdminRoleService,
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
