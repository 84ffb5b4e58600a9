import { Injectable } from '@nestjs/common';
import { type Actor, userReactivated } from '@seatkeeper/contracts';
import { crash } from '@seatkeeper/service';
import { AdminRoleService } from '../admins/admin-role.service.js';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { InvitationIssuerService } from '../invitations/invitation-issuer.service.js';
import { isToBeInvited } from '../invitations/invitations.js';
import { PlacesService } from '../invitations/places.service.js';
import { userEvent, type UserWrite } from '../users/user-changes.js';
import { UserCodesRepository } from '../users/user-codes.repository.js';
import { banStands } from '../users/users.js';
import type { StoredUser } from '../users/users.schema.js';

type Make = (before: StoredUser, now: Date) => UserWrite;

/** `deactivated` → seats → as before: active, still banned, or invited again if there never was a password. */
@Injectable()
@Drives('reactivate')
export class ReactivationsDriver {
  constructor(
    private readonly places: PlacesService,
    private readonly issuer: InvitationIssuerService,
    private readonly codes: UserCodesRepository,
    private readonly admins: AdminRoleService,
  ) {}

  async drive(run: FlowRun<'reactivate'>): Promise<void> {
    if (run.flow.step === 'claim') await this.comeBack(run);
    await this.admins.admit(run);
    await run.end();
  }

  private async comeBack(run: FlowRun<'reactivate'>): Promise<void> {
    await this.places.take(run, {
      show: () => this.shown(run),
      settle: async (write) => {
        crash('identity.reactivate.afterClaim');
        await run.advance('admit', write);
        crash('identity.reactivate.afterStatus');
      },
      refused: async (refusal) => {
        await run.cancel();
        throw refusal;
      },
    });
  }

  private async shown({ user, flow: { by, input } }: FlowRun<'reactivate'>): Promise<Make> {
    if (!isToBeInvited(user)) return restored(by);
    if (!input?.bySignOn) return this.issuer.invite(user, by);
    const userCode = user.userCode ?? (await this.codes.codeFor(user));
    return (before, now) => {
      const write = restored(by)(before, now);
      return { ...write, set: { ...write.set, userCode } };
    };
  }
}

const restored =
  (by: Actor): Make =>
  (before, now) => {
    const isBanned = banStands(before, now);
    return {
      set: { status: isBanned ? 'banned' : 'active' },
      unset: isBanned ? ['arrival'] : ['ban', 'arrival'],
      events: (change) => [userEvent(userReactivated, { ...change, by })],
    };
  };
