import { describeMe } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { countOperations, eventually } from '@seatkeeper/testing';
import type { Connection } from 'mongoose';
import { type SignInStage, startSignInStage } from '../../testing/sign-in-stage.js';

let stage: SignInStage;
beforeAll(async () => {
  stage = await startSignInStage();
});
afterAll(() => stage.close());

/** Of sweepers that look whether anything is due, which nobody causes. */
const OWN = /^aggregate /;

async function costOf(ask: () => Promise<unknown>): Promise<Record<string, number>> {
  const counted = countOperations(stage.service.get<Connection>(MONGO_CONNECTION).getClient());
  await ask();
  return Object.fromEntries(Object.entries(counted.end()).filter(([command]) => !OWN.test(command)));
}

it('who somebody is, is read off the user and the account', async () => {
  const { user } = await stage.member();
  const me = { accountId: user.accountId, userId: user._id };
  expect(await costOf(() => stage.service.bus.request(describeMe, me))).toEqual({
    'read accounts+users': 1,
  });
});

it('what a session may do is read off four collections by one operation, and noted once a minute', async () => {
  const member = await stage.member();
  const tokens = await stage.enter(member);
  await stage.authorize(tokens);
  // The sign-in itself is written down late, with others.
  const { accountId } = member.user;
  const entries = stage.service.get<Connection>(MONGO_CONNECTION).collection('audit');
  await eventually(async () => expect(await entries.countDocuments({ accountId })).toBeGreaterThan(0));
  expect(await costOf(() => stage.authorize(tokens))).toEqual({
    'read accounts+groups+sessions+users': 1,
  });
});
