import {
  banUser,
  deactivateUser,
  type Input,
  reactivateUser,
  refreshSession,
  signIn,
  unbanUser,
  type User,
  userActor,
  userBanned,
  userUnbanned,
} from '@seatkeeper/contracts';
import { eventually, TestClock } from '@seatkeeper/testing';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';
import { BansService } from './bans.service.js';

describe('a ban', () => {
  const clock = new TestClock();
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ clock });
  });
  afterAll(() => stage.close());

  const ban = (firm: Firm, { id: userId }: User, more: Partial<Input<typeof banUser>> = {}) =>
    stage.ask(banUser, { accountId: firm.accountId, by: firm.by, userId, reason: 'Lost laptop', ...more });
  const unban = (firm: Firm, { id: userId }: User) =>
    stage.ask(unbanUser, { accountId: firm.accountId, by: firm.by, userId });
  const enter = (firm: Firm, { username }: User) =>
    stage.ask(signIn, { account: firm.slug, username, password: PASSWORD });
  const inAnHour = () => new Date(clock.now().getTime() + 3_600_000).toISOString();

  it('ends sessions and refuses new ones; the seat stays held', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam');
    const { refreshToken } = await enter(firm, liam);
    expect(await ban(firm, liam)).toMatchObject({
      status: 'banned',
      ban: { reason: 'Lost laptop', until: null },
    });
    await expect(stage.ask(refreshSession, { refreshToken })).rejects.toMatchObject(
      refused('unauthenticated'),
    );
    await expect(enter(firm, liam)).rejects.toMatchObject(refused('sign-in-failed'));
    expect((await firm.seats()).do).toContain(liam.id);
    expect(await unban(firm, liam)).toMatchObject({ status: 'active', ban: null });
    expect(await enter(firm, liam)).toMatchObject({ expiresIn: 600 });
    await eventually(() => expect(stage.heard.of(userUnbanned, firm.accountId)).toHaveLength(1));
    expect(stage.heard.of(userBanned, firm.accountId)).toMatchObject([
      { user: { id: liam.id }, actor: firm.by },
    ]);
  });

  it('that comes again changes nothing, and another is refused', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam');
    const first = await ban(firm, liam);
    expect(await ban(firm, liam)).toEqual(first);
    await expect(ban(firm, liam, { reason: 'Fraud' })).rejects.toMatchObject(refused('wrong-status'));
    const mei = await firm.invite('mei');
    await expect(ban(firm, mei)).rejects.toMatchObject(refused('wrong-status'));
    await expect(unban(firm, mei)).rejects.toMatchObject(refused('wrong-status'));
  });

  it('with an end lifts itself', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam');
    const past = ban(firm, liam, { until: clock.now().toISOString() });
    await expect(past).rejects.toMatchObject(refused('validation-failed'));
    await ban(firm, liam, { until: inAnHour() });
    await stage.identity.get(BansService).liftEnded();
    expect(await firm.user(liam.id)).toMatchObject({ status: 'banned' });
    clock.advance(3_600_001);
    // On time, even before anybody has lifted it.
    expect(await enter(firm, liam)).toMatchObject({ expiresIn: 600 });
    await stage.identity.get(BansService).liftEnded();
    expect(await firm.user(liam.id)).toMatchObject({ status: 'active', ban: null });
    await eventually(() =>
      expect(stage.heard.of(userUnbanned, firm.accountId)).toMatchObject([
        { actor: { type: 'system', id: 'ban-end' } },
      ]),
    );
  });

  it('of the only global admin is refused; of one of two it leaves the other as the last', async () => {
    const firm = await stage.signUp();
    await expect(ban(firm, firm.admin)).rejects.toMatchObject(refused('last-global-admin'));
    const [second, clerk] = [await firm.join('second', { globalAdmin: true }), await firm.join('clerk')];
    await expect(ban(firm, second, { by: userActor(clerk.id) })).rejects.toMatchObject(refused('forbidden'));
    expect(await ban(firm, second)).toMatchObject({ status: 'banned', globalAdmin: true });
    await expect(ban(firm, firm.admin)).rejects.toMatchObject(refused('last-global-admin'));
    await unban(firm, second);
    expect(await ban(firm, firm.admin, { by: userActor(second.id) })).toMatchObject({ status: 'banned' });
  });

  it('outlives leaving and coming back', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam');
    const which = { accountId: firm.accountId, by: firm.by, userId: liam.id };
    await ban(firm, liam, { until: inAnHour() });
    await stage.ask(deactivateUser, which);
    expect(await stage.ask(reactivateUser, which)).toMatchObject({
      status: 'banned',
      ban: { reason: 'Lost laptop' },
    });
    await stage.ask(deactivateUser, which);
    clock.advance(3_600_001);
    expect(await stage.ask(reactivateUser, which)).toMatchObject({ status: 'active', ban: null });
  });
});
