import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, previewReplacement, type ReplacementPreview } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AuthorityService } from '../admins/authority.service.js';
import { GroupCatalogueService } from '../groups/group-catalogue.service.js';
import { ManagersService } from '../groups/managers.service.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { endedBy } from '../leaving/departures.js';
import { commonSeats, standInOf } from '../leaving/replacements.js';
import { ReplacementsService } from '../leaving/replacements.service.js';
import { leftOf } from '../offboarding-reports/offboarding-reports.js';
import { givenOf, successorOf } from '../offboarding-reports/replacement-reports.js';
import { ReportingLinesService } from '../reporting/reporting-lines.service.js';
import { SessionEndsService } from '../sessions/session-ends.service.js';
import { seatsOf } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import { LeaversRecordsClient, without } from './leavers-records.client.js';
import { shownRefusals } from './shown-refusals.js';

type Asked = Input<typeof previewReplacement>;

/** Asks the rules that decide on a replacement, and stops before the write. */
@Injectable()
export class ReplacementPreviewsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly replacements: ReplacementsService,
    private readonly authority: AuthorityService,
    private readonly permissions: PermissionsService,
    private readonly managers: ManagersService,
    private readonly groups: GroupCatalogueService,
    private readonly lines: ReportingLinesService,
    private readonly sessions: SessionEndsService,
    private readonly records: LeaversRecordsClient,
    private readonly clock: Clock,
  ) {}

  @Handle(previewReplacement)
  async preview(asked: Asked): Promise<ReplacementPreview> {
    const { accountId, userId, by, copy, replacement } = asked;
    const user = await this.users.get(accountId, userId);
    const known = await this.replacements.seen(asked, user);
    const refusals = await shownRefusals(
      () => this.replacements.refuse(asked, user, known),
      () => this.authority.refuseStronger(user, by),
    );
    const standIn = known ? undefined : standInOf(userId);
    const to = known?._id ?? standInOf(userId);
    const [sessions, managed, reports, groups, { moving, left }] = await Promise.all([
      this.sessions.living(user),
      this.managers.groupsOf(accountId, userId),
      this.lines.moving(accountId, userId, to),
      this.groups.findLiveOnes(accountId, user.groups),
      this.ofRecords(asked, to, standIn),
    ]);
    const products = seatsOf(user);
    const freed = commonSeats(user, known);
    const ended = endedBy(user, this.clock.now());
    const { username, firstName, lastName } = user;
    const successor = known ?? { _id: to, ...('newUser' in replacement ? replacement.newUser : user) };
    return {
      user: { id: userId, username, firstName, lastName },
      successor: successorOf(successor, known === undefined),
      refusals,
      sessionsEnded: sessions.length,
      keysEnded: ended.keys,
      invitationsVoided: ended.invitations,
      seats: { swapped: products.length - freed.length, products, freed },
      given: givenOf(user, copy, groups),
      directReports: reports,
      groupsManaged: managed.map(({ _id: id, name }) => ({ id, name })),
      records: moving,
      leftBehind: { records: left },
    };
  }

  private async ofRecords(
    { accountId, userId, by, reassignmentId }: Asked,
    to: string,
    standIn: string | undefined,
  ) {
    const mayRead =
      reassignmentId !== undefined || (await this.permissions.holds(accountId, by, 'records.read'));
    if (!mayRead) return { moving: null, left: null };
    const counted = await this.records.count(accountId, userId);
    const moving =
      reassignmentId === undefined
        ? { total: 0, byType: [], manifest: null }
        : await this.records.preview(accountId, { from: userId, to }, standIn);
    return { moving, left: leftOf(without(counted, moving)) };
  }
}
