import { Injectable } from '@nestjs/common';
import { invitationRevoked, userDeactivated } from '@seatkeeper/contracts';
import { crash } from '@seatkeeper/service';
import { AdminRoleService } from '../admins/admin-role.service.js';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { ManagersService } from '../groups/managers.service.js';
import { OffboardingReportsService } from '../offboarding-reports/offboarding-reports.service.js';
import { isLeaving } from '../offboarding-reports/offboarding-reports.js';
import { SeatsClient } from '../seats/seats.client.js';
import { SessionEndsService } from '../sessions/session-ends.service.js';
import { userEvent } from '../users/user-changes.js';
import { endedKeys } from '../users/user-keys.js';
import { asBefore, departurePatch, endedAccess, endedBy, unprovisioned } from './departures.js';
import { RecordsClient } from './records.client.js';

/**
 * Deactivates, or withdraws an invitation, which is the same with less to do: out of the count of admins →
 * `deactivated`, which ends the sessions → seats freed → no manager any more → records on their way. Never the seat before the user.
 */
@Injectable()
@Drives('deactivate', 'revoke')
export class DeparturesDriver {
  constructor(
    private readonly seats: SeatsClient,
    private readonly admins: AdminRoleService,
    private readonly managers: ManagersService,
    private readonly records: RecordsClient,
    private readonly sessions: SessionEndsService,
    private readonly reports: OffboardingReportsService,
  ) {}

  async drive(run: FlowRun<'deactivate'> | FlowRun<'revoke'>): Promise<void> {
    if (run.flow.step === 'leave') await this.leave(run);
    if (run.flow.step === 'free') await this.free(run);
    await this.managers.giveUp(run.user.accountId, run.user._id, run.flow.by);
    const { input } = run.flow;
    const { reassignmentId: wanted, plan, bound } = 'plan' in input ? input : {};
    const begun = await this.records.move(run, wanted, plan, bound);
    const { reassignmentId } = begun;
    crash('identity.deactivate.afterReassign');
    const { user, flow } = run;
    if (isLeaving(flow)) await this.reports.open(user, flow, begun);
    crash('identity.deactivate.afterReport');
    await run.end((_before, now) => ({
      set: {
        offboarding: {
          at: now,
          seatsFreed: input.freed ?? 0,
          ...(reassignmentId && { reassignmentId }),
        },
      },
    }));
  }

  private async leave(run: FlowRun<'deactivate'> | FlowRun<'revoke'>): Promise<void> {
    try {
      await this.admins.release(run);
    } catch (error) {
      if (isRefusal(error)) await run.cancel();
      throw error;
    }
    crash('identity.deactivate.afterRelease');
    const { by, kind, input } = run.flow;
    const reason = 'reason' in input ? input.reason : undefined;
    const revokes = kind === 'revoke' && run.user.status === 'invited';
    const unprovisions = 'unprovisions' in input && input.unprovisions === true;
    const patch: Parameters<typeof run.advance>[1] = (before, now) => {
      const alsoChanged = [...endedKeys(before), ...(unprovisions ? [unprovisioned] : [])];
      return {
        ...departurePatch(before, unprovisions ? now : undefined),
        events: (change) => [
          revokes
            ? userEvent(invitationRevoked, { ...change, by })
            : userEvent(userDeactivated, { ...change, by }, { reason, alsoChanged }),
          ...endedAccess({ ...change, by }),
        ],
      };
    };
    await run.advance('free', patch, (before, now) => ({ done: { leftAt: now, ...endedBy(before, now) } }));
    crash('identity.deactivate.afterStatus');
  }

  private async free(run: FlowRun<'deactivate'> | FlowRun<'revoke'>): Promise<void> {
    const freed = run.user.type === 'standard' ? await this.seats.free(run) : 0;
    crash('identity.deactivate.afterFree');
    // An earlier driver may have freed them and died before it could say so.
    const held = run.isResumed ? run.flow.input.held : 0;
    const { accountId, _id: userId } = run.user;
    const [ended, groups] = await Promise.all([
      this.sessions.living(asBefore(run.user)),
      // Counted before the first is given up, so that whoever goes on after a crash tells as many.
      this.managers.groupsOf(accountId, userId),
    ]);
    await run.advance('reassign', undefined, ({ flow }, now) => ({
      freed: Math.max(freed, held),
      done: {
        ...(isLeaving(flow) && flow.input.done),
        freedAt: now,
        sessions: ended.length,
        managed: groups.length,
      },
    }));
  }
}
