import { Injectable } from '@nestjs/common';
import { userReplaced } from '@seatkeeper/contracts';
import { crash } from '@seatkeeper/service';
import { AdminRoleService } from '../admins/admin-role.service.js';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { ManagersService } from '../groups/managers.service.js';
import { ReportingLinesService } from '../reporting/reporting-lines.service.js';
import { SeatsClient } from '../seats/seats.client.js';
import { userEvent } from '../users/user-changes.js';
import { endedKeys } from '../users/user-keys.js';
import { departurePatch } from './departures.js';
import { RecordsClient } from './records.client.js';
import { SuccessorsService } from './successors.service.js';

/**
 * One user takes the place of another: the successor is held still → the one replaced is `deactivated` → the
 * seats change hands, so that none has to be free → the successor is installed → reports, groups to manage and records follow.
 */
@Injectable()
@Drives('replace')
export class ReplacementsDriver {
  constructor(
    private readonly successors: SuccessorsService,
    private readonly admins: AdminRoleService,
    private readonly seats: SeatsClient,
    private readonly lines: ReportingLinesService,
    private readonly managers: ManagersService,
    private readonly records: RecordsClient,
  ) {}

  async drive(run: FlowRun<'replace'>): Promise<void> {
    if (run.flow.step === 'hold') await this.leave(run);
    if (run.flow.step === 'swap') await this.swap(run);
    const { accountId, _id: userId } = run.user;
    const { by, input } = run.flow;
    await this.successors.install(run);
    crash('identity.replace.afterInstall');
    await this.lines.move(accountId, userId, input.to, by);
    await this.managers.handOver(accountId, userId, input.to, by);
    const plan = input.reassignmentId === undefined ? undefined : { to: input.to };
    const { reassignmentId } = await this.records.move(run, input.reassignmentId, plan);
    crash('identity.replace.afterReassign');
    await run.end((_before, now) => ({
      set: {
        offboarding: {
          at: now,
          seatsFreed: 0,
          replacedBy: {
            userId: input.to,
            seatsSwapped: input.swapped ?? 0,
            groupsManaged: input.managed ?? 0,
          },
          ...(reassignmentId && { reassignmentId }),
        },
      },
    }));
  }

  /** What can be refused, and then the point of no return. */
  private async leave(run: FlowRun<'replace'>): Promise<void> {
    try {
      await this.successors.hold(run);
      crash('identity.replace.afterHold');
      await this.admins.release(run);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.successors.letGo(run);
      await run.cancel();
      throw error;
    }
    crash('identity.replace.afterRelease');
    const { by, input } = run.flow;
    const replacedBy = { field: 'replacedBy', before: null, after: input.to };
    await run.advance('swap', (before) => ({
      ...departurePatch(before),
      events: (change) => {
        const alsoChanged = [replacedBy, ...endedKeys(before)];
        return [userEvent(userReplaced, { ...change, by }, { alsoChanged })];
      },
    }));
    crash('identity.replace.afterStatus');
  }

  private async swap(run: FlowRun<'replace'>): Promise<void> {
    const swapped = await this.seats.swap(run, run.flow.input.to);
    crash('identity.replace.afterSwap');
    // An earlier driver may have swapped them and died before it could say so.
    const held = run.isResumed ? run.flow.input.held : 0;
    // Counted before the first is handed over, so that whoever goes on after a crash tells as many.
    const managed = (await this.managers.groupsOf(run.user.accountId, run.user._id)).length;
    await run.advance('install', undefined, () => ({ swapped: Math.max(swapped, held), managed }));
  }
}
