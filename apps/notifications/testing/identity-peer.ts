import { Controller, Module } from '@nestjs/common';
import { BusModule, type EventEnvelope, Handle, On, OnAny } from '@seatkeeper/bus';
import {
  admitMail,
  admitMailSender,
  admitMailSettings,
  admitTestMail,
  type ConfirmationLetter,
  deliveryFailed,
  deliveryReported,
  deliveryRetried,
  deliverySent,
  deliverySuppressed,
  Fault,
  type FactorLetter,
  getAccountKeeperLetter,
  type DigestLetter,
  getConfirmationLink,
  getDigestLetter,
  getFactorLetter,
  getInvitationLink,
  getMergeFields,
  getPasswordLetter,
  getPasswordResetLink,
  getSeatBuyerLetter,
  getSignInDetails,
  type EventData,
  type Input,
  type InvitationLetter,
  type CustomField,
  listAccountKeepers,
  listCustomFields,
  listDigestReaders,
  type MergeFields,
  listSeatBuyers,
  type PasswordLetter,
  type PasswordResetLetter,
  type SeatBuyerLetter,
  type SignInDetails,
  type SignInLetter,
  tellMailReader,
  type Output,
} from '@seatkeeper/contracts';
import { AccessPeer } from './access-peer.js';
import { EmailChangesPeer } from './email-changes-peer.js';
import { HandOversPeer } from './hand-overs-peer.js';
import { OffersPeer } from './offers-peer.js';
import { ReplacementsPeer } from './replacements-peer.js';
import { PlanRefusalsPeer } from './plan-refusals-peer.js';

export interface Heard {
  type: string;
  data: unknown;
}

/** Stands in for the identity service, which is another process: hands out links and hears what became of the mails. */
@Controller()
export class IdentityPeer {
  /** What it says of the invitations that it has issued. */
  readonly letters = new Map<string, InvitationLetter>();
  readonly confirmations = new Map<string, ConfirmationLetter>();
  /** What it says of links for a new password, and of users whose password changed. */
  readonly resets = new Map<string, PasswordResetLetter>();
  readonly details = new Map<string, SignInDetails>();
  readonly passwords = new Map<string, PasswordLetter>();
  /** By user, and whether a second factor was added or removed. */
  readonly factors = new Map<string, FactorLetter>();
  /** Who may order seats, by user. */
  readonly buyers = new Map<string, SeatBuyerLetter>();
  /** The accounts of which somebody asked for them. */
  readonly buyersAsked: string[] = [];
  /** Invitations, and confirmations, that are no longer open; and users who may no longer order seats. */
  readonly closed = new Set<string>();
  /** While true, every question is answered with `service-unavailable`. */
  outage = false;
  /** How often it was asked for a link. */
  asked = 0;
  readonly sent: EventData<typeof deliverySent>[] = [];
  readonly failed: EventData<typeof deliveryFailed>[] = [];

  @Handle(getInvitationLink)
  async link({ invitationId }: Input<typeof getInvitationLink>): Promise<Output<typeof getInvitationLink>> {
    this.asked += 1;
    if (this.outage) throw new Fault('service-unavailable', 'The identity peer plays dead.');
    const letter = this.closed.has(invitationId) ? undefined : this.letters.get(invitationId);
    return letter ? { token: `token-of-${invitationId}`, letter } : { token: null, letter: null };
  }

  @Handle(getConfirmationLink)
  async confirmation({
    confirmationId,
  }: Input<typeof getConfirmationLink>): Promise<Output<typeof getConfirmationLink>> {
    const letter = this.closed.has(confirmationId) ? undefined : this.confirmations.get(confirmationId);
    return letter ? { token: `token-of-${confirmationId}`, letter } : { token: null, letter: null };
  }

  @Handle(getPasswordResetLink)
  async resetLink({
    resetId,
  }: Input<typeof getPasswordResetLink>): Promise<Output<typeof getPasswordResetLink>> {
    const letter = this.resets.get(resetId);
    return letter ? { token: `token-of-${resetId}`, letter } : { token: null, letter: null };
  }

  @Handle(getPasswordLetter)
  async password({ userId }: Input<typeof getPasswordLetter>): Promise<Output<typeof getPasswordLetter>> {
    return { letter: this.passwords.get(userId) ?? null };
  }

  @Handle(getFactorLetter)
  async factor({ userId, about }: Input<typeof getFactorLetter>): Promise<Output<typeof getFactorLetter>> {
    return { letter: this.factors.get(`${userId} ${about}`) ?? null };
  }

  @Handle(getSignInDetails)
  async signInDetails({ userId }: Input<typeof getSignInDetails>): Promise<Output<typeof getSignInDetails>> {
    return { letter: this.details.get(userId) ?? null };
  }

  @Handle(listSeatBuyers)
  async seatBuyers({ accountId }: Input<typeof listSeatBuyers>): Promise<Output<typeof listSeatBuyers>> {
    this.buyersAsked.push(accountId);
    return { items: [...this.buyers].map(([userId, { sendTo }]) => ({ userId, sendTo })) };
  }

  @Handle(getSeatBuyerLetter)
  async seatBuyer({ userId }: Input<typeof getSeatBuyerLetter>): Promise<Output<typeof getSeatBuyerLetter>> {
    return { letter: (!this.closed.has(userId) && this.buyers.get(userId)) || null };
  }

  /** What else is known of users, and of whom that was asked. */
  readonly fields = new Map<string, MergeFields>();
  readonly fieldsAsked: string[] = [];
  customFields: CustomField[] = [];

  @Handle(getMergeFields)
  async mergeFields({ userId }: Input<typeof getMergeFields>): Promise<Output<typeof getMergeFields>> {
    this.fieldsAsked.push(userId);
    const fields = this.fields.get(userId);
    if (!fields) throw Fault.notFound('user');
    return fields;
  }

  @Handle(listCustomFields)
  async listFields(): Promise<Output<typeof listCustomFields>> {
    return { items: this.customFields };
  }

  /** What it says to who wants a mail sent once more; null: go ahead. */
  objection: Fault | null = null;
  readonly retried: EventData<typeof deliveryRetried>[] = [];
  readonly admitted: Input<typeof admitMail>[] = [];

  /** Who chose which mails somebody gets. */
  readonly choosing: Input<typeof admitMailSettings>[] = [];

  @Handle(admitMailSettings)
  async admitSettings(asked: Input<typeof admitMailSettings>): Promise<Output<typeof admitMailSettings>> {
    if (this.objection) throw this.objection;
    this.choosing.push(asked);
    return {};
  }

  /** What is told of an account to each of its readers, by user. */
  readonly digests = new Map<string, DigestLetter>();

  /** The accounts of which somebody asked for their readers. */
  readonly digestsAsked: string[] = [];

  @Handle(listDigestReaders)
  async digestReaders({
    accountId,
  }: Input<typeof listDigestReaders>): Promise<Output<typeof listDigestReaders>> {
    this.digestsAsked.push(accountId);
    return { items: [...this.digests].map(([userId, { sendTo }]) => ({ userId, sendTo })) };
  }

  @Handle(getDigestLetter)
  async digest({ userId }: Input<typeof getDigestLetter>): Promise<Output<typeof getDigestLetter>> {
    return { letter: (!this.closed.has(userId) && this.digests.get(userId)) || null };
  }

  /** Who may change the settings of accounts, by user. */
  readonly keepers = new Map<string, SignInLetter>();
  /** Who was let choose a mail server. */
  readonly admittedSenders: Input<typeof admitMailSender>[] = [];

  @Handle(admitMailSender)
  async admitSender(asked: Input<typeof admitMailSender>): Promise<Output<typeof admitMailSender>> {
    if (this.objection) throw this.objection;
    this.admittedSenders.push(asked);
    return {};
  }

  @Handle(listAccountKeepers)
  async accountKeepers(): Promise<Output<typeof listAccountKeepers>> {
    return { items: [...this.keepers].map(([userId, { sendTo }]) => ({ userId, sendTo })) };
  }

  @Handle(getAccountKeeperLetter)
  async accountKeeper({
    userId,
  }: Input<typeof getAccountKeeperLetter>): Promise<Output<typeof getAccountKeeperLetter>> {
    return { letter: this.keepers.get(userId) ?? null };
  }

  /** Whose test mails were counted. */
  readonly testsAdmitted: string[] = [];

  @Handle(admitTestMail)
  async admitTest({ userId }: Input<typeof admitTestMail>): Promise<Output<typeof admitTestMail>> {
    if (this.objection) throw this.objection;
    const letter = this.keepers.get(userId) ?? null;
    if (letter) this.testsAdmitted.push(userId);
    return { letter };
  }

  @Handle(tellMailReader)
  async reader({ userId }: Input<typeof tellMailReader>): Promise<Output<typeof tellMailReader>> {
    const buyer = this.buyers.get(userId);
    if (!buyer) throw Fault.notFound('user');
    const { accountName: name, accountSlug: slug, locale } = buyer;
    return { account: { name, slug }, locale };
  }

  @Handle(admitMail)
  async admit(asked: Input<typeof admitMail>): Promise<Output<typeof admitMail>> {
    if (this.objection) throw this.objection;
    this.admitted.push(asked);
    return {};
  }

  readonly heard: Heard[] = [];

  @OnAny([
    'notifications.webhook-endpoint.#',
    'notifications.webhook-delivery.#',
    'notifications.mail-settings.#',
    'notifications.mail-sender.#',
    'notifications.suppression.#',
    'notifications.template.#',
  ])
  async hear(data: unknown, { type }: EventEnvelope): Promise<void> {
    this.heard.push({ type, data });
  }

  @On(deliveryRetried)
  async noteRetried(data: EventData<typeof deliveryRetried>): Promise<void> {
    this.retried.push(data);
  }

  @On(deliverySent)
  async noteSent(data: EventData<typeof deliverySent>): Promise<void> {
    this.sent.push(data);
  }

  readonly reported: EventData<typeof deliveryReported>[] = [];
  readonly suppressed: EventData<typeof deliverySuppressed>[] = [];

  @On(deliveryReported)
  async noteReported(data: EventData<typeof deliveryReported>): Promise<void> {
    this.reported.push(data);
  }

  @On(deliverySuppressed)
  async noteSuppressed(data: EventData<typeof deliverySuppressed>): Promise<void> {
    this.suppressed.push(data);
  }

  @On(deliveryFailed)
  async noteFailed(data: EventData<typeof deliveryFailed>): Promise<void> {
    this.failed.push(data);
  }
}

@Module({
  imports: [BusModule.forRoot({ part: true })],
  controllers: [
    IdentityPeer,
    AccessPeer,
    EmailChangesPeer,
    HandOversPeer,
    OffersPeer,
    PlanRefusalsPeer,
    ReplacementsPeer,
  ],
})
export class IdentityPeerModule {}
