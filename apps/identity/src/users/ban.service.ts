import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  type Actor,
  type banUser,
  type Input,
  systemActor,
  type unbanUser,
  type User,
  userBanned,
  userUnbanned,
} from '@seatkeeper/contracts';
import { Clock, logger, Repeater } from '@seatkeeper/service';
import { newFlow } from '../flows/flow.js';
import { flowId } from '../flows/flow-id.js';
import { type FlowCommand, Flows } from '../flows/flows.service.js';
import { refuse } from '../refuse.js';
import { Authority } from './authority.js';
import { type Ban, banPatch, isBannedSo, refuseBan, refuseUnban } from './bans.js';
import type { StoredUser } from './user.schema.js';
import { userEvent } from './user-changes.js';
import { UserRepository } from './user.repository.js';
import { toUser } from './user.view.js';
import { banStands } from './users.js';

const LOOKS_EVERY_MS = 1_000;
const BANS_A_ROUND = 100;

const log = logger('bans');

/** Bans are one write, save for global admins, who have to leave or join the count of active ones as well. */
@Injectable()
export class BanService implements OnModuleInit {
  constructor(
    private readonly users: UserRepository,
    private readonly authority: Authority,
    private readonly flows: Flows,
    private readonly clock: Clock,
    private readonly repeater: Repeater,
  ) {}

  onModuleInit(): void {
    this.repeater.every(LOOKS_EVERY_MS, 'bans that are over', () => this.liftEnded());
  }

  async ban({ accountId, userId, by, reason, until }: Input<typeof banUser>): Promise<User> {
    const user = await this.users.get(accountId, userId);
    await this.authority.refuseTakingDown(user, by);
    const ban: Ban = { reason, ...(until && { until: new Date(until) }) };
    const id = flowId('ban', userId, ban);
    const begin: FlowCommand['begin'] = (before, now) => {
      if (isBannedSo(before, ban)) return null;
      refuse(refuseBan(before, ban, now));
      if (before.globalAdmin) return { flow: newFlow('ban', { id, step: 'release', input: ban, by, now }) };
      return {
        ...banPatch(before, ban, now),
        flow: null,
        events: (change) => [userEvent(userBanned, { ...change, by }, { reason })],
      };
    };
    return toUser(await this.flows.run({ accountId, userId, id, begin }));
  }

  async unban({ accountId, userId, by }: Input<typeof unbanUser>): Promise<User> {
    const user = await this.users.get(accountId, userId);
    if (user.globalAdmin)
      await this.authority.refuseUnlessGlobalAdmin(accountId, by, 'lift the ban of a global admin');
    return toUser(await this.lift(user, by, () => true));
  }

  /** Lifts bans whose time is over. Every copy of the service looks; one write decides. */
  async liftEnded(): Promise<void> {
    const now = this.clock.now();
    const filter = { status: 'banned' as const, 'ban.until': { $lte: now } };
    const over = await this.users.acrossAccounts.find(filter, {
      limit: BANS_A_ROUND,
      sort: { 'ban.until': 1 },
    });
    for (const user of over) {
      const isOver = (before: StoredUser) => before.status === 'banned' && !banStands(before, now);
      await this.lift(user, systemActor('ban-end'), isOver).catch((error: unknown) =>
        log.warn('A ban that is over could not be lifted yet', { userId: user._id, error }),
      );
    }
  }

  private lift(user: StoredUser, by: Actor, applies: (before: StoredUser) => boolean): Promise<StoredUser> {
    const { accountId, _id: userId } = user;
    const id = flowId('admit', userId, { since: user.ban?.since });
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
    return this.flows.run({ accountId, userId, id, begin });
  }
}
