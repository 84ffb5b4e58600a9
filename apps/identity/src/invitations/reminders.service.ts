import { Injectable } from '@nestjs/common';
import { invitationReminded, systemActor } from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock, logger, SetAside } from '@seatkeeper/service';
import { policiesOf } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { StoredAccount } from '../accounts/accounts.schema.js';
import { UserListsRepository } from '../users/user-lists.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { remindedAt } from './reminders.js';

const REMINDED_A_ROUND = 200;
const actor = systemActor('invitation-reminders');
const log = logger('reminders');

/** Reminds who was invited and has not accepted. */
@Injectable()
export class RemindersService {
  private readonly aside: SetAside;

  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly lists: UserListsRepository,
    private readonly clock: Clock,
  ) {
    this.aside = new SetAside(clock);
  }

  /** True if a reminder was due. Who comes second to one of them finds another time written and leaves it alone. */
  async remind(): Promise<boolean> {
    const due = await this.lists.remindersDue(this.clock.now(), REMINDED_A_ROUND, this.aside.ids);
    const accounts = new Map<string, Promise<StoredAccount | null>>();
    await this.aside.each(
      due,
      async (user) => {
        const { accountId } = user;
        const account = accounts.get(accountId) ?? this.accounts.find(accountId);
        accounts.set(accountId, account);
        await this.look(user, await account);
      },
      ({ accountId, _id: userId }, error) =>
        log.error('A reminder could not be written', { accountId, userId, error }),
    );
    return due.length > 0;
  }

  private async look(user: StoredUser, account: StoredAccount | null): Promise<void> {
    const timeZone = account?.timeZone ?? 'UTC';
    const wanted = account !== null && policiesOf(account).invitationReminders;
    await this.users.changeFrom(user, (before, now) => {
      const { invitation, accountId, _id: userId, email: sendTo } = before;
      if (!invitation?.remindAt || invitation.remindAt > now) return null;
      const { isReminded, next } = remindedAt(before, { timeZone, wanted }, now);
      const { remindAt: _due, ...rest } = invitation;
      const reminders = (invitation.reminders ?? 0) + (isReminded ? 1 : 0);
      const due = { accountId, actor, userId, invitationId: invitation.id, sendTo, reminder: reminders };
      return {
        set: {
          invitation: { ...rest, ...(reminders > 0 && { reminders }), ...(next && { remindAt: next }) },
        },
        events: () => (isReminded ? [event(invitationReminded, userId, due, now)] : []),
      };
    });
  }
}
