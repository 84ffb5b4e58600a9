import { Injectable, type OnModuleInit } from '@nestjs/common';
import { departureRefused, Fault, type Refusal, systemActor } from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock, defineSweep, derivedId, logger, Repeater, SetAside } from '@seatkeeper/service';
import { isRefusal } from '../flows/flows.js';
import { toRefusal } from '../group-previews/group-previews.js';
import { PermissionsService } from '../groups/permissions.service.js';
import { DeparturesService } from '../leaving/departures.service.js';
import { PlannedDeparturesRepository } from '../users/planned-departures.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredDeparture, StoredUser } from '../users/users.schema.js';
import { afterRefusal, isDue } from './planned-departures.js';

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
    private readonly lists: PlannedDeparturesRepository,
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
    const due = await this.lists.due(this.clock.now(), LEAVINGS_A_ROUND, this.aside.ids);
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
      await this.refuseWithout(accountId, planned, 'users.deactivate');
      if (reassign) await this.refuseWithout(accountId, planned, 'records.reassign');
    }
    await this.departures.deactivateIf(
      {
        ...{ accountId, userId, asManager, reason, reassign },
        // Where it takes that, they have proved that it is they when they planned it.
        by: { ...by, proved: true },
        commandId: derivedId('cmd', userId, 'departure', String(plannedAt.getTime())),
      },
      // Whoever froze before this, and wakes when it was taken back, does nothing.
      (before) => isDue(before, planned, this.clock.now()),
    );
  }

  /** The gateway has looked when it was planned; this is another day. */
  private async refuseWithout(
    accountId: string,
    { by }: StoredDeparture,
    permission: 'users.deactivate' | 'records.reassign',
  ): Promise<void> {
    if (await this.permissions.holds(accountId, by, permission)) return;
    throw new Fault('forbidden', {
      detail: `Whoever planned this has lost the permission ${permission}.`,
      members: { permission },
    });
  }

  private async noteRefusal(
    { accountId, _id: userId }: StoredUser,
    planned: StoredDeparture,
    refusal: Refusal,
  ): Promise<void> {
    await this.users.change(accountId, userId, (before, now) => {
      if (!isDue(before, planned, now)) return null;
      const told = { cause: refusal.code, reason: refusal.detail };
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
