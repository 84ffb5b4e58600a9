import { Injectable } from '@nestjs/common';
import { crash } from '@seatkeeper/service';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { InvitationIssuerService } from '../invitations/invitation-issuer.service.js';
import { PlacesService } from '../invitations/places.service.js';
import { endWaiting } from '../invitations/waiting.js';
import { UserCodesRepository } from '../users/user-codes.repository.js';

/** `deactivated`, never having been here → seats → `invited`, through the same claim as everybody. Without a seat the user waits, or all stays as it is. */
@Injectable()
@Drives('arrive')
export class ArrivalsDriver {
  constructor(
    private readonly places: PlacesService,
    private readonly issuer: InvitationIssuerService,
    private readonly codes: UserCodesRepository,
  ) {}

  async drive(run: FlowRun<'arrive'>): Promise<void> {
    crash('identity.arrive.afterBegin');
    const { by, input } = run.flow;
    await this.places.take(run, {
      show: () => this.issuer.invite(run.user, by),
      settle: async (write) => {
        crash('identity.arrive.afterClaim');
        await run.end(write);
        crash('identity.arrive.afterInvited');
      },
      refused: async (refusal) => {
        if (refusal.code === 'no-free-seat' && input.whenNoSeat === 'wait')
          return endWaiting(run, this.codes);
        await run.cancel();
        throw refusal;
      },
    });
  }
}
