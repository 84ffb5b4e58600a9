import {
  acceptInvitation,
  cancelArrival,
  countArrivals,
  deactivateUser,
  getArrival,
  type Input,
  invitationIssued,
  inviteArrival,
  inviteUser,
  listArrivals,
  listUserHistory,
  planArrival,
  reactivateUser,
  resumeAccount,
  suspendAccount,
  updateUser,
  type User,
  userActor,
  userArrivalCancelled,
  userArrivalPlanned,
  userArrivalRefused,
  userInvited,
  userWaitListed,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock, type TestService } from '@seatkeeper/testing';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';
import { PlannedUsersRepository } from '../users/planned-users.repository.js';
import { DueArrivalsSweeper } from './due-arrivals.sweeper.js';

const START = '2027-01-31T12:00:00Z';
const DAY_MS = 86_400_000;

describe('a planned joining', () => {
  let stage: Stage;
  let copy: TestService;
  let clock: TestClock;
  beforeAll(async () => {
    clock = new TestClock(START);
    stage = await startStage({ clock });
    copy = await stage.addCopy();
  });
  afterAll(() => stage.close());
  // Time goes on: nobody's session or lease is of the future.
  const advanceDays = (days: number) => clock.advance(days * DAY_MS);
  const inDays = (days: number) => new Date(clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);

  type Invite = Input<typeof inviteUser>;
  const invite = (
    firm: Firm,
    name: string,
    { user, ...more }: Partial<Omit<Invite, 'user'>> & { user?: Partial<Invite['user']> } = {},
  ) =>
    stage.ask(inviteUser, {
      ...{ accountId: firm.accountId, by: firm.by, userId: newId('usr'), joinsOn: inDays(30) },
      user: { username: `${name}@${firm.slug}.example`, firstName: 'Mei', lastName: 'Tan', ...user },
      ...more,
    });
  const of = (firm: Firm, { id: userId }: Pick<User, 'id'>) => ({
    ...{ accountId: firm.accountId, by: firm.by, userId },
  });
  const move = (firm: Firm, user: User, on: string) => stage.ask(planArrival, { ...of(firm, user), on });
  const cancel = (firm: Firm, user: User) => stage.ask(cancelArrival, of(firm, user));
  const planned = async (firm: Firm, { id: userId }: User) =>
    (await stage.ask(getArrival, { accountId: firm.accountId, userId })).arrival;
  const sweep = () =>
    Promise.all([stage.identity, copy].map((service) => service.get(DueArrivalsSweeper).sweep()));
  const mails = (firm: Firm, { id }: User) =>
    stage.heard.of(invitationIssued, firm.accountId).filter(({ userId }) => userId === id);
  const expectSeats = async (firm: Firm, ...held: User[]) =>
    expect(await firm.seats()).toMatchObject({ do: [firm.admin, ...held].map(({ id }) => id).sort() });

  it('sends nothing and takes nothing before its day, and on it invites once, whichever copy comes first', async () => {
    const firm = await stage.signUp();
    const mei = await invite(firm, 'mei');
    expect(mei).toMatchObject({ status: 'deactivated', joinsOn: inDays(30), invitation: null });
    expect(await planned(firm, mei)).toMatchObject({ on: inDays(30), products: ['core'], refusal: null });
    advanceDays(29);
    await sweep();
    await expectSeats(firm);
    expect(await firm.user(mei.id)).toEqual(mei);

    advanceDays(1);
    await race(6, sweep);
    await sweep();
    const invited = await firm.user(mei.id);
    expect(invited).toMatchObject({ status: 'invited', joinsOn: null, invitation: { state: 'open' } });
    await expectSeats(firm, mei);
    await eventually(() => expect(mails(firm, mei)).toHaveLength(1));
    expect(mails(firm, mei)).toMatchObject([{ actor: firm.by, invitedBy: 'Ada Quill' }]);
    expect(stage.heard.of(userInvited, firm.accountId)).toHaveLength(1);
    await stage.ask(acceptInvitation, { token: await firm.link(invited), password: PASSWORD });
    expect(await firm.user(mei.id)).toMatchObject({ status: 'active' });
  });

  it('is carried out once by a clock that was away for days, by what is known of the person by then', async () => {
    const firm = await stage.signUp();
    const mei = await invite(firm, 'mei');
    const changes = { email: `tan@${firm.slug}.example`, title: 'Partner' };
    await stage.ask(updateUser, { ...of(firm, mei), changes });
    advanceDays(50);
    await race(4, sweep);
    await eventually(() => expect(mails(firm, mei)).toMatchObject([{ sendTo: changes.email }]));
    expect(await firm.user(mei.id)).toMatchObject({ status: 'invited', ...changes });
  });

  it('can be moved and called off until then, and each is told; the name stays taken, and nothing else', async () => {
    const firm = await stage.signUp();
    const mei = await invite(firm, 'mei');
    await move(firm, mei, inDays(30));
    await move(firm, mei, inDays(10));
    advanceDays(9);
    await cancel(firm, mei);
    await cancel(firm, mei);
    advanceDays(40);
    await sweep();
    expect(await firm.user(mei.id)).toMatchObject({ status: 'deactivated', joinsOn: null });
    await expectSeats(firm);
    await expect(invite(firm, 'mei')).rejects.toMatchObject(refused('username-taken'));
    await eventually(() => expect(stage.heard.of(userArrivalCancelled, firm.accountId)).toHaveLength(1));
    expect(stage.heard.of(userArrivalPlanned, firm.accountId)).toHaveLength(2);
    expect(mails(firm, mei)).toEqual([]);
    const { items } = await stage.ask(listUserHistory, {
      ...{ accountId: firm.accountId, userId: mei.id, page: {} },
    });
    expect(items.filter(({ action }) => action.startsWith('identity.user.arrival-'))).toHaveLength(3);

    // And planned anew.
    await move(firm, mei, inDays(3));
    advanceDays(3);
    await sweep();
    expect(await firm.user(mei.id)).toMatchObject({ status: 'invited' });
  });

  it('is ended by an invitation at once, by whichever call, and by a deactivation', async () => {
    const firm = await stage.signUp();
    const [now, back, gone] = [
      await invite(firm, 'now'),
      await invite(firm, 'back'),
      await invite(firm, 'gone'),
    ];
    const commandId = newId('cmd');
    await race(4, () => stage.ask(inviteArrival, { ...of(firm, now), commandId }));
    await stage.ask(reactivateUser, of(firm, back));
    await stage.ask(deactivateUser, of(firm, gone));
    advanceDays(60);
    await sweep();
    for (const user of [now, back]) {
      expect(await firm.user(user.id)).toMatchObject({ status: 'invited', joinsOn: null });
      await eventually(() => expect(mails(firm, user)).toHaveLength(1));
    }
    expect(await firm.user(gone.id)).toMatchObject({ status: 'deactivated', joinsOn: null });
    await expectSeats(firm, now, back);
    const again = stage.ask(inviteArrival, of(firm, now));
    await expect(again).rejects.toMatchObject(refused('wrong-status'));
    expect(mails(firm, gone)).toEqual([]);
  });

  it('puts on the wait list whom no seat is free for, and at once refuses unless that is wanted', async () => {
    const firm = await stage.signUp(1);
    const [mei, liam] = [await invite(firm, 'mei'), await invite(firm, 'liam')];
    const atOnce = (whenNoSeat: 'fail' | 'wait') =>
      stage.ask(inviteArrival, { ...of(firm, liam), whenNoSeat });
    await expect(atOnce('fail')).rejects.toMatchObject(refused('no-free-seat'));
    expect(await firm.user(liam.id)).toMatchObject({ status: 'deactivated', joinsOn: liam.joinsOn });
    expect(await atOnce('wait')).toMatchObject({ status: 'waiting', joinsOn: null });
    advanceDays(30);
    await sweep();
    expect(await firm.user(mei.id)).toMatchObject({ status: 'waiting', joinsOn: null });
    expect(stage.heard.of(userArrivalRefused, firm.accountId)).toEqual([]);
    await eventually(() => expect(stage.heard.of(userWaitListed, firm.accountId)).toHaveLength(2));
    await stage.licensing.purchase(firm.accountId, 'core', 2);
    await eventually(async () => expect(await firm.user(mei.id)).toMatchObject({ status: 'invited' }));
    await eventually(() => expect(mails(firm, mei)).toHaveLength(1));
  });

  it('sells the last seat once, to who joins today or to who is invited meanwhile', async () => {
    const firm = await stage.signUp(2);
    const mei = await invite(firm, 'mei');
    advanceDays(30);
    const [asked] = await Promise.all([firm.invite('liam').catch(() => null), race(4, sweep)]);
    await sweep();
    const { status } = await firm.user(mei.id);
    expect([status, asked?.status]).toEqual(asked ? ['waiting', 'invited'] : ['invited', undefined]);
    expect(stage.licensing.holders(firm.accountId)).toHaveLength(2);
  });

  it('a copy that froze with it in hand does nothing when it was called off, or put off, meanwhile', async () => {
    const firm = await stage.signUp();
    const [liam, mei] = [await invite(firm, 'liam'), await invite(firm, 'mei')];
    // What the frozen copy has found, with the time that it found it at.
    const lists = stage.identity.get(PlannedUsersRepository);
    const found = await lists.due('arrival', new Date(clock.now().getTime() + 30 * DAY_MS), 1_000);
    await cancel(firm, liam);
    await move(firm, mei, inDays(35));
    advanceDays(30);
    const sweeper = stage.identity.get(DueArrivalsSweeper);
    const mine = found.filter(({ accountId }) => accountId === firm.accountId);
    expect(mine).toHaveLength(2);
    for (const user of mine) await sweeper.carryOut(user);
    for (const { id } of [liam, mei]) expect(await firm.user(id)).toMatchObject({ status: 'deactivated' });
    expect(stage.heard.of(userArrivalRefused, firm.accountId)).toEqual([]);
    await expectSeats(firm);
  });

  it('is refused on its day to who may not any more, says so, and is tried again every day', async () => {
    const firm = await stage.signUp();
    const boss = await firm.join('boss', { globalAdmin: true });
    const mei = await invite(firm, 'mei', { by: userActor(boss.id), joinsOn: inDays(1) });
    await stage.ask(deactivateUser, of(firm, boss));
    advanceDays(1);
    await sweep();
    await sweep();
    expect(await firm.user(mei.id)).toMatchObject({ status: 'deactivated', joinsOn: mei.joinsOn });
    expect(await planned(firm, mei)).toMatchObject({
      refusal: { code: 'forbidden', detail: expect.stringContaining('users.invite') },
    });
    const refusals = () => stage.heard.of(userArrivalRefused, firm.accountId);
    await eventually(() =>
      expect(refusals()).toMatchObject([
        { user: { id: mei.id }, cause: 'forbidden', actor: { type: 'system' } },
      ]),
    );
    const filter = { refused: true };
    const { items } = await stage.ask(listArrivals, { accountId: firm.accountId, filter, page: {} });
    expect(items).toMatchObject([{ user: { id: mei.id } }]);

    await stage.ask(reactivateUser, of(firm, boss));
    advanceDays(1);
    await sweep();
    expect(await firm.user(mei.id)).toMatchObject({ status: 'invited' });
    expect(refusals()).toHaveLength(1);
  });

  it('is refused while the account is suspended or has not paid, or somebody else is invited at the address', async () => {
    const firm = await stage.signUp();
    const email = `desk@${firm.slug}.example`;
    const mei = await invite(firm, 'mei', { user: { email }, joinsOn: inDays(1) });
    const decision = {
      ...{ accountId: firm.accountId, by: userActor('usr_0000000operator') },
      operatorAccountId: 'acc_00000000operators',
    };
    const tomorrow = async () => {
      advanceDays(1);
      await sweep();
      return planned(firm, mei);
    };
    const suspension = { reason: 'Not paid' };
    await stage.ask(suspendAccount, { ...decision, commandId: newId('cmd'), suspension });
    expect(await tomorrow()).toMatchObject({ refusal: { code: 'account-suspended' } });
    await stage.ask(resumeAccount, { ...decision, commandId: newId('cmd') });
    stage.licensing.unpaid.add(firm.accountId);
    expect(await tomorrow()).toMatchObject({ refusal: { code: 'payment-overdue' } });
    await stage.licensing.pay(firm.accountId);
    const liam = await firm.invite('liam', { email });
    expect(await tomorrow()).toMatchObject({ refusal: { code: 'validation-failed' } });
    expect(mails(firm, mei)).toEqual([]);
    await expectSeats(firm, liam);
    await stage.ask(acceptInvitation, { token: await firm.link(liam), password: PASSWORD });
    expect(await tomorrow()).toBeNull();
    expect(await firm.user(mei.id)).toMatchObject({ status: 'invited' });
    await eventually(() => expect(stage.heard.of(userArrivalRefused, firm.accountId)).toHaveLength(3));
  });

  it('of a global admin takes a proof when it is planned, and none on its day', async () => {
    const firm = await stage.signUp();
    const boss = await invite(firm, 'boss', { user: { globalAdmin: true } });
    advanceDays(30);
    await sweep();
    expect(await firm.user(boss.id)).toMatchObject({ status: 'invited', globalAdmin: true });
  });

  it('is refused like an invitation, for who was here before, and for a day that is no day to come', async () => {
    const firm = await stage.signUp();
    const [clerk, liam] = [await firm.join('clerk'), await firm.join('liam')];
    const boss = await invite(firm, 'boss', { user: { globalAdmin: true } });
    const refusedWith = async (code: Parameters<typeof refused>[0], asked: Promise<unknown>) =>
      expect(asked).rejects.toMatchObject(refused(code));
    await refusedWith('validation-failed', invite(firm, 'mei', { joinsOn: inDays(0) }));
    await refusedWith('unknown-product', invite(firm, 'mei', { user: { products: ['yoga'] } }));
    await refusedWith('validation-failed', invite(firm, 'mei', { user: { type: 'service' } }));
    await refusedWith('username-taken', invite(firm, 'liam'));
    await refusedWith('validation-failed', move(firm, boss, inDays(0)));
    const byClerk = { ...of(firm, boss), by: userActor(clerk.id) };
    await refusedWith('forbidden', stage.ask(planArrival, { ...byClerk, on: inDays(2) }));
    await refusedWith('forbidden', stage.ask(cancelArrival, byClerk));
    await refusedWith('forbidden', stage.ask(inviteArrival, byClerk));
    await stage.ask(deactivateUser, of(firm, liam));
    await refusedWith('wrong-status', move(firm, liam, inDays(2)));
    const other = await stage.signUp();
    await refusedWith('not-found', move(other, boss, inDays(2)));
    await refusedWith('not-found', cancel(other, boss));
    expect(await planned(firm, boss)).toMatchObject({ on: boss.joinsOn });
    expect((await firm.users()).map(({ id }) => id).sort()).toEqual(
      [firm.admin, clerk, liam, boss].map(({ id }) => id).sort(),
    );
  });

  it('of the same call is planned once, and the list has all in the order of their days, with the seats they take', async () => {
    const firm = await stage.signUp();
    const userId = newId('usr');
    const { values } = await race(4, () => invite(firm, 'one', { userId }));
    expect(new Set(values.map(({ id, version }) => `${id} ${version}`)).size).toBe(1);
    const one = values[0]!;
    const two = await invite(firm, 'two', { joinsOn: inDays(29), user: { products: ['core', 'contract'] } });
    const list = async (filter: Input<typeof listArrivals>['filter'] = {}) => {
      const { items } = await stage.ask(listArrivals, { accountId: firm.accountId, filter, page: {} });
      return items.map(({ user }) => user.id);
    };
    expect(await list()).toEqual([two.id, one.id]);
    expect(await list({ until: inDays(29) })).toEqual([two.id]);
    expect(await list({ refused: true })).toEqual([]);
    const taken = async (days: number, product = 'core') => {
      const before = new Date(clock.now().getTime() + days * DAY_MS).toISOString();
      const { items } = await stage.ask(countArrivals, { accountId: firm.accountId, product, before });
      return items.map(({ at, seats }) => [at.slice(0, 10), seats]);
    };
    expect(await taken(31)).toEqual([
      [inDays(29), 1],
      [inDays(30), 1],
    ]);
    expect(await taken(31, 'contract')).toEqual([[inDays(29), 1]]);
    expect(await taken(20)).toEqual([]);
    await eventually(() => expect(stage.heard.of(userArrivalPlanned, firm.accountId)).toHaveLength(2));
  });
});
