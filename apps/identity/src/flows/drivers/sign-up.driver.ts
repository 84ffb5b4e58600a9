import { Injectable } from '@nestjs/common';
import { userActivated } from '@seatkeeper/contracts';
import { crash } from '@seatkeeper/service';
import { userEvent } from '../../users/user-changes.js';
import { UserCodes } from '../../users/user-codes.js';
import type { FlowDriver } from '../flow-driver.js';
import type { FlowRun } from '../flow-run.js';
import { isRefusal, Seats } from '../seats.js';

/** The first admin of an account: `pending` → a seat of the trial → `active`. */
@Injectable()
export class SignUpDriver implements FlowDriver<'sign-up'> {
  constructor(
    private readonly seats: Seats,
    private readonly codes: UserCodes,
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
