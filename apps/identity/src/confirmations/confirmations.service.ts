import { Injectable } from '@nestjs/common';
import { Handle } from '@seatkeeper/bus';
import {
  accountConfirmed,
  confirmAddress,
  Fault,
  getConfirmationLink,
  type Input,
  type Output,
  refuse,
  resendConfirmation,
  userActor,
  viewConfirmation,
} from '@seatkeeper/contracts';
import { event } from '@seatkeeper/mongo';
import { Clock } from '@seatkeeper/service';
import { isConfirmed, toAccount } from '../accounts/accounts.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import type { Confirmation, StoredAccount } from '../accounts/accounts.schema.js';
import { TrailService } from '../audit/trail.service.js';
import { LinksService } from '../links/links.service.js';
import { MailLimitsService } from '../mailing/mail-limits.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { ConfirmationLinksService } from './confirmation-links.service.js';
import { issuedEvent, letterOf, refuseConfirming, stateOf } from './confirmations.js';

type Found = StoredAccount & { confirmation: Confirmation };
type View = Output<typeof viewConfirmation>;

/** Whether an account is of somebody who reads its address: asked by mail, answered by a link. */
@Injectable()
export class ConfirmationsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly users: UsersRepository,
    private readonly issuer: ConfirmationLinksService,
    private readonly links: LinksService,
    private readonly limits: MailLimitsService,
    private readonly trail: TrailService,
    private readonly clock: Clock,
  ) {}

  /** Looking, as mail scanners do, changes nothing. */
  @Handle(viewConfirmation)
  async view({ token, ...origin }: Input<typeof viewConfirmation>): Promise<View> {
    return this.shown(await this.find(token, origin));
  }

  /** The second time it says the same. */
  @Handle(confirmAddress)
  async confirm({ token, ...origin }: Input<typeof confirmAddress>): Promise<View> {
    const found = await this.find(token, origin);
    const confirmed = await this.accounts.decide(found._id, (account) => {
      const { confirmation } = account;
      // A newer link has taken its place since it was looked up.
      if (confirmation?.tokenHash !== found.confirmation.tokenHash) throw unknown();
      const now = this.clock.now();
      refuse(refuseConfirming(confirmation, now));
      if (confirmation.confirmedAt) return null;
      const set = { confirmation: { ...confirmation, confirmedAt: now } };
      const shown = toAccount({ ...account, ...set, version: account.version + 1 });
      const data = { accountId: account._id, actor: userActor(confirmation.userId), account: shown };
      return { update: { set }, events: [event(accountConfirmed, account._id, data, now)] };
    });
    return this.shown((confirmed ?? found) as Found);
  }

  /** To the address that the founder has by now: it may have been the one first given that was wrong. */
  @Handle(resendConfirmation)
  async resend({ accountId }: Input<typeof resendConfirmation>): Promise<Output<typeof resendConfirmation>> {
    const account = await this.accounts.get(accountId);
    if (isConfirmed(account) || !account.confirmation) return { confirmed: true, sentTo: null };
    const { userId } = account.confirmation;
    const founder = await this.users.get(accountId, userId);
    await this.limits.admitResend(accountId, userId);
    await this.limits.mailing(accountId, founder.email, () =>
      this.accounts.decide(accountId, (current) => {
        if (isConfirmed(current)) return null;
        const now = this.clock.now();
        const confirmation = this.issuer.next({ userId, email: founder.email }, now);
        const events = [issuedEvent(current, confirmation, { ...founder, userId }, now)];
        return { update: { set: { confirmation } }, events };
      }),
    );
    return { confirmed: false, sentTo: founder.email };
  }

  /** For the worker that sends it; null when a newer one took its place, or nobody needs it any more. */
  @Handle(getConfirmationLink)
  async link({
    accountId,
    confirmationId,
  }: Input<typeof getConfirmationLink>): Promise<Output<typeof getConfirmationLink>> {
    const account = await this.accounts.find(accountId);
    const confirmation = account?.confirmation;
    const isOpen = confirmation?.id === confirmationId && stateOf(confirmation, this.clock.now()) === 'open';
    const founder = isOpen ? await this.users.find(accountId, confirmation.userId) : null;
    const token = founder && confirmation ? this.links.tokenOf('confirmation', confirmation) : null;
    if (!account || !confirmation || !founder || !token) return { token: null, letter: null };
    return { token, letter: letterOf(account, confirmation, founder) };
  }

  private async find(token: string, origin: { address?: string | undefined }): Promise<Found> {
    const found = await this.links.find('confirmation', token, async (hash) => {
      const account = await this.accounts.findByConfirmation(hash);
      return account?.confirmation ? { account: account as Found, link: account.confirmation } : null;
    });
    if (found) return found.account;
    this.trail.note('confirmation-misuse', { ...origin, reason: 'unknown' });
    throw unknown();
  }

  private shown({ name, slug, locale, confirmation }: Found): View {
    return {
      account: { name, slug },
      locale,
      sentTo: confirmation.sentTo,
      state: stateOf(confirmation, this.clock.now()),
    };
  }
}

const unknown = () => new Fault('not-found', 'There is no such link, or a newer one took its place.');
