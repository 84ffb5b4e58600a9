import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  cancelEmailChange,
  confirmEmailChange,
  emailChanged,
  Fault,
  type Input,
  type Output,
  refuse,
  type User,
  userActor,
  userUpdated,
  viewEmailChange,
} from '@seatkeeper/contracts';
import { isDone } from '@seatkeeper/mongo';
import { Clock, crash } from '@seatkeeper/service';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { AuthorityService } from '../admins/authority.service.js';
import { LinksService } from '../links/links.service.js';
import {
  askedChange,
  confirmedChange,
  endedChanges,
  isOpen,
  refuseConfirming,
} from '../users/email-changes.js';
import { userEvent } from '../users/user-changes.js';
import type { StoredEmailChange } from '../users/user-email-changes.schema.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';
import { toUser } from '../users/users.view.js';
import { toldBefore } from './email-change-issuer.service.js';

type View = Output<typeof viewEmailChange>;

interface Found {
  user: StoredUser;
  link: StoredEmailChange;
}

/** What becomes of another address that was asked for: who reads it confirms it, or it is cancelled. */
@Injectable()
export class EmailChangesService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
    private readonly authority: AuthorityService,
    private readonly links: LinksService,
    private readonly clock: Clock,
  ) {}

  /** Looking, as mail scanners do, changes nothing. */
  @Handle(viewEmailChange)
  async view({ token }: Input<typeof viewEmailChange>): Promise<View> {
    return this.shown(await this.find(token));
  }

  /** The second time it says the same. One write decides between it, a cancellation, a leaving and a newer change. */
  @Handle(confirmEmailChange)
  async confirm({ token }: Input<typeof confirmEmailChange>): Promise<View> {
    const { user, link } = await this.find(token);
    await this.users.changeFrom(user, (before, now) => {
      const change = changeOf(before, link.id);
      if (change.state === 'confirmed') return null;
      refuse(refuseConfirming(change, now));
      const by = userActor(before._id);
      return {
        set: { email: change.sentTo, emailChanges: confirmedChange(before, change.id) },
        events: (made) => [
          userEvent(userUpdated, { ...made, by }),
          toldBefore(emailChanged, before, change, now),
        ],
      };
    });
    crash('identity.emailChange.afterConfirm');
    return this.shown({ user, link: { ...link, state: 'confirmed' } });
  }

  /** By the user, or by who may change them and holds as much. Takes no proof: nothing is easier to have than what one has. */
  @Handle(cancelEmailChange)
  async cancel({ accountId, by, userId, commandId }: Input<typeof cancelEmailChange>): Promise<User> {
    const user = await this.users.get(accountId, userId);
    await this.authority.refuseStronger(user, by);
    const cancelled = await this.users.changeFrom(user, (before) => {
      if (commandId !== undefined && isDone(before, commandId)) return null;
      if (!askedChange(before)) return null;
      return {
        set: endedChanges(before),
        ...(commandId !== undefined && { command: commandId }),
        events: (made) => [userEvent(userUpdated, { ...made, by })],
      };
    });
    if (!cancelled) throw Fault.notFound('user');
    return toUser(cancelled);
  }

  private async find(token: string): Promise<Found> {
    const found = await this.links.find('email-change', token, async (hash) => {
      const user = await this.users.findByEmailChange(hash);
      const link = user?.emailChanges?.find((change) => change.tokenHash === hash);
      return user && link ? { user, link } : null;
    });
    if (!found) throw unknown();
    return found;
  }

  private async shown({ user, link }: Found): Promise<View> {
    const { name, slug } = await this.accounts.get(user.accountId);
    const { sentTo, state } = link;
    const isOver = state === 'open' && !isOpen(link, this.clock.now());
    return { account: { name, slug }, locale: user.locale, sentTo, state: isOver ? 'ended' : state };
  }
}

function changeOf({ emailChanges = [] }: StoredUser, id: string): StoredEmailChange {
  const found = emailChanges.find((change) => change.id === id);
  if (!found) throw unknown();
  return found;
}

const unknown = () => new Fault('not-found', 'There is no such link.');
