import { Injectable } from '@nestjs/common';
import { userActivated } from '@seatkeeper/contracts';
import { crash } from '@seatkeeper/service';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { SeatsClient } from '../seats/seats.client.js';
import { userEvent } from '../users/user-changes.js';
import { UserCodesRepository } from '../users/user-codes.repository.js';

/** The first admin of an account: `pending` → a seat of the trial → `active`. */
@Injectable()
@Drives('sign-up')
export class SignUpDriver {
  constructor(
    private readonly seats: SeatsClient,
    private readonly codes: UserCodesRepository,
  ) {}

  async drive(run: FlowRun<'sign-up'>): Promise<void> {
    try {
      await this.seats.claim(run, run.user.products);
    } catch (error) {
      if (isRefusal(error)) await run.remove();
      throw error;
    }
    crash('identity.signUp.afterClaim');
    const { by } = run.flow;
    const userCode = await this.codes.codeFor(run.user);
    await run.end(() => ({
      set: { status: 'active', userCode },
      events: (change) => [userEvent(userActivated, { ...change, by })],
    }));
  }
}
