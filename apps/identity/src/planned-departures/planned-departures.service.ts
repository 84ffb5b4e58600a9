import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  cancelDeparture,
  countDepartures,
  type Departure,
  departureCancelled,
  departurePlanned,
  DEPARTURES_COUNTED,
  type EventContract,
  Fault,
  getDeparture,
  type Input,
  listDepartures,
  type Output,
  planDeparture,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock, newId } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AuthorityService } from '../admins/authority.service.js';
import { ManagingService } from '../admins/managing.service.js';
import { FlowsService } from '../flows/flows.service.js';
import { DeparturesService } from '../leaving/departures.service.js';
import { ReachService } from '../reach/reach.service.js';
import { beginningOf, isPlannedSo } from '../users/planned-days.js';
import { PlannedUsersRepository } from '../users/planned-users.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredDeparture, StoredUser } from '../users/users.schema.js';
import { changesOf, LEAVING, meantBy, toDeparture } from './planned-departures.js';

/** Leavings that are planned for a day: one write each, which the flow of the user has to be out of the way for. */
@Injectable()
export class PlannedDeparturesService {
  constructor(
    private readonly users: UsersRepository,
    private readonly lists: PlannedUsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly departures: DeparturesService,
    private readonly authority: AuthorityService,
    private readonly managing: ManagingService,
    private readonly reach: ReachService,
    private readonly flows: FlowsService,
    private readonly clock: Clock,
  ) {}

  @Handle(planDeparture)
  async plan(request: Input<typeof planDeparture>): Promise<Departure> {
    const { accountId, userId, on, reason, reassign, asManager } = request;
    // That it was proved is asked for here, and not again on its day.
    const { proved: _proved, ...by } = request.by;
    const user = await this.users.get(accountId, userId);
    await this.departures.refuseOutside(user, request);
    await this.departures.refuse(user, request);
    const { timeZone } = await this.accounts.get(accountId);
    const now = this.clock.now();
    const planned: StoredDeparture = {
      on,
      dueAt: beginningOf(on, timeZone, now, LEAVING),
      ...(reason !== undefined && { reason }),
      ...(reassign && { reassign }),
      by,
      ...(asManager && { asManager }),
      plannedAt: now,
    };
    return shown(await this.change(request, planned));
  }

  @Handle(cancelDeparture)
  async cancel(request: Input<typeof cancelDeparture>): Promise<Output<typeof cancelDeparture>> {
    const { accountId, userId, by } = request;
    const user = await this.users.get(accountId, userId);
    await this.managing.refuseOutside(user, request);
    await this.authority.refuseStronger(user, by);
    await this.change(request, undefined);
    return {};
  }

  @Handle(getDeparture)
  async get({ accountId, userId, viewer }: Input<typeof getDeparture>): Promise<Output<typeof getDeparture>> {
    return { departure: toDeparture(await this.reach.see(accountId, userId, viewer)) };
  }

  @Handle(listDepartures)
  async list({
    accountId,
    viewer,
    filter,
    page,
  }: Input<typeof listDepartures>): Promise<Output<typeof listDepartures>> {
    const reach = await this.reach.of(accountId, viewer);
    const { items, ...rest } = await this.lists.page('departure', accountId, filter, reach, page);
    return { ...rest, items: items.map(shown) };
  }

  @Handle(countDepartures)
  async count({
    accountId,
    product,
    before,
  }: Input<typeof countDepartures>): Promise<Output<typeof countDepartures>> {
    const items = await this.lists.seatsMoved(
      'departure',
      accountId,
      product,
      new Date(before),
      DEPARTURES_COUNTED,
    );
    return { items };
  }

  /** Writes down what is planned from now on, undefined for nothing. */
  private change(
    { accountId, userId, by, commandId: id = newId('cmd') }: Input<typeof cancelDeparture>,
    planned: StoredDeparture | undefined,
  ): Promise<StoredUser> {
    return this.flows.run({
      accountId,
      userId,
      id,
      kind: 'deactivate',
      begin: ({ departure, status }, now) => {
        if (planned ? isPlannedSo(departure, planned, meantBy) : !departure) return null;
        if (planned && status === 'deactivated') throw gone();
        const told = { accountId, actor: by, userId, changes: changesOf(departure, planned) };
        const contract: EventContract<typeof departurePlanned.data> = planned
          ? departurePlanned
          : departureCancelled;
        return {
          ...(planned ? { set: { departure: planned } } : { unset: ['departure'] }),
          flow: null,
          events: () => [event(contract, userId, told, now)],
        };
      },
    });
  }
}

/** Somebody else was faster with the leaving itself. */
const gone = () =>
  new Fault('wrong-status', {
    detail: 'The user has left meanwhile.',
    members: { userStatus: 'deactivated' },
  });

function shown(user: StoredUser): Departure {
  const departure = toDeparture(user);
  if (!departure) throw gone();
  return departure;
}
