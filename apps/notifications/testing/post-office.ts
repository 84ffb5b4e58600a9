import { type Bus, BusModule } from '@seatkeeper/bus';
import {
  confirmationIssued,
  type EventContract,
  type EventData,
  invitationIssued,
  type InvitationLetter,
  type Output,
  type RequestContract,
  userActor,
} from '@seatkeeper/contracts';
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { collectionToken, type TenantCollection } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { testService, testWorld, uniqueName, type TestService, type World } from '@seatkeeper/testing';
import { deliveries, type StoredDelivery } from '../src/deliveries/deliveries.schema.js';
import { NotificationsModule } from '../src/notifications.module.js';
import { notificationsSettings } from '../src/settings.js';
import { type Heard, IdentityPeer, IdentityPeerModule } from './identity-peer.js';
import { LicensingPeerModule } from './licensing-peer.js';
import { AccessPeer } from './access-peer.js';
import { EmailChangesPeer } from './email-changes-peer.js';
import { HandOversPeer } from './hand-overs-peer.js';
import { OffersPeer } from './offers-peer.js';
import { ReplacementsPeer } from './replacements-peer.js';
import { PlanRefusalsPeer } from './plan-refusals-peer.js';

type Issued = EventData<typeof invitationIssued> & InvitationLetter;

const newSecret = () => randomBytes(32).toString('base64');
const [WEBHOOK_KEY, MAIL_SECRET, SENDER_KEY] = [newSecret(), newSecret(), newSecret()];

/** Copies of the service as they run, with an identity peer that invites. */
export class PostOffice {
  private constructor(
    private readonly world: World,
    private readonly identity: TestService,
    readonly services: TestService[],
    private readonly settings: Record<string, string | number>,
  ) {}

  static async open(
    smtpUrl: string,
    copies = 1,
    settings: Record<string, string | number> = {},
  ): Promise<PostOffice> {
    const world = testWorld();
    const identity = await testService({ name: 'identity', imports: [IdentityPeerModule], world });
    const office = new PostOffice(world, identity, [], settings);
    for (let copy = 0; copy < copies; copy += 1) await office.addCopy(smtpUrl);
    return office;
  }

  async addCopy(smtpUrl: string, change: Record<string, string> = {}): Promise<TestService> {
    const service = await testService({
      name: 'notifications',
      imports: [NotificationsModule],
      spec: notificationsSettings,
      settings: { ...this.given(smtpUrl), ...change },
      world: this.world,
    });
    this.services.push(service);
    return service;
  }

  /** Lets somebody stand in for licensing, too; whoever asks for that closes it. */
  licensing(): Promise<TestService> {
    return testService({ name: 'licensing', imports: [LicensingPeerModule], world: this.world });
  }

  /** Lets somebody say what reassignment says, who alone is believed that; whoever asks for that closes it. */
  reassignment(): Promise<TestService> {
    const imports = [BusModule.forRoot({ part: true })];
    return testService({ name: 'reassignment', imports, world: this.world });
  }

  /** What the environment of a copy in a process of its own would hold. */
  environment(smtpUrl: string): Record<string, string> {
    this.world.services.add('notifications');
    const values = Object.entries({ ...this.world.settings, ...this.given(smtpUrl), PORT: 0 });
    return Object.fromEntries(values.map(([name, value]) => [name, String(value)]));
  }

  private given(smtpUrl: string): Record<string, string | number> {
    return {
      WEBHOOK_KEY,
      MAIL_SECRET,
      SENDER_KEY,
      ...this.settings,
      SMTP_URL: smtpUrl,
      PUBLIC_URL: 'https://seats.acme.example',
    };
  }

  async close(): Promise<void> {
    for (const service of [...this.services, this.identity]) await service.close();
    await this.world.close();
  }

  /** Redis forgets every job and whatever else it has of these services. */
  forgetRedis(): Promise<void> {
    return this.world.forgetRedis();
  }

  get peer(): IdentityPeer {
    return this.identity.get(IdentityPeer);
  }

  get access(): AccessPeer {
    return this.identity.get(AccessPeer);
  }

  get emailChanges(): EmailChangesPeer {
    return this.identity.get(EmailChangesPeer);
  }

  get handOvers(): HandOversPeer {
    return this.identity.get(HandOversPeer);
  }

  get replacements(): ReplacementsPeer {
    return this.identity.get(ReplacementsPeer);
  }

  get planRefusals(): PlanRefusalsPeer {
    return this.identity.get(PlanRefusalsPeer);
  }

  get offers(): OffersPeer {
    return this.identity.get(OffersPeer);
  }

  invitation(change: Partial<Issued> = {}): Issued {
    return {
      accountId: newId('acc'),
      actor: userActor(newId('usr')),
      userId: newId('usr'),
      invitationId: newId('inv'),
      sendTo: `${uniqueName('ann')}@acme.example`,
      firstName: 'Ann',
      lastName: 'Ångström',
      locale: 'en',
      accountName: 'Acme & Sons',
      accountSlug: 'acme',
      username: 'ann.angstrom@acme.example',
      timeZone: 'Europe/Paris',
      invitedBy: 'Bob Baker',
      expiresAt: '2030-11-29T06:00:00Z',
      ...change,
    };
  }

  /** Publishes what identity says when it has issued an invitation, so many times; it says the same to who asks. */
  async issue(data: Issued, times = 1): Promise<void> {
    this.know(data);
    const event = {
      id: `issued-${data.invitationId}`,
      name: invitationIssued.name,
      at: new Date(),
      subject: data.userId,
      data,
    };
    await Promise.all(Array.from({ length: times }, () => this.identity.bus.publish([event])));
  }

  /** Identity knows the invitation; nobody was told yet. */
  know(issued: Issued): void {
    this.peer.letters.set(issued.invitationId, issued);
  }

  /** Publishes what identity says when a firm has signed up, so many times. */
  async askToConfirm(data: EventData<typeof confirmationIssued>, times = 1): Promise<void> {
    const { confirmationId, accountId } = data;
    this.peer.confirmations.set(confirmationId, data);
    const name = confirmationIssued.name;
    const event = { id: `issued-${confirmationId}`, name, at: new Date(), subject: accountId, data };
    await Promise.all(Array.from({ length: times }, () => this.identity.bus.publish([event])));
  }

  /** Publishes that a mail is due. */
  async tell<C extends EventContract>(contract: C, data: EventData<C> & { userId: string }): Promise<void> {
    const event = { id: newId('evt'), name: contract.name, at: new Date(), subject: data.userId, data };
    await this.identity.bus.publish([event]);
  }

  /** As identity does. */
  async publish(event: Parameters<Bus['publish']>[0][number]): Promise<void> {
    await this.identity.bus.publish([event]);
  }

  /** What identity, who audits, heard of webhook endpoints. */
  get heard(): Heard[] {
    return this.peer.heard;
  }

  /** Asks as a part of the test, which may ask everything. */
  ask<C extends RequestContract>(contract: C, input: z.input<C['input']>): Promise<Output<C>> {
    return this.identity.bus.request(contract, input);
  }

  get deliveries(): TenantCollection<StoredDelivery> {
    const [service] = this.services;
    if (!service) throw new Error('No copy of the service runs.');
    return service.get<TenantCollection<StoredDelivery>>(collectionToken(deliveries));
  }

  /** The deliveries of an invitation: never more than one. */
  deliveriesOf({ accountId, invitationId }: Issued): Promise<StoredDelivery[]> {
    return this.deliveries.find(accountId, { invitationId }, { limit: 10 });
  }
}
