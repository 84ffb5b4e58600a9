import { Injectable } from '@nestjs/common';
import { crash } from '@seatkeeper/service';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { InvitationIssuerService } from './invitation-issuer.service.js';
import { PlacesService } from './places.service.js';

/** `waiting` → seats → `invited`, through the same claim as everybody. Without a seat the user goes on waiting. */
@Injectable()
@Drives('leave-wait-list')
export class WaitListsDriver {
  constructor(
    private readonly places: PlacesService,
    private readonly issuer: InvitationIssuerService,
  ) {}

  async drive(run: FlowRun<'leave-wait-list'>): Promise<void> {
    await this.places.take(run, {
      show: () => this.issuer.invite(run.user, run.flow.by),
      settle: async (write) => {
        crash('identity.waitList.afterClaim');
        await run.end(write);
      },
      refused: async (refusal) => {
        await run.cancel();
        throw refusal;
      },
    });
  }
}
