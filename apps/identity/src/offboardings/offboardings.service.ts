import { Injectable } from '@nestjs/common';
import { Handle, On } from '@seatkeeper/bus';
import {
  Fault,
  getOffboarding,
  type Input,
  isOver,
  type Offboarding,
  type Reassignment,
  reassignmentCancelled,
  reassignmentFailed,
  reassignmentFinished,
  startOffboarding,
  userActor,
} from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { PermissionsService } from '../groups/permissions.service.js';
import { DeparturesService } from '../leaving/departures.service.js';
import {
  factsOf,
  finalOf,
  isLeaving,
  offboardingId,
  reportOf,
  shown,
} from '../offboarding-reports/offboarding-reports.js';
import { replacementReportOf } from '../offboarding-reports/replacement-reports.js';
import { OffboardingReportsService } from '../offboarding-reports/offboarding-reports.service.js';
import type { StoredOffboarding } from '../offboarding-reports/offboarding-reports.schema.js';
import { ReachService } from '../reach/reach.service.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { LeaversRecordsClient } from './leavers-records.client.js';

/** A run that nobody has told of the end of is looked at again after this. */
const LOOK_AGAIN_MS = 30_000;

type RunEnded = { accountId: string; reassignment: Pick<Reassignment, 'id'> };

/** The deactivation of somebody, with a report that is final when nothing more happens. */
@Injectable()
export class OffboardingsService {
  constructor(
    private readonly departures: DeparturesService,
    private readonly users: UsersRepository,
    private readonly lists: UserListsRepository,
    private readonly reach: ReachService,
    private readonly permissions: PermissionsService,
    private readonly reports: OffboardingReportsService,
    private readonly records: LeaversRecordsClient,
    private readonly clock: Clock,
  ) {}

  @Handle(startOffboarding)
  async start(request: Input<typeof startOffboarding>): Promise<Offboarding> {
    const { accountId, userId, by } = request;
    // Whoever offboards themselves may read nothing any more when it is done.
    const readsRecords = await this.permissions.holds(accountId, by, 'records.read');
    await this.departures.deactivate(request);
    const offboarding = await this.latest(await this.users.get(accountId, userId));
    if (offboarding) return shown(offboarding, readsRecords);
    throw new Fault('wrong-status', {
      detail: 'The user was deactivated before there were reports of it.',
      members: { userStatus: 'deactivated' },
    });
  }

  @Handle(getOffboarding)
  async get({ accountId, userId, viewer }: Input<typeof getOffboarding>): Promise<Offboarding> {
    const user = await this.reach.see(accountId, userId, viewer);
    const offboarding = await this.latest(user);
    if (!offboarding) throw new Fault('not-found', 'There is no report: this user was not offboarded.');
    const by = viewer && userActor(viewer.userId, viewer.keyId);
    return shown(offboarding, !by || (await this.permissions.holds(accountId, by, 'records.read')));
  }

  @On(reassignmentFinished)
  runFinished(ended: RunEnded): Promise<void> {
    return this.runEnded(ended);
  }

  @On(reassignmentFailed)
  runFailed(ended: RunEnded): Promise<void> {
    return this.runEnded(ended);
  }

  @On(reassignmentCancelled)
  runCancelled(ended: RunEnded): Promise<void> {
    return this.runEnded(ended);
  }

  /** Makes the report final if nothing more happens; else it is looked at again later. Can be repeated. */
  async finish(found: StoredOffboarding): Promise<void> {
    const { accountId, userId, facts } = found;
    const run = await this.records.run(accountId, found.reassignmentId);
    const at = this.clock.now();
    if (run && !isOver(run.state))
      return this.reports.lookAgain(found, new Date(at.getTime() + LOOK_AGAIN_MS));
    const [directReports, left] = await Promise.all([
      this.lists.countReports(accountId, userId),
      this.records.count(accountId, userId),
    ]);
    const around = { run, end: { at, directReports, left } };
    const report = 'successor' in facts ? replacementReportOf(facts, around) : reportOf(facts, around);
    await this.reports.finish(found, report, at);
  }

  private async runEnded({ accountId, reassignment: { id } }: RunEnded): Promise<void> {
    const found = await this.reports.ofRun(accountId, id);
    if (found?.dueAt) await this.finish(found);
  }

  /** What runs now, else what was done last; null for who was never offboarded. */
  private async latest(user: StoredUser): Promise<Offboarding | null> {
    const { accountId, _id: userId, flow } = user;
    const found = await this.reports.latestOf(accountId, userId);
    if (isLeaving(flow) && found?._id !== offboardingId(userId, flow.id))
      return { report: reportOf(factsOf(user, flow), { run: null }), hash: null };
    if (!found) return null;
    const done = finalOf(found);
    if (done) return done;
    if ('successor' in found.facts) return null;
    const run = await this.records.run(accountId, found.reassignmentId);
    return { report: reportOf(found.facts, { run }), hash: null };
  }
}
