import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  type Actor,
  banUser,
  type Input,
  refuse,
  systemActor,
  unbanUser,
  type User,
  userBanned,
  userUnbanned,
} from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { Clock, defineSweep, derivedId, logger, newId, Repeater, SetAside } from '@seatkeeper/service';
import { AuthorityService } from '../admins/authority.service.js';
import { ManagingService } from '../admins/managing.service.js';
import { newFlow } from '../flows/flows.js';
import { type FlowCommand, FlowsService } from '../flows/flows.service.js';
import { userEvent } from '../users/user-changes.js';
import { endedKeys } from '../users/user-keys.js';
import { banStands } from '../users/users.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toUser } from '../users/users.view.js';
import { type Ban, banPatch, isBannedSo, refuseBan, refuseUnban } from './bans.js';

/**
 * A ban ends within two seconds of its time: who looks learns what ends before the next look, and looks then. Only a ban
 * of less than a pause, by a copy of the service that is no more, ends as much later.
 */
const endedBans = defineSweep({ name: 'bans that are over', everyMs: 1_000, restMs: 4_000 });
const BANS_A_ROUND = 100;

const log = logger('bans');

/** Bans are one write, save for global admins, who have to leave or join the count of active ones as well. */
@Injectable()
export class BansService implements OnModuleInit {
  private readonly aside: SetAside;

  constructor(
    private readonly users: UsersRepository,
    private readonly lists: UserListsRepository,
    private readonly authority: AuthorityService,
    private readonly managing: ManagingService,
    private readonly flows: FlowsService,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {
    this.aside = new SetAside(clock);
  }

  onModuleInit(): void {
    this.repeater.sweep(endedBans, () => this.liftEnded());
  }

  @Handle(banUser)
  async ban({
    accountId,
    userId,
    by,
    reason,
    until,
    asManager,
    commandId: id = newId('cmd'),
  }: Input<typeof banUser>): Promise<User> {
    const user = await this.users.get(accountId, userId);
    await this.managing.refuseOutside(user, { by, asManager });
    if (isDone(user, id)) return toUser(user);
    const ban: Ban = { reason, ...(until && { until: new Date(until) }) };
    if (!isBannedSo(user, ban)) await this.authority.refuseTakingDown(user, by);
    const begin: FlowCommand['begin'] = (before, now) => {
      if (isBannedSo(before, ban)) return null;
      refuse(refuseBan(before, ban, now));
      if (before.globalAdmin) return { flow: newFlow('ban', { id, step: 'release', input: ban, by, now }) };
      return {
        ...banPatch(before, ban, now),
        flow: null,
        events: (change) => [
          userEvent(userBanned, { ...change, by }, { reason, alsoChanged: endedKeys(before) }),
        ],
      };
    };
    const banned = await this.flows.run({ accountId, userId, id, kind: 'ban', begin });
    this.lookAtTheEndOf(banned);
    return toUser(banned);
  }

  @Handle(unbanUser)
  async unban({
    accountId,
    userId,
    by,
    asManager,
    commandId: id = newId('cmd'),
  }: Input<typeof unbanUser>): Promise<User> {
    const user = await this.users.get(accountId, userId);
    await this.managing.refuseOutside(user, { by, asManager });
    if (isDone(user, id)) return toUser(user);
    await this.authority.refuseStrongerUnproved(user, by);
    return toUser(await this.lift(user, { id, by, applies: () => true }));
  }

  /** Lifts bans whose time is over, true if there were any. Every copy of the service looks; one write decides. */
  async liftEnded(): Promise<boolean> {
    const now = this.clock.now();
    const beforeNextLook = new Date(now.getTime() + endedBans.restMs);
    const ending = await this.lists.bansOver(beforeNextLook, BANS_A_ROUND, this.aside.ids);
    const over = ending.filter((user) => !banStands(user, now));
    for (const user of ending) if (banStands(user, now)) this.lookAtTheEndOf(user);
    const isOver = (before: StoredUser) => before.status === 'banned' && !banStands(before, now);
    await this.aside.each(
      over,
      (user) => {
        const id = derivedId('cmd', user._id, 'ban-end', String(user.ban?.since.getTime()));
        return this.lift(user, { id, by: systemActor('ban-end'), applies: isOver });
      },
      ({ _id: userId }, error) => log.warn('A ban that is over could not be lifted yet', { userId, error }),
    );
    return over.length > 0;
  }

  private lookAtTheEndOf({ ban }: StoredUser): void {
    if (ban?.until) this.repeater.wake(endedBans, ban.until.getTime() - this.clock.now().getTime());
  }

  private lift(
    { accountId, _id: userId }: StoredUser,
    { id, by, applies }: { id: string; by: Actor; applies: (before: StoredUser) => boolean },
  ): Promise<StoredUser> {
    const begin: FlowCommand['begin'] = (before, now) => {
      if (!applies(before)) return null;
      refuse(refuseUnban(before));
      return {
        set: { status: 'active' },
        unset: ['ban'],
        flow: before.globalAdmin ? newFlow('admit', { id, step: 'admit', input: {}, by, now }) : null,
        events: (change) => [userEvent(userUnbanned, { ...change, by })],
      };
    };
    return this.flows.run({ accountId, userId, id, kind: 'admit', begin });
  }
}
