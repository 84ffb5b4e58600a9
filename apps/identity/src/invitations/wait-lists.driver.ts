import { Injectable } from '@nestjs/common';
import { DuplicateKey } from '@seatkeeper/mongo';
import { crash } from '@seatkeeper/service';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { SeatsClient } from '../seats/seats.client.js';
import { addressInvited, InvitationIssuerService } from './invitation-issuer.service.js';

/** `waiting` → seats → `invited`, through the same claim as everybody. Without a seat the user goes on waiting. */
@Injectable()
@Drives('leave-wait-list')
export class WaitListsDriver {
  constructor(
    private readonly seats: SeatsClient,
    private readonly issuer: InvitationIssuerService,
  ) {}

  async drive(run: FlowRun<'leave-wait-list'>): Promise<void> {
    try {
      await this.issuer.refuseAddress(run.user);
      await this.seats.claim(run, run.user.products);
    } catch (error) {
      if (isRefusal(error)) await run.cancel();
      throw error;
    }
    crash('identity.waitList.afterClaim');
    const invited = await this.issuer.invite(run.user, run.flow.by);
    try {
      await run.end(invited);
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      await this.seats.free(run);
      await run.cancel();
      throw addressInvited();
    }
  }
}
