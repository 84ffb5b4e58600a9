import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  Fault,
  invitationIssued,
  type InvitationLetter,
  userInvited,
} from '@seatkeeper/contracts';
import { event, type NewEvent } from '@seatkeeper/mongo';
import { BoundedMap, newId, SETTINGS } from '@seatkeeper/service';
import { fold } from '@seatkeeper/text';
import { isDeepStrictEqual } from 'node:util';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { InvitationWords } from '../users/stored-flows.js';
import { userEvent, type UserWrite } from '../users/user-changes.js';
import { UserCodesRepository } from '../users/user-codes.repository.js';
import { addressInvited } from '../users/users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredInvitation } from '../users/user-invitations.schema.js';
import type { StoredUser } from '../users/users.schema.js';
import { LinksService } from '../links/links.service.js';
import { invitationWords, isMisaddressed, newInvitation, pastInvitations } from './invitations.js';
import { nextReminder } from './reminders.js';

const MOST_INVITERS = 10_000;

/** What is looked up before the write that issues an invitation. */
interface Draft {
  words: InvitationWords;
  userCode: string;
  id: string;
}

/** What of identity's settings invitations need. */
interface InvitationSettings {
  INVITATION_DAYS: number;
}

/** Makes invitations: the one write by which a user becomes invited, and the one by which a link is renewed. */
@Injectable()
export class InvitationIssuerService {
  /** Of users that got an invitation here lately. */
  private readonly inviters = new BoundedMap<string, Actor>(MOST_INVITERS);

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
    private readonly codes: UserCodesRepository,
    private readonly links: LinksService,
    @Inject(SETTINGS) private readonly settings: InvitationSettings,
  ) {}

  /** How a user who holds the seats becomes `invited`: to be written in a flow. The words are looked up unless they are known. */
  async invite(
    user: StoredUser,
    by: Actor,
    words?: InvitationWords,
  ): Promise<(before: StoredUser, now: Date) => UserWrite> {
    const draft = await this.draft(user, words);
    return (before, now) => ({
      set: { ...this.issued(before, draft, before.invitedBy, now), status: 'invited' },
      unset: ['waitingSince', 'waitingPlace', 'arrival'],
      events: ({ before: was, after }) => [
        userEvent(userInvited, { before: was, after, by }),
        issuedEvent(after, draft, by),
      ],
    });
  }

  /** How an invited user gets a new link, which voids the one before. */
  async renew(user: StoredUser, by: Actor): Promise<(before: StoredUser, now: Date) => UserWrite> {
    const draft = await this.draft(user);
    return (before, now) => ({
      set: this.issued(before, draft, by, now),
      events: ({ after }) => [issuedEvent(after, draft, by)],
    });
  }

  /**
   * Lets the open invitation follow its user to another address, in the write that gives the address: the old link is
   * void, and a new one goes to the new address. An invitation that is over, or goes there already, stays as it is.
   */
  async follow(
    user: StoredUser,
    by: Actor,
  ): Promise<(before: StoredUser, now: Date, write: UserWrite) => UserWrite> {
    const renewed = await this.renew(user, by);
    return (before, now, write) => {
      const moved = { ...before, ...write.set };
      return isMisaddressed(moved, now) ? together(write, renewed(moved, now)) : write;
    };
  }

  /** Refuses when somebody else of the account is invited at the address; who has it already need not be asked. */
  async refuseAddress(user: StoredUser): Promise<void> {
    if (user.invitedAt !== undefined) return;
    if (await this.users.isInvitedAt(user.accountId, fold(user.email), user._id)) throw addressInvited();
  }

  /**
   * A user with what the mail of an invitation says and where it goes, by what is known now. Who invited is known from the issue most of the
   * time: with a guess that holds, all that it takes is asked for at once, in one operation.
   */
  async letter(
    accountId: string,
    userId: string,
  ): Promise<{ user: StoredUser; letter: InvitationLetter } | null> {
    const guess = this.inviters.get(userId);
    const [user, account, name] = await Promise.all([
      this.users.find(accountId, userId),
      this.accounts.find(accountId),
      guess && this.nameOf(accountId, guess),
    ]);
    if (!account || !user?.invitation) return null;
    const { invitedBy } = user;
    const inviter = isDeepStrictEqual(guess, invitedBy) ? name : await this.nameOf(accountId, invitedBy);
    return { user, letter: letterOf(user, invitationWords(account, inviter ?? null)) };
  }

  async nameOf(accountId: string, actor: Actor): Promise<string | null> {
    if (actor.type !== 'user') return null;
    const user = await this.users.find(actor.accountId ?? accountId, actor.id);
    return user && `${user.firstName} ${user.lastName}`;
  }

  private async draft(user: StoredUser, known?: InvitationWords): Promise<Draft> {
    const [words, userCode] = await Promise.all([known ?? this.wordsFor(user), this.codes.codeFor(user)]);
    return { words, userCode, id: newId('inv') };
  }

  private async wordsFor({ accountId, invitedBy }: StoredUser): Promise<InvitationWords> {
    const [account, name] = await Promise.all([
      this.accounts.find(accountId),
      this.nameOf(accountId, invitedBy),
    ]);
    if (!account) throw Fault.notFound('account');
    return invitationWords(account, name);
  }

  private issued(before: StoredUser, { id, userCode, words }: Draft, by: Actor, now: Date) {
    const days = this.settings.INVITATION_DAYS;
    this.inviters.set(before._id, before.invitedBy);
    const token = this.links.token('invitation', id);
    const invitation = newInvitation({ id, token, sentTo: before.email, by, now, days });
    const remindAt = nextReminder(invitation, now, words.timeZone ?? 'UTC');
    return {
      invitation: { ...invitation, ...(remindAt && { remindAt }) },
      pastInvitations: pastInvitations(before),
      userCode: before.userCode ?? userCode,
    };
  }
}

/** Two writes as one, each with its events. */
const together = (first: UserWrite, second: UserWrite): UserWrite => ({
  set: { ...first.set, ...second.set },
  unset: [...(first.unset ?? []), ...(second.unset ?? [])],
  events: (change) => [...(first.events?.(change) ?? []), ...(second.events?.(change) ?? [])],
});

function issuedEvent(user: StoredUser, { words }: Draft, by: Actor): NewEvent {
  const { id: invitationId, createdAt } = invitationOf(user);
  const { accountId, _id: userId } = user;
  const data = { accountId, actor: by, userId, invitationId, ...letterOf(user, words) };
  return event(invitationIssued, userId, data, createdAt);
}

function letterOf(user: StoredUser, words: InvitationWords): InvitationLetter {
  const { email: sendTo, firstName, lastName, locale, username } = user;
  const expiresAt = invitationOf(user).expiresAt.toISOString();
  return { sendTo, firstName, lastName, locale, username, ...words, expiresAt };
}

function invitationOf({ invitation }: StoredUser): StoredInvitation {
  if (!invitation) throw new Error('An invitation belongs to the user who has it.');
  return invitation;
}
