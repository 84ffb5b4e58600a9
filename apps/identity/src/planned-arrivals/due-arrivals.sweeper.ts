import { Injectable, type OnModuleInit } from '@nestjs/common';
import { refuse, type Refusal, systemActor, userArrivalRefused } from '@seatkeeper/contracts';
import { Clock, defineSweep, derivedId, logger, Repeater, SetAside } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { refuseSuspended } from '../accounts/suspensions.js';
import { isRefusal } from '../flows/flows.js';
import { toRefusal } from '../group-previews/group-previews.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { afterRefusal, isDue, toldOfRefusal } from '../users/planned-days.js';
import { PlannedUsersRepository } from '../users/planned-users.repository.js';
import { userEvent } from '../users/user-changes.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredArrival, StoredUser } from '../users/users.schema.js';
import { ArrivalsService } from './arrivals.service.js';

/** Days begin at the full minute nearly everywhere. */
const dueArrivals = defineSweep({ name: 'joinings whose day has come', everyMs: 5_000, restMs: 30_000 });
const ARRIVALS_A_ROUND = 100;

/** What is over in a moment, unlike what somebody has to decide on: the plan stays due. */
const PASSING: readonly string[] = ['user-busy', 'too-many-requests'];

const log = logger('arrivals');

/** Invites who is to join today. Every copy of the service looks; the write that begins the flow decides. */
@Injectable()
export class DueArrivalsSweeper implements OnModuleInit {
  private readonly aside: SetAside;

  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly lists: PlannedUsersRepository,
    private readonly arrivals: ArrivalsService,
    private readonly permissions: PermissionsService,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {
    this.aside = new SetAside(clock);
  }

  onModuleInit(): void {
    this.repeater.sweep(dueArrivals, () => this.sweep());
  }

  /** True if there were any. */
  async sweep(): Promise<boolean> {
    const due = await this.lists.due('arrival', this.clock.now(), ARRIVALS_A_ROUND, this.aside.ids);
    await this.aside.each(
      due,
      (user) => this.carryOut(user),
      ({ _id: userId }, error) =>
        log.warn('Somebody who is to join could not be invited yet', { userId, error }),
    );
    return due.length > 0;
  }

  /** What a look has found; it may be old by now. Rejects when the outcome is open: then it stays due. */
  async carryOut(user: StoredUser): Promise<void> {
    const { arrival } = user;
    if (!arrival) return;
    try {
      await this.join(user, arrival);
    } catch (error) {
      if (!isRefusal(error) || PASSING.includes(error.code)) throw error;
      log.warn('Somebody who is to join may not be invited', { userId: user._id, code: error.code });
      await this.noteRefusal(user, arrival, toRefusal(error));
    }
  }

  private async join({ accountId, _id: userId }: StoredUser, planned: StoredArrival): Promise<void> {
    const { by, asManager, plannedAt } = planned;
    refuse(refuseSuspended(await this.accounts.get(accountId)));
    if (!asManager) await this.permissions.refuseLost(accountId, by, 'users.invite');
    await this.arrivals.inviteIf(
      {
        ...{ accountId, userId, asManager },
        // Nobody is there who could decide otherwise.
        whenNoSeat: 'wait',
        // Where it takes that, they have proved that it is they when they planned it.
        by: { ...by, proved: true },
        commandId: derivedId('cmd', userId, 'arrival', String(plannedAt.getTime())),
      },
      // Whoever froze before this, and wakes when it was called off, does nothing.
      (before) => isDue(before.arrival, planned, this.clock.now()),
    );
  }

  private async noteRefusal(
    { accountId, _id: userId }: StoredUser,
    planned: StoredArrival,
    refusal: Refusal,
  ): Promise<void> {
    await this.users.change(accountId, userId, (before, now) => {
      if (!isDue(before.arrival, planned, now) || before.flow) return null;
      const by = systemActor('arrivals');
      return {
        set: { arrival: afterRefusal(planned, refusal, now) },
        events: (change) => [
          userEvent(userArrivalRefused, { ...change, by }, toldOfRefusal(planned, refusal)),
        ],
      };
    });
  }
}
