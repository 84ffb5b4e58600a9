import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import { type Input, type OffboardingPreview, previewOffboarding } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { AuthorityService } from '../admins/authority.service.js';
import { ManagersService } from '../groups/managers.service.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { DeparturesService } from '../leaving/departures.service.js';
import { endedBy } from '../leaving/departures.js';
import { leftOf } from '../offboarding-reports/offboarding-reports.js';
import { SessionEndsService } from '../sessions/session-ends.service.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { seatsOf } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import { LeaversRecordsClient, without } from './leavers-records.client.js';
import { shownRefusals } from './shown-refusals.js';

type Asked = Input<typeof previewOffboarding>;

/** Asks the rules that decide on an offboarding, and stops before the write. */
@Injectable()
export class OffboardingPreviewsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly lists: UserListsRepository,
    private readonly departures: DeparturesService,
    private readonly authority: AuthorityService,
    private readonly permissions: PermissionsService,
    private readonly managers: ManagersService,
    private readonly sessions: SessionEndsService,
    private readonly records: LeaversRecordsClient,
    private readonly clock: Clock,
  ) {}

  @Handle(previewOffboarding)
  async preview(asked: Asked): Promise<OffboardingPreview> {
    const { accountId, userId } = asked;
    const user = await this.users.get(accountId, userId);
    await this.departures.refuseOutside(user, asked);
    const refusals = await shownRefusals(
      () => this.departures.refuse(user, asked),
      () => this.authority.refuseStronger(user, asked.by),
    );
    const [sessions, managed, directReports, { moving, left }] = await Promise.all([
      this.sessions.living(user),
      this.managers.groupsOf(accountId, userId),
      this.lists.countReports(accountId, userId),
      this.ofRecords(asked),
    ]);
    const products = seatsOf(user);
    const ended = endedBy(user, this.clock.now());
    const { username, firstName, lastName } = user;
    return {
      user: { id: userId, username, firstName, lastName },
      refusals,
      sessionsEnded: sessions.length,
      keysEnded: ended.keys,
      invitationsVoided: ended.invitations,
      seats: { freed: products.length, products },
      groupsManaged: managed.length,
      records: moving,
      leftBehind: { directReports, records: left },
    };
  }

  private async ofRecords({ accountId, userId, by, reassign }: Asked) {
    const mayRead = reassign !== undefined || (await this.permissions.holds(accountId, by, 'records.read'));
    if (!mayRead) return { moving: null, left: null };
    const counted = await this.records.count(accountId, userId);
    const moving = reassign
      ? await this.records.preview(accountId, { ...reassign.plan, from: userId })
      : { total: 0, byType: [], manifest: null };
    return { moving, left: leftOf(without(counted, moving)) };
  }
}
