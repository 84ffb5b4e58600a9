import { BusModule } from '@seatkeeper/bus';
import {
  acceptInvitation,
  type Actor,
  confirmAddress,
  confirmationIssued,
  confirmEmailChange,
  emailChangeIssued,
  type FaultCode,
  getConfirmationLink,
  getEmailChangeLink,
  getInvitationLink,
  getUser,
  inviteUser,
  listUsers,
  type Output,
  type RequestContract,
  SEAT_HOLDING,
  signUp,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { type Clock, newId } from '@seatkeeper/service';
import {
  eventually,
  type TestService,
  testService,
  testWorld,
  uniqueName,
  type World,
} from '@seatkeeper/testing';
import type { Type } from '@nestjs/common';
import type { z } from 'zod';
import { IdentityModule } from '../src/identity.module.js';
import { identitySettings } from '../src/settings.js';
import { EventRecorder, EventRecorderModule } from './event-recorder.js';
import { identitySecrets } from './identity-settings.js';
import { LicensingPeer, LicensingPeerModule } from './licensing-peer.js';
import { ReassignmentPeer, ReassignmentPeerModule } from './reassignment-peer.js';

export const PASSWORD = 'correct horse battery staple';

/** Stand-ins for the neighbours of identity, on real servers. */
export interface Neighbours {
  readonly world: World;
  readonly licensing: LicensingPeer;
  readonly reassignment: ReassignmentPeer;
  readonly heard: EventRecorder;
  /** As the gateway asks: in the name of somebody signed in who has just proved that it is they, where that may be needed. */
  ask<C extends RequestContract>(contract: C, input: z.input<C['input']>): Promise<Output<C>>;
  /** The same in the name of somebody who has not. */
  askUnproved<C extends RequestContract>(contract: C, input: z.input<C['input']>): Promise<Output<C>>;
  signUp(trialSeats?: number): Promise<Firm>;
  close(): Promise<void>;
}

type Asking = Pick<Neighbours, 'ask' | 'heard' | 'licensing'>;

/** The whole identity service between them. */
export interface Stage extends Neighbours {
  readonly identity: TestService;
  /** Another copy of identity beside the first. */
  addCopy(): Promise<TestService>;
}

export interface Firm {
  readonly accountId: string;
  readonly slug: string;
  readonly admin: User;
  readonly by: Actor;
  invite(
    name: string,
    more?: Partial<z.input<(typeof inviteUser)['input']>['user']>,
    how?: InviteHow,
  ): Promise<User>;
  /** Invites somebody who accepts at once. */
  join(name: string, more?: InviteMore, how?: InviteHow): Promise<User>;
  /** The token of the open invitation of a user. */
  link(user: User): Promise<string>;
  /** Follows the link of the mail that the last change of an address of a user has caused. */
  confirmAddress(user: User): Promise<void>;
  users(): Promise<User[]>;
  user(userId: string): Promise<User>;
  /** Ids of users who should hold a seat of the product, and of those who do: the same, once all is at rest. */
  seats(product?: string): Promise<{ should: string[]; do: string[] }>;
}

type InviteMore = Partial<z.input<(typeof inviteUser)['input']>['user']>;

interface InviteHow {
  userId?: string;
  whenNoSeat?: 'fail' | 'wait';
  by?: Actor;
}

export async function startNeighbours(): Promise<Neighbours> {
  const world = testWorld();
  const peer = (name: string, module: Type) =>
    testService({ name, world, imports: [BusModule.forRoot({ part: true }), module] });
  const services = await Promise.all([
    peer('licensing', LicensingPeerModule),
    peer('reassignment', ReassignmentPeerModule),
    peer('listener', EventRecorderModule),
  ]);
  const [licensing, reassignment, listener] = services;
  const asking: Asking = {
    ask: (contract, input) => listener.bus.request(contract, withProof(contract, input)),
    heard: listener.get(EventRecorder),
    licensing: licensing.get(LicensingPeer),
  };
  return {
    ...asking,
    askUnproved: (contract, input) => listener.bus.request(contract, input),
    world,
    reassignment: reassignment.get(ReassignmentPeer),
    signUp: (trialSeats = 10) => openFirm(asking, trialSeats),
    close: async () => {
      for (const service of services) await service.close();
      await world.close();
    },
  };
}

export async function startStage({
  settings,
  ...options
}: { clock?: Clock; settings?: Record<string, string> } = {}): Promise<Stage> {
  const neighbours = await startNeighbours();
  const start = () =>
    testService({
      name: 'identity',
      world: neighbours.world,
      spec: identitySettings,
      settings: { ...identitySecrets, ...settings },
      imports: [IdentityModule],
      ...options,
    });
  const identity = await start();
  const copies = [identity];
  return {
    ...neighbours,
    identity,
    addCopy: async () => {
      const copy = await start();
      copies.push(copy);
      return copy;
    },
    close: async () => {
      for (const copy of copies) await copy.close();
      await neighbours.close();
    },
  };
}

async function openFirm(neighbours: Asking, trialSeats: number): Promise<Firm> {
  const { ask, heard, licensing } = neighbours;
  licensing.trialSeats = trialSeats;
  const accountId = newId('acc');
  const adminId = newId('usr');
  const slug = uniqueName('firm');
  const username = `ada@${slug}.example`;
  const { user: admin } = await ask(signUp, {
    accountId,
    adminId,
    slug,
    name: 'Harbour Lane',
    admin: { username, firstName: 'Ada', lastName: 'Quill', password: PASSWORD },
  });
  await confirm(neighbours, accountId);
  const by = userActor(adminId);
  const users = async () => (await ask(listUsers, { accountId, filter: {}, page: { limit: 200 } })).items;
  const user = (userId: string) => ask(getUser, { accountId, userId });
  const invite: Firm['invite'] = (name, more = {}, how = {}) =>
    ask(inviteUser, {
      accountId,
      by: how.by ?? by,
      userId: how.userId ?? newId('usr'),
      user: { username: `${name}@${slug}.example`, firstName: capital(name), lastName: 'Osei', ...more },
      whenNoSeat: how.whenNoSeat ?? 'fail',
    });
  const link = async ({ id, invitation }: User) => {
    const which = { accountId, userId: id, invitationId: invitation?.id ?? '' };
    return (await ask(getInvitationLink, which)).token ?? '';
  };
  const join: Firm['join'] = async (name, more, how) => {
    const { id, ...rest } = await invite(name, more, how);
    await ask(acceptInvitation, { token: await link({ id, ...rest }), password: PASSWORD });
    return user(id);
  };
  const confirmAddress: Firm['confirmAddress'] = async ({ id: userId }) => {
    const to = (await user(userId)).emailChange?.to;
    const issued = () =>
      heard.of(emailChangeIssued, accountId).findLast((data) => data.userId === userId && data.sendTo === to);
    await eventually(() => expect(issued()).toBeDefined());
    const which = { accountId, userId, changeId: issued()?.changeId ?? '' };
    await ask(confirmEmailChange, { token: (await ask(getEmailChangeLink, which)).token ?? '' });
  };
  return {
    accountId,
    slug,
    admin,
    by,
    users,
    user,
    invite,
    join,
    link,
    confirmAddress,
    seats: async (product = 'core') => ({
      should: (await users())
        .filter((user) => user.type === 'standard' && SEAT_HOLDING.includes(user.status))
        .filter((user) => user.products.includes(product))
        .map(({ id }) => id)
        .sort(),
      do: licensing.holders(accountId, product),
    }),
  };
}

/** Follows the link of the mail that asks who signed up to confirm the address. */
async function confirm({ ask, heard }: Pick<Neighbours, 'ask' | 'heard'>, accountId: string): Promise<void> {
  await eventually(() => expect(heard.of(confirmationIssued, accountId)).not.toEqual([]));
  const [issued] = heard.of(confirmationIssued, accountId);
  const which = { accountId, confirmationId: issued?.confirmationId ?? '' };
  await ask(confirmAddress, { token: (await ask(getConfirmationLink, which)).token ?? '' });
}

function withProof<C extends RequestContract>(
  { faults }: C,
  input: z.input<C['input']>,
): z.input<C['input']> {
  const { by } = input as { by?: Actor };
  if (by?.type !== 'user' || by.keyId !== undefined || !faults.includes('proof-required')) return input;
  return { ...(input as object), by: { ...by, proved: true } } as z.input<C['input']>;
}

/** What a rejection with this fault looks like. */
export const refused = (code: FaultCode): object => ({ name: 'Fault', code });

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
