import { Injectable } from '@nestjs/common';
import { userBanned } from '@seatkeeper/contracts';
import { crash } from '@seatkeeper/service';
import { banPatch } from '../../users/bans.js';
import { userEvent } from '../../users/user-changes.js';
import { AdminRole } from '../admin-role.js';
import type { FlowDriver } from '../flow-driver.js';
import type { FlowRun } from '../flow-run.js';
import { isRefusal } from '../seats.js';

/** Bans a global admin: out of the count first, and refused if that would leave nobody. */
@Injectable()
export class BanDriver implements FlowDriver<'ban'> {
  constructor(private readonly admins: AdminRole) {}

  async drive(run: FlowRun<'ban'>): Promise<void> {
    try {
      await this.admins.release(run.user);
    } catch (error) {
      if (isRefusal(error)) await run.cancel();
      throw error;
    }
    crash('identity.ban.afterRelease');
    const { by, input } = run.flow;
    await run.end((before, now) => ({
      ...banPatch(before, input, now),
      events: (change) => [userEvent(userBanned, { ...change, by }, { reason: input.reason })],
    }));
  }
}
