import { Injectable } from '@nestjs/common';
import { type Actor, systemActor, userUpdated } from '@seatkeeper/contracts';
import { Clock } from '@seatkeeper/service';
import { patched, userEvent } from './user-changes.js';
import { UsersRepository } from './users.repository.js';
import type { StoredUser } from './users.schema.js';

const MEMBERS_AT_ONCE = 100;
const MINUTE_MS = 60_000;

/** What the other features may know and do of users. */
@Injectable()
export class UsersDirectory {
  constructor(
    private readonly users: UsersRepository,
    private readonly clock: Clock,
  ) {}

  find(accountId: string, userId: string): Promise<StoredUser | null> {
    return this.users.find(accountId, userId);
  }

  /** By the username as it is stored: case-folded. */
  findByUsername(accountId: string, username: string): Promise<StoredUser | null> {
    return this.users.findByUsername(accountId, username);
  }

  /** Notes that the user was active; at most one write a minute, and no new version. */
  async noteActivity(accountId: string, userId: string, now: Date): Promise<void> {
    const aMinuteAgo = new Date(now.getTime() - MINUTE_MS);
    await this.users.touch(
      accountId,
      { _id: userId, 'sortKeys.lastActiveAt': { $lte: aMinuteAgo } },
      { $set: { lastActiveAt: now, 'sortKeys.lastActiveAt': now } },
    );
  }

  /**
   * Stores the hash of a new password and ends every session. Null when the password is no longer the one that
   * was checked.
   */
  async setPassword(
    accountId: string,
    userId: string,
    change: { passwordHash: string; expectedHash: string | undefined; actor: Actor },
  ): Promise<StoredUser | null> {
    let matched = false;
    const user = await this.users.decide(accountId, userId, (before) => {
      matched = before.passwordHash === change.expectedHash;
      if (!matched) return null;
      const { passwordHash } = change;
      const set = { passwordHash, mustChangePassword: false, sessionEpoch: before.sessionEpoch + 1 };
      const { after, update } = patched(before, { set }, this.clock.now());
      // That it changed is told; what from and what to is nobody's to know.
      const alsoChanged = [{ field: 'password', before: null, after: null }];
      return {
        update,
        events: [userEvent(userUpdated, { before, after, by: change.actor }, { alsoChanged })],
      };
    });
    return matched ? user : null;
  }

  /** Takes everybody out of a group. Can be repeated. */
  async forgetGroup(accountId: string, groupId: string): Promise<void> {
    const by = systemActor('group-deletion');
    for (;;) {
      const members = await this.users.select(accountId, { groups: groupId }, { limit: MEMBERS_AT_ONCE });
      for (const { _id } of members)
        await this.users.decide(accountId, _id, (before) => {
          if (!before.groups.includes(groupId)) return null;
          const groups = before.groups.filter((id) => id !== groupId);
          const { after, update } = patched(before, { set: { groups } }, this.clock.now());
          return { update, events: [userEvent(userUpdated, { before, after, by })] };
        });
      if (members.length < MEMBERS_AT_ONCE) return;
    }
  }
}
