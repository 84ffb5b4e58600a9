import {
  countWaiting,
  deactivateUser,
  reactivateUser,
  systemActor,
  userInvited,
} from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { type Stage, startStage } from '../../testing/stage.js';

const wait = { whenNoSeat: 'wait' } as const;

describe('an account that has not paid', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  it('invites nobody though seats are free, also not to wait, and nothing is left behind', async () => {
    const firm = await stage.signUp(5);
    stage.licensing.unpaid.add(firm.accountId);
    const before = await firm.users();
    await expect(firm.invite('ann')).rejects.toMatchObject({ code: 'payment-overdue' });
    await expect(firm.invite('ben', {}, wait)).rejects.toMatchObject({ code: 'payment-overdue' });
    expect(await firm.users()).toEqual(before);
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
    await stage.licensing.pay(firm.accountId);
    expect(await firm.invite('ann')).toMatchObject({ status: 'invited' });
  });

  it('takes people out, and brings nobody back before it has paid', async () => {
    const firm = await stage.signUp(5);
    const { accountId, by } = firm;
    const { id: userId } = await firm.join('ann');
    stage.licensing.unpaid.add(accountId);
    expect(await stage.ask(deactivateUser, { accountId, by, userId })).toMatchObject({ seatsFreed: 1 });
    const back = () => stage.ask(reactivateUser, { accountId, by, userId });
    await expect(back()).rejects.toMatchObject({ code: 'payment-overdue' });
    expect(await firm.user(userId)).toMatchObject({ status: 'deactivated' });
    await stage.licensing.pay(accountId);
    expect(await back()).toMatchObject({ status: 'active' });
  });

  it('lets who waits go on waiting, and invites them once it has paid', async () => {
    const firm = await stage.signUp(1);
    const { accountId } = firm;
    const { id } = await firm.invite('ann', {}, wait);
    stage.licensing.unpaid.add(accountId);
    await stage.licensing.purchase(accountId, 'core', 2);
    await expect(firm.invite('ben')).rejects.toMatchObject({
      code: expect.stringMatching(/no-free-seat|overdue/),
    });
    expect(await firm.user(id)).toMatchObject({ status: 'waiting' });
    await stage.licensing.pay(accountId);
    await eventually(async () => expect(await firm.user(id)).toMatchObject({ status: 'invited' }));
    expect(await stage.ask(countWaiting, { accountId })).toEqual({ items: [] });
    await eventually(() =>
      expect(stage.heard.of(userInvited, accountId).at(-1)?.actor).toEqual(systemActor('wait-list')),
    );
  });
});
