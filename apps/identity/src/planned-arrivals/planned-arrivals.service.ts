import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Arrival,
  ARRIVALS_COUNTED,
  cancelArrival,
  countArrivals,
  getArrival,
  type Input,
  listArrivals,
  type Output,
  planArrival,
  refuse,
  userArrivalPlanned,
} from '@seatkeeper/contracts';
import { Clock, newId } from '@seatkeeper/service';
import { refuseUnconfirmed } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AuthorityService } from '../admins/authority.service.js';
import { ManagingService } from '../admins/managing.service.js';
import { FlowsService } from '../flows/flows.service.js';
import { callOff, newArrival, refuseArrival, toArrival } from '../invitations/arrivals.js';
import { ReachService } from '../reach/reach.service.js';
import { isPlannedSo } from '../users/planned-days.js';
import { PlannedUsersRepository } from '../users/planned-users.repository.js';
import { userEvent } from '../users/user-changes.js';
import { wrongStatus } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredArrival, StoredUser } from '../users/users.schema.js';

/** Joinings that are planned for a day: one write each, which the flow of the user has to be out of the way for. */
@Injectable()
export class PlannedArrivalsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly lists: PlannedUsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly authority: AuthorityService,
    private readonly managing: ManagingService,
    private readonly reach: ReachService,
    private readonly flows: FlowsService,
    private readonly clock: Clock,
  ) {}

  @Handle(planArrival)
  async plan(request: Input<typeof planArrival>): Promise<Arrival> {
    const { accountId, userId, on, asManager } = request;
    const user = await this.users.get(accountId, userId);
    await this.managing.refuseOutside(user, request);
    await this.authority.refuseStrongerUnproved(user, request.by);
    refuse(user.flow ? null : refuseArrival(user));
    const account = await this.accounts.get(accountId);
    refuse(refuseUnconfirmed(account));
    // That it was proved is asked for here, and not again on its day.
    const { proved: _proved, ...by } = request.by;
    const { timeZone } = account;
    const arrival = newArrival('on', on, { timeZone, by, asManager, now: this.clock.now() });
    return shown(await this.change({ ...request, by }, arrival));
  }

  @Handle(cancelArrival)
  async cancel(request: Input<typeof cancelArrival>): Promise<Output<typeof cancelArrival>> {
    const { accountId, userId, by } = request;
    const user = await this.users.get(accountId, userId);
    await this.managing.refuseOutside(user, request);
    await this.authority.refuseStronger(user, by);
    await this.change(request, undefined);
    return {};
  }

  @Handle(getArrival)
  async get({ accountId, userId, viewer }: Input<typeof getArrival>): Promise<Output<typeof getArrival>> {
    return { arrival: toArrival(await this.reach.see(accountId, userId, viewer)) };
  }

  @Handle(listArrivals)
  async list({
    accountId,
    viewer,
    filter,
    page,
  }: Input<typeof listArrivals>): Promise<Output<typeof listArrivals>> {
    const reach = await this.reach.of(accountId, viewer);
    const { items, ...rest } = await this.lists.page('arrival', accountId, filter, reach, page);
    return { ...rest, items: items.map(shown) };
  }

  @Handle(countArrivals)
  async count({
    accountId,
    product,
    before,
  }: Input<typeof countArrivals>): Promise<Output<typeof countArrivals>> {
    const items = await this.lists.seatsMoved(
      'arrival',
      accountId,
      product,
      new Date(before),
      ARRIVALS_COUNTED,
    );
    return { items };
  }

  /** Writes down what is planned from now on, undefined for nothing. Whoever planned it last is who invites. */
  private change(
    { accountId, userId, by, commandId: id = newId('cmd') }: Input<typeof cancelArrival>,
    arrival: StoredArrival | undefined,
  ): Promise<StoredUser> {
    return this.flows.run({
      accountId,
      userId,
      id,
      kind: 'arrive',
      begin: (before) => {
        if (arrival ? isPlannedSo(before.arrival, arrival) : !before.arrival) return null;
        if (!arrival) return { ...callOff(by), flow: null };
        refuse(refuseArrival(before));
        return {
          set: { arrival, invitedBy: by },
          flow: null,
          events: (change) => [userEvent(userArrivalPlanned, { ...change, by })],
        };
      },
    });
  }
}

/** Somebody else was faster, with the invitation itself or by calling it off. */
function shown(user: StoredUser): Arrival {
  const arrival = toArrival(user);
  if (!arrival) throw wrongStatus(user, 'planned to join: it was called off, or done, meanwhile');
  return arrival;
}
