import { Injectable } from '@nestjs/common';
import { userReplaced } from '@seatkeeper/contracts';
import { crash } from '@seatkeeper/service';
import { AdminRoleService } from '../admins/admin-role.service.js';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { GroupCatalogueService } from '../groups/group-catalogue.service.js';
import { ManagersService } from '../groups/managers.service.js';
import { OffboardingReportsService } from '../offboarding-reports/offboarding-reports.service.js';
import { givenOf, isReplacing, replacementId } from '../offboarding-reports/replacement-reports.js';
import { ReportingLinesService } from '../reporting/reporting-lines.service.js';
import { SeatsClient } from '../seats/seats.client.js';
import { SessionEndsService } from '../sessions/session-ends.service.js';
import { userEvent } from '../users/user-changes.js';
import { endedKeys } from '../users/user-keys.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { takenPlace } from './replacements.js';
import { asBefore, departurePatch, endedAccess, endedBy } from './departures.js';
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
    private readonly reports: OffboardingReportsService,
    private readonly sessions: SessionEndsService,
    private readonly groups: GroupCatalogueService,
    private readonly users: UsersRepository,
  ) {}

  async drive(run: FlowRun<'replace'>): Promise<void> {
    if (run.flow.step === 'hold') await this.leave(run);
    if (run.flow.step === 'swap') await this.swap(run);
    const { accountId, _id: userId } = run.user;
    const { by, id, input } = run.flow;
    await this.successors.install(run);
    crash('identity.replace.afterInstall');
    await this.lines.move(accountId, userId, input.to, by);
    await this.managers.handOver(accountId, userId, input.to, by);
    const plan = input.reassignmentId === undefined ? undefined : { to: input.to };
    const begun = await this.records.move(run, input.reassignmentId, plan, input.bound);
    const { reassignmentId } = begun;
    crash('identity.replace.afterReassign');
    const successor = await this.report(run, begun);
    crash('identity.replace.afterReport');
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
      events: ({ after }) =>
        takenPlace(successor, { by, replacementId: replacementId(userId, id) }, after.updatedAt),
    }));
  }

  /** Opens the report, so that no replacement is without, and answers the successor. Can be repeated. */
  private async report(
    { user, flow }: FlowRun<'replace'>,
    begun: { reassignmentId?: string; refusal?: string },
  ): Promise<StoredUser> {
    const { to, copy } = flow.input;
    const [successor, groups] = await Promise.all([
      this.users.get(user.accountId, to),
      this.groups.findLiveOnes(user.accountId, user.groups),
    ]);
    await this.reports.openReplacement(user, flow, begun, { successor, given: givenOf(user, copy, groups) });
    return successor;
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
    const patch: Parameters<typeof run.advance>[1] = (before) => ({
      ...departurePatch(before),
      events: (change) => {
        const alsoChanged = [replacedBy, ...endedKeys(before)];
        const ended = endedAccess({ ...change, by });
        return [userEvent(userReplaced, { ...change, by }, { alsoChanged }), ...ended];
      },
    });
    await run.advance('swap', patch, (before, now) => ({ done: { leftAt: now, ...endedBy(before, now) } }));
    crash('identity.replace.afterStatus');
  }

  private async swap(run: FlowRun<'replace'>): Promise<void> {
    const swapped = await this.seats.swap(run, run.flow.input.to);
    crash('identity.replace.afterSwap');
    // An earlier driver may have swapped them and died before it could say so.
    const { held: of, common = [] } = run.flow.input;
    const held = run.isResumed ? of - common.length : 0;
    const { accountId, _id: userId } = run.user;
    // Counted before the first is handed over, so that whoever goes on after a crash tells as many.
    const [ended, groups, reports] = await Promise.all([
      this.sessions.living(asBefore(run.user)),
      this.managers.groupsOf(accountId, userId),
      this.lines.moving(accountId, userId, run.flow.input.to),
    ]);
    await run.advance('install', undefined, ({ flow }, now) => ({
      swapped: Math.max(swapped, held),
      managed: groups.length,
      done: {
        ...(isReplacing(flow) && flow.input.done),
        freedAt: now,
        sessions: ended.length,
        managed: groups.length,
        manages: groups.map(({ _id: id, name }) => ({ id, name })),
        reports,
      },
    }));
  }
}
