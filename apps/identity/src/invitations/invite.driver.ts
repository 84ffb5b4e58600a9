import { Injectable } from '@nestjs/common';
import { userWaitListed } from '@seatkeeper/contracts';
import { crash } from '@seatkeeper/service';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { userEvent } from '../users/user-changes.js';
import { UserCodesRepository } from '../users/user-codes.repository.js';
import { placeAt } from '../users/waiting-places.js';
import { InvitationIssuerService } from './invitation-issuer.service.js';
import { PlacesService } from './places.service.js';

/** `pending` → seats → `invited`. Without a seat nothing is left behind, or the user waits. */
@Injectable()
@Drives('invite')
export class InviteDriver {
  constructor(
    private readonly places: PlacesService,
    private readonly issuer: InvitationIssuerService,
    private readonly codes: UserCodesRepository,
  ) {}

  async drive(run: FlowRun<'invite'>): Promise<void> {
    crash('identity.invite.afterInsert');
    const { by, input } = run.flow;
    await this.places.take(run, {
      show: () => this.issuer.invite(run.user, by, input.words),
      settle: async (write) => {
        crash('identity.invite.afterClaim');
        await run.end(write);
        crash('identity.invite.afterInvited');
      },
      refused: async (refusal) => {
        if (refusal.code === 'no-free-seat' && input.whenNoSeat === 'wait') return this.wait(run);
        await run.remove();
        throw refusal;
      },
    });
  }

  private async wait(run: FlowRun<'invite'>): Promise<void> {
    const { by } = run.flow;
    const { _id: userId } = run.user;
    const userCode = await this.codes.codeFor(run.user);
    await run.end((_before, now) => ({
      set: { status: 'waiting', waitingSince: now, waitingPlace: placeAt(now, userId), userCode },
      events: (change) => [userEvent(userWaitListed, { ...change, by })],
    }));
  }
}
