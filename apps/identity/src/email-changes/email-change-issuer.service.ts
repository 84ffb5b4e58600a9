import { Injectable } from '@nestjs/common';
import { type Actor, emailChangeAsked, emailChanged, emailChangeIssued } from '@seatkeeper/contracts';
import { event, type NewEvent } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { fold } from '@seatkeeper/text';
import { isConfirmed } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { tokenHash } from '../links/link-tokens.js';
import { LinksService } from '../links/links.service.js';
import { askedChange, isOpen, keepsAddress, newEmailChange, withChange } from '../users/email-changes.js';
import type { UserWrite } from '../users/user-changes.js';
import type { StoredEmailChange } from '../users/user-email-changes.schema.js';
import type { StoredUser } from '../users/users.schema.js';

/** Of the three events by which a mail about a change is due: they say the same. */
type Due = typeof emailChangeIssued;

/** Turns a change of an address that counts into one that waits for who reads the new one, or tells the old one of it. */
@Injectable()
export class EmailChangeIssuerService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly links: LinksService,
  ) {}

  /** Whether another address of this user waits to be confirmed, and so causes a mail to it. */
  async waits(user: StoredUser, isVouched: true | undefined): Promise<boolean> {
    return !isVouched && keepsAddress(user) && !(await this.isUnproved(user));
  }

  /**
   * What becomes of a write that gives an address. One that a directory of the firm vouches for takes effect, and so does that of a
   * founder who has not shown yet that the first was theirs.
   */
  async guard(
    user: StoredUser,
    by: Actor,
    isVouched: true | undefined,
  ): Promise<(before: StoredUser, now: Date, write: UserWrite) => UserWrite> {
    const id = newId('emc');
    const hash = tokenHash(this.links.token('email-change', id));
    const isUnproved = await this.isUnproved(user);
    return (before, now, write) => {
      const { email, ...set } = write.set ?? {};
      if (email === undefined || isUnproved || !keepsAddress(before)) return write;
      const state = isVouched ? ('confirmed' as const) : ('open' as const);
      const given = { id, tokenHash: hash, state, from: before.email, sentTo: email, by };
      const change = newEmailChange(given, now);
      return {
        ...write,
        set: { ...set, ...(isVouched && { email }), emailChanges: withChange(before, change) },
        events: (made) => [...(write.events?.(made) ?? []), ...told(before, change, now)],
      };
    };
  }

  /** A founder gets the mail that asks for the address at whichever they have by then. */
  private async isUnproved({ accountId, _id }: StoredUser): Promise<boolean> {
    const account = await this.accounts.get(accountId);
    return !isConfirmed(account) && account.confirmation?.userId === _id;
  }
}

/** The address before is told at once, and only once when the mail to the same new one is sent again. */
function told(before: StoredUser, change: StoredEmailChange, now: Date): NewEvent[] {
  if (change.state === 'confirmed') return [toldBefore(emailChanged, before, change, now)];
  const earlier = askedChange(before);
  const isKnown = earlier && isOpen(earlier, now) && fold(earlier.sentTo) === fold(change.sentTo);
  return [
    dueAt(emailChangeIssued, change.sentTo, before, change, now),
    ...(isKnown ? [] : [toldBefore(emailChangeAsked, before, change, now)]),
  ];
}

/** That a mail about a change is due to the address before it. */
export const toldBefore = (contract: Due, user: StoredUser, change: StoredEmailChange, now: Date): NewEvent =>
  dueAt(contract, change.from, user, change, now);

const dueAt = (
  contract: Due,
  sendTo: string,
  { accountId, _id: userId }: StoredUser,
  { id: changeId, by: actor }: StoredEmailChange,
  now: Date,
): NewEvent => event(contract, userId, { accountId, actor, userId, sendTo, changeId }, now);
