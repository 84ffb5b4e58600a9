import { Injectable } from '@nestjs/common';
import { DuplicateKey } from '@seatkeeper/mongo';
import { crash } from '@seatkeeper/service';
import { addressInvited, InvitationIssuer } from '../../invitations/invitation-issuer.js';
import type { FlowDriver } from '../flow-driver.js';
import type { FlowRun } from '../flow-run.js';
import { isRefusal, Seats } from '../seats.js';

/** `waiting` → seats → `invited`, through the same claim as everybody. Without a seat the user goes on waiting. */
@Injectable()
export class WaitListDriver implements FlowDriver<'leave-wait-list'> {
  constructor(
    private readonly seats: Seats,
    private readonly issuer: InvitationIssuer,
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
