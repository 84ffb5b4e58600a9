import { Injectable } from '@nestjs/common';
import { Fault, userWaitListed } from '@seatkeeper/contracts';
import { DuplicateKey } from '@seatkeeper/mongo';
import { crash } from '@seatkeeper/service';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { SeatsClient } from '../seats/seats.client.js';
import { userEvent } from '../users/user-changes.js';
import { UserCodesRepository } from '../users/user-codes.repository.js';
import { addressInvited, InvitationIssuerService } from './invitation-issuer.service.js';

/** `pending` → seats → `invited`. Without a seat nothing is left behind, or the user waits. */
@Injectable()
@Drives('invite')
export class InviteDriver {
  constructor(
    private readonly seats: SeatsClient,
    private readonly issuer: InvitationIssuerService,
    private readonly codes: UserCodesRepository,
  ) {}

  async drive(run: FlowRun<'invite'>): Promise<void> {
    crash('identity.invite.afterInsert');
    try {
      await this.issuer.refuseAddress(run.user);
      await this.seats.claim(run, run.user.products);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (error.code === 'no-free-seat' && run.flow.input.whenNoSeat === 'wait') return this.wait(run);
      await run.remove();
      throw error;
    }
    crash('identity.invite.afterClaim');
    const invited = await this.issuer.invite(run.user, run.flow.by);
    try {
      await run.end(invited);
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      throw await this.undo(run);
    }
    crash('identity.invite.afterInvited');
  }

  private async wait(run: FlowRun<'invite'>): Promise<void> {
    const { by } = run.flow;
    const userCode = await this.codes.codeFor(run.user);
    await run.end((_before, now) => ({
      set: { status: 'waiting', waitingSince: now, userCode },
      events: (change) => [userEvent(userWaitListed, { ...change, by })],
    }));
  }

  /** Somebody else was invited at the same address between the check and the write. */
  private async undo(run: FlowRun<'invite'>): Promise<Fault> {
    await this.seats.free(run);
    await run.remove();
    return addressInvited();
  }
}
