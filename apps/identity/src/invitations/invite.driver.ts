import { Injectable } from '@nestjs/common';
import { crash } from '@seatkeeper/service';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { UserCodesRepository } from '../users/user-codes.repository.js';
import { InvitationIssuerService } from './invitation-issuer.service.js';
import { PlacesService } from './places.service.js';
import { endWithoutPlace } from './waiting.js';

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
      refused: (refusal) => endWithoutPlace(run, refusal, this.codes),
    });
  }
}
