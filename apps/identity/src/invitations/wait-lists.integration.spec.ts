import {
  countWaiting,
  deactivateUser,
  deliveryFailed,
  deliverySent,
  invitationIssued,
  reactivateUser,
  revokeInvitation,
  purchaseCorrected,
  seatsPurchased,
  systemActor,
  type User,
  userDeactivated,
  userInvited,
  userWaitListed,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, tell } from '@seatkeeper/testing';
import { randomUUID } from 'node:crypto';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';
import { storedUser } from '../../testing/stored-users.js';
import { UsersRepository } from '../users/users.repository.js';
import { WaitListsService } from './wait-lists.service.js';

const wait = { whenNoSeat: 'wait' } as const;

describe('the wait list', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
    await stage.addCopy();
  });
  afterAll(() => stage.close());

  const waiting = (firm: Firm) => stage.ask(countWaiting, { accountId: firm.accountId });
  const statuses = async (firm: Firm, users: readonly User[]) =>
    Promise.all(users.map(async ({ id }) => (await firm.user(id)).status));
  const queue = async (firm: Firm, ...names: string[]) => {
    const users: User[] = [];
    for (const name of names) users.push(await firm.invite(name, {}, wait));
    return users;
  };

  it('takes who finds no seat; the oldest are invited first, by any copy, as soon as seats come', async () => {
    const firm = await stage.signUp(1);
    const users = await queue(firm, 'ann', 'ben', 'cat', 'dan');
    expect(users[0]).toMatchObject({ status: 'waiting', userCode: 'AOS', invitation: null });
    expect(users[0]?.waitingSince).not.toBeNull();
    expect(await waiting(firm)).toEqual({ items: [{ product: 'core', waiting: 4 }] });
    await stage.licensing.purchase(firm.accountId, 'core', 2);
    await eventually(async () =>
      expect(await statuses(firm, users)).toEqual(['invited', 'invited', 'waiting', 'waiting']),
    );
    await stage.licensing.purchase(firm.accountId, 'core', 5);
    await eventually(async () => expect(await waiting(firm)).toEqual({ items: [] }));
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
    await eventually(() => expect(stage.heard.of(invitationIssued, firm.accountId)).toHaveLength(4));
    expect(stage.heard.of(userWaitListed, firm.accountId)).toHaveLength(4);
    const invited = stage.heard.of(userInvited, firm.accountId);
    expect(invited.map(({ actor }) => actor)).toEqual(Array(4).fill(systemActor('wait-list')));
    expect(stage.heard.of(invitationIssued, firm.accountId)[0]?.invitedBy).toBe('Ada Quill');
  });

  it('is served by a seat that comes free', async () => {
    const firm = await stage.signUp(2);
    const ann = await firm.join('ann');
    const [ben] = await queue(firm, 'ben');
    await stage.ask(deactivateUser, { accountId: firm.accountId, by: firm.by, userId: ann.id });
    await eventually(async () => expect(await firm.user(ben?.id ?? '')).toMatchObject({ status: 'invited' }));
    expect((await firm.seats()).do).toEqual([firm.admin.id, ben?.id].sort());
  });

  it('is served by a purchase that was corrected to more', async () => {
    const firm = await stage.signUp(1);
    const [ann] = await queue(firm, 'ann');
    const { accountId } = firm;
    stage.licensing.grant(accountId, 'core', 1);
    const corrected = {
      purchaseId: 'inv_1',
      product: 'core',
      quantity: 1,
      seats: 2,
      reason: 'One was forgotten',
    };
    const data = { ...corrected, accountId, actor: systemActor('test') };
    const { name } = purchaseCorrected;
    await tell(stage.identity.world, { id: randomUUID(), name, subject: 'inv_1', at: new Date(), data });
    await eventually(async () => expect(await firm.user(ann?.id ?? '')).toMatchObject({ status: 'invited' }));
  });

  it('invites each once, however often a purchase is told', async () => {
    const firm = await stage.signUp(1);
    const [ann, ben] = await queue(firm, 'ann', 'ben');
    const purchase = { accountId: firm.accountId, actor: systemActor('test'), purchaseId: 'inv_1' };
    stage.licensing.grant(firm.accountId, 'core', 1);
    const told = {
      id: randomUUID(),
      name: seatsPurchased.name,
      subject: 'inv_1',
      at: new Date(),
      data: { ...purchase, product: 'core', quantity: 1 },
    };
    await tell(stage.identity.world, told, told, told);
    await eventually(async () => expect(await firm.user(ann?.id ?? '')).toMatchObject({ status: 'invited' }));
    await tell(stage.identity.world, told);
    await stage.licensing.purchase(firm.accountId, 'core', 1);
    await eventually(async () => expect(await firm.user(ben?.id ?? '')).toMatchObject({ status: 'invited' }));
    await eventually(() => expect(stage.heard.of(userInvited, firm.accountId)).toHaveLength(2));
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
  });

  it('passes over only who lacks another product', async () => {
    const firm = await stage.signUp(1);
    const both = await firm.invite('both', { products: ['contract', 'core'] }, wait);
    const [one, two] = await queue(firm, 'one', 'two');
    await stage.licensing.purchase(firm.accountId, 'core', 1);
    await eventually(async () => expect(await firm.user(one?.id ?? '')).toMatchObject({ status: 'invited' }));
    expect(await statuses(firm, [both, two ?? both])).toEqual(['waiting', 'waiting']);
    await stage.licensing.purchase(firm.accountId, 'contract', 1);
    await stage.licensing.purchase(firm.accountId, 'core', 1);
    await eventually(async () => expect(await firm.user(both.id)).toMatchObject({ status: 'invited' }));
    expect(await firm.user(two?.id ?? '')).toMatchObject({ status: 'waiting' });
  });

  it('looks behind a hundred who lack another product', async () => {
    const firm = await stage.signUp(1);
    const { accountId } = firm;
    const users = stage.identity.get(UsersRepository);
    for (let n = 0; n < 101; n += 1)
      await users.create(
        storedUser({ accountId, status: 'waiting', waitingSince: new Date(n), products: ['contract'] }),
      );
    const [ann] = await queue(firm, 'ann');
    await stage.licensing.purchase(accountId, 'core', 1);
    await eventually(async () => expect(await firm.user(ann?.id ?? '')).toMatchObject({ status: 'invited' }));
    expect(await waiting(firm)).toEqual({ items: [{ product: 'contract', waiting: 101 }] });
  });

  it('with fifty on it and ten seats at once gives ten seats to the ten oldest', async () => {
    const firm = await stage.signUp(1);
    const users = await queue(firm, ...Array.from({ length: 50 }, (_, n) => `user${n}`));
    await Promise.all(Array.from({ length: 10 }, () => stage.licensing.purchase(firm.accountId, 'core', 1)));
    await eventually(async () => {
      const { should, do: held } = await firm.seats();
      expect(held).toHaveLength(11);
      expect(held).toEqual(should);
    }, 20_000);
    expect((await statuses(firm, users)).lastIndexOf('invited')).toBe(9);
  });

  it('is overtaken through no door: every seat that comes free while others want one goes to who waited', async () => {
    const firm = await stage.signUp(9);
    const { accountId, by } = firm;
    const leavers = await Promise.all(Array.from({ length: 8 }, (_, n) => firm.join(`leaver${n}`)));
    const gone = await firm.invite('gone', { products: ['core'] }, wait);
    await stage.ask(revokeInvitation, { accountId, by, userId: gone.id });
    const users = await queue(firm, ...Array.from({ length: 8 }, (_, n) => `waiter${n}`));
    const refusals: unknown[] = [];
    let count = 0;
    let isOver = false;
    const eager = async () => {
      while (!isOver)
        await Promise.all([
          firm.invite(`eager${(count += 1)}`).catch((error: unknown) => refusals.push(error)),
          stage
            .ask(reactivateUser, { accountId, by, userId: gone.id })
            .catch((error: unknown) => refusals.push(error)),
        ]);
    };
    const others = [eager(), eager()];
    for (const { id: userId } of leavers) await stage.ask(deactivateUser, { accountId, by, userId });
    await eventually(async () => expect(await waiting(firm)).toEqual({ items: [] }), 20_000);
    isOver = true;
    await Promise.all(others);
    expect(new Set(await statuses(firm, users))).toEqual(new Set(['invited']));
    expect(refusals.length).toBeGreaterThan(10);
    for (const refusal of refusals) expect(refusal).toMatchObject(refused('no-free-seat'));
  }, 60_000);

  it('keeps no seat for who lacks another product, nor for who could not be invited with one', async () => {
    const firm = await stage.signUp(1);
    const both = await firm.invite('both', { products: ['contract', 'core'] }, wait);
    await stage.licensing.purchase(firm.accountId, 'core', 1);
    const ann = await firm.invite('ann');
    const { accountId } = firm;
    // Whose address somebody else is invited at by now.
    const held = storedUser({ accountId, status: 'waiting', waitingSince: new Date(0), email: ann.email });
    await stage.identity.get(UsersRepository).create(held);
    await stage.licensing.purchase(firm.accountId, 'core', 1);
    await eventually(async () => expect(await firm.invite('ben')).toMatchObject({ status: 'invited' }));
    expect((await firm.user(both.id)).status).toBe('waiting');
    expect((await firm.user(held._id)).status).toBe('waiting');
  });

  it('can be left', async () => {
    const firm = await stage.signUp(1);
    const [ann] = await queue(firm, 'ann');
    const left = await stage.ask(revokeInvitation, {
      accountId: firm.accountId,
      by: firm.by,
      userId: ann?.id ?? '',
    });
    expect(left).toMatchObject({ status: 'deactivated', waitingSince: null });
    await stage.licensing.purchase(firm.accountId, 'core', 1);
    await stage.identity.get(WaitListsService).serve(firm.accountId);
    expect((await firm.seats()).do).toEqual([firm.admin.id]);
    await eventually(() => expect(stage.heard.of(userDeactivated, firm.accountId)).toHaveLength(1));
  });

  it('is looked at again by itself when an event found licensing away', async () => {
    const firm = await stage.signUp(1);
    const [ann] = await queue(firm, 'ann');
    stage.licensing.outage = true;
    await stage.licensing.purchase(firm.accountId, 'core', 1);
    // Not while the event itself is being worked on: then there is nothing to wait for.
    await eventually(() =>
      expect(stage.identity.get(WaitListsService).serve(firm.accountId)).rejects.toMatchObject(
        refused('service-unavailable'),
      ),
    );
    stage.licensing.outage = false;
    await stage.identity.get(WaitListsService).sweep();
    await eventually(async () => expect(await firm.user(ann?.id ?? '')).toMatchObject({ status: 'invited' }));
  });
});

describe('the mail of an invitation', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  it('shows on the user what became of it; what is said of an older one is not', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    const delivery = {
      accountId: firm.accountId,
      actor: systemActor('notifications'),
      deliveryId: newId('dlv'),
      kind: 'invitation' as const,
      userId: liam.id,
      invitationId: liam.invitation?.id,
    };
    const say = (name: string, data: object, at: Date) =>
      tell(stage.identity.world, { id: randomUUID(), name, subject: delivery.deliveryId, at, data });
    const mail = async () => (await firm.user(liam.id)).invitation?.mail;
    const [first, second] = [new Date(Date.now() + 1_000), new Date(Date.now() + 2_000)];
    await say(deliveryFailed.name, { ...delivery, reason: '550 no such user' }, second);
    await eventually(async () =>
      expect(await mail()).toEqual({ state: 'failed', at: second.toISOString(), reason: '550 no such user' }),
    );
    await say(deliverySent.name, delivery, first);
    await say(deliverySent.name, { ...delivery, invitationId: newId('inv') }, new Date(Date.now() + 3_000));
    const third = new Date(Date.now() + 4_000);
    await say(deliverySent.name, delivery, third);
    await eventually(async () => expect(await mail()).toEqual({ state: 'sent', at: third.toISOString() }));
  });

  it('is noted once, however often it is told', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    const delivery = {
      accountId: firm.accountId,
      actor: systemActor('notifications'),
      deliveryId: newId('dlv'),
      kind: 'invitation' as const,
      userId: liam.id,
      invitationId: liam.invitation?.id,
    };
    const told = (name: string, more: object, at: Date) => ({
      id: randomUUID(),
      name,
      subject: delivery.deliveryId,
      at,
      data: { ...delivery, ...more },
    });
    const failed = told(deliveryFailed.name, { reason: 'Greylisted' }, new Date(Date.now() + 1_000));
    const sent = told(deliverySent.name, {}, new Date(Date.now() + 2_000));
    await tell(stage.identity.world, failed, failed, failed);
    await eventually(async () => expect((await firm.user(liam.id)).invitation?.mail.state).toBe('failed'));
    await tell(stage.identity.world, failed, sent, sent, failed, sent);
    await eventually(async () => expect((await firm.user(liam.id)).invitation?.mail.state).toBe('sent'));
    const last = told(deliverySent.name, {}, new Date(Date.now() + 3_000));
    await tell(stage.identity.world, last);
    await eventually(async () =>
      expect((await firm.user(liam.id)).invitation?.mail.at).toBe(last.at.toISOString()),
    );
    expect((await firm.user(liam.id)).version).toBe(liam.version + 3);
  });
});
