import { Injectable } from '@nestjs/common';
import { userBanned } from '@seatkeeper/contracts';
import { crash } from '@seatkeeper/service';
import { AdminRoleService } from '../admins/admin-role.service.js';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { userEvent } from '../users/user-changes.js';
import { endedKeys } from '../users/user-keys.js';
import { banPatch } from './bans.js';

/** Bans a global admin: out of the count first, and refused if that would leave nobody. */
@Injectable()
@Drives('ban')
export class BansDriver {
  constructor(private readonly admins: AdminRoleService) {}

  async drive(run: FlowRun<'ban'>): Promise<void> {
    try {
      await this.admins.release(run);
    } catch (error) {
      if (isRefusal(error)) await run.cancel();
      throw error;
    }
    crash('identity.ban.afterRelease');
    const { by, input } = run.flow;
    await run.end((before, now) => ({
      ...banPatch(before, input, now),
      events: (change) => [
        userEvent(userBanned, { ...change, by }, { reason: input.reason, alsoChanged: endedKeys(before) }),
      ],
    }));
  }
}
