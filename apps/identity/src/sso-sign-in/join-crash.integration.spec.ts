// First: it says where to crash.
import { POINTS } from '../../testing/crash-points.js';
import { jest } from '@jest/globals';
import { userActivated } from '@seatkeeper/contracts';
import { eventually, TestClock } from '@seatkeeper/testing';
import { personOf, type SsoStage, startSsoStage } from '../../testing/sso-stage.js';
import { FlowsSweeper } from '../flows/flows.sweeper.js';

const clock = new TestClock();
let stage: SsoStage;
let kills = 0;
beforeAll(async () => {
  jest.spyOn(process, 'kill').mockImplementation(() => {
    kills += 1;
    throw new Error('killed');
  });
  stage = await startSsoStage({ clock });
}, 60_000);
afterAll(async () => {
  await stage.close();
  jest.restoreAllMocks();
});

it('a process that dies with the seat of somebody new in hand: a sweeper ends it, and the person is one and comes in', async () => {
  const firm = await stage.signUp(2);
  await stage.connect(firm, { newcomers: { products: ['core'], groups: [], whenNoSeat: 'fail' } });
  stage.provider.people.set('ben', personOf(firm, 'ben'));
  await stage.signIn(firm, 'ben').catch(() => undefined);
  await eventually(() => expect(kills).toBe(POINTS.join.length));
  clock.advance(60_000);
  await stage.identity.get(FlowsSweeper).sweep();
  await eventually(async () => expect(await firm.users()).toMatchObject([{}, { status: 'active' }]));
  const { userId } = await stage.caller(await stage.signIn(firm, 'ben'));
  const { should, do: held } = await firm.seats();
  expect(held).toEqual(should);
  expect(held).toContain(userId);
  const activated = stage.heard.of(userActivated, firm.accountId).filter(({ user }) => user.id === userId);
  expect(activated).toHaveLength(1);
});
