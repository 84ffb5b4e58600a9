import { Injectable, type OnModuleInit } from '@nestjs/common';
import { departureRefused, type Refusal, systemActor } from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock, defineSweep, derivedId, logger, Repeater, SetAside } from '@seatkeeper/service';
import { isRefusal } from '../flows/flows.js';
import { toRefusal } from '../group-previews/group-previews.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { DeparturesService } from '../leaving/departures.service.js';
import { afterRefusal, isDue, toldOfRefusal } from '../users/planned-days.js';
import { PlannedUsersRepository } from '../users/planned-users.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredDeparture, StoredUser } from '../users/users.schema.js';

/** Days begin at the full minute nearly everywhere. */
const dueDepartures = defineSweep({ name: 'leavings whose day has come', everyMs: 5_000, restMs: 30_000 });
const LEAVINGS_A_ROUND = 100;

const log = logger('departures');

/** Deactivates who is to leave today. Every copy of the service looks; the write that begins the flow decides. */
@Injectable()
export class DueDeparturesSweeper implements OnModuleInit {
  private readonly aside: SetAside;

  constructor(
    private readonly users: UsersRepository,
    private readonly lists: PlannedUsersRepository,
    private readonly departures: DeparturesService,
    private readonly permissions: PermissionsService,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {
    this.aside = new SetAside(clock);
  }

  onModuleInit(): void {
    this.repeater.sweep(dueDepartures, () => this.sweep());
  }

  /** True if there were any. */
  async sweep(): Promise<boolean> {
    const due = await this.lists.due('departure', this.clock.now(), LEAVINGS_A_ROUND, this.aside.ids);
    await this.aside.each(
      due,
      (user) => this.carryOut(user),
      ({ _id: userId }, error) =>
        log.warn('Somebody who is to leave could not be deactivated yet', { userId, error }),
    );
    return due.length > 0;
  }

  /** What a look has found; it may be old by now. Rejects when the outcome is open: then it stays due. */
  async carryOut(user: StoredUser): Promise<void> {
    const { departure } = user;
    if (!departure) return;
    try {
      await this.leave(user, departure);
    } catch (error) {
      if (!isRefusal(error) || error.code === 'user-busy') throw error;
      log.warn('Somebody who is to leave may not be deactivated', { userId: user._id, code: error.code });
      await this.noteRefusal(user, departure, toRefusal(error));
    }
  }

  private async leave({ accountId, _id: userId }: StoredUser, planned: StoredDeparture): Promise<void> {
    const { by, asManager, reason, reassign, plannedAt } = planned;
    if (!asManager) {
      await this.permissions.refuseLost(accountId, by, 'users.deactivate');
      if (reassign) await this.permissions.refuseLost(accountId, by, 'records.reassign');
    }
    await this.departures.deactivateIf(
      {
        ...{ accountId, userId, asManager, reason, reassign },
        // Where it takes that, they have proved that it is they when they planned it.
        by: { ...by, proved: true },
        commandId: derivedId('cmd', userId, 'departure', String(plannedAt.getTime())),
      },
      // Whoever froze before this, and wakes when it was taken back, does nothing.
      (before) => isDue(before.departure, planned, this.clock.now()),
    );
  }

  private async noteRefusal(
    { accountId, _id: userId }: StoredUser,
    planned: StoredDeparture,
    refusal: Refusal,
  ): Promise<void> {
    await this.users.change(accountId, userId, (before, now) => {
      if (!isDue(before.departure, planned, now)) return null;
      const told = toldOfRefusal(planned, refusal);
      return {
        set: { departure: afterRefusal(planned, refusal, now) },
        events: () => [
          event(
            departureRefused,
            userId,
            { accountId, actor: systemActor('departures'), userId, ...told },
            now,
          ),
        ],
      };
    });
  }
}
