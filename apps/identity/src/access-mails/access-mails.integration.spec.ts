import {
  accessEnded,
  type AccessChange,
  banUser,
  deactivateUser,
  getAccessLetter,
  passwordChangeRequired,
  replaceUser,
  requirePasswordChange,
  revokeInvitation,
  setTemporaryPassword,
  suspendAccount,
  unbanUser,
  type User,
  userActor,
  userBanned,
  userDeactivated,
  userReplaced,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { type Firm, type Stage, startStage } from '../../testing/stage.js';

const OPERATORS = 'acc_00000000operators';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { OPERATOR_ACCOUNT: OPERATORS } });
});
afterAll(() => stage.close());

const of = ({ accountId, by }: Firm, { id: userId }: User) => ({ accountId, by, userId });
const letter = async ({ accountId }: Firm, { id: userId }: User, about: AccessChange) =>
  (await stage.ask(getAccessLetter, { accountId, userId, about })).letter;
const ended = (firm: Firm) => stage.heard.of(accessEnded, firm.accountId);

it('a ban is told to the address of the person with its end, in the zone of the account, and never why', async () => {
  const firm = await stage.signUp();
  const liam = await firm.join('liam');
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const banned = await stage.ask(banUser, { ...of(firm, liam), reason: 'Lost laptop', until });
  const told = await letter(firm, liam, 'banned');
  expect(told).toMatchObject({ sendTo: liam.email, since: banned.ban?.since, until, accountSlug: firm.slug });
  expect(JSON.stringify(told)).not.toContain('laptop');
  expect(await letter(firm, liam, 'unbanned')).toBeNull();
  await stage.ask(unbanUser, of(firm, liam));
  expect(await letter(firm, liam, 'banned')).toBeNull();
  expect(await letter(firm, liam, 'unbanned')).toMatchObject({ sendTo: liam.email, since: null });
  await eventually(() => expect(stage.heard.of(userBanned, firm.accountId)).toHaveLength(1));
});

it('a leaving is told once, however often it is asked for, and at which moment', async () => {
  const firm = await stage.signUp();
  const liam = await firm.join('liam');
  await race(5, () => stage.ask(deactivateUser, { ...of(firm, liam), reason: 'Left' }));
  await eventually(() => expect(ended(firm)).toHaveLength(1));
  expect(ended(firm)).toEqual([
    { accountId: firm.accountId, actor: firm.by, userId: liam.id, sendTo: liam.email },
  ]);
  const told = await letter(firm, liam, 'deactivated');
  expect(Date.parse(told?.since ?? '')).toBeLessThanOrEqual(Date.now());
  expect(JSON.stringify(told)).not.toContain('Left');
});

it('a ban does not keep who leaves from being told that they did', async () => {
  const firm = await stage.signUp();
  const liam = await firm.join('liam');
  await stage.ask(banUser, { ...of(firm, liam), reason: 'Lost laptop' });
  await stage.ask(deactivateUser, of(firm, liam));
  await eventually(() => expect(ended(firm)).toHaveLength(1));
  expect(await letter(firm, liam, 'banned')).toBeNull();
});

it('who is replaced is told as one who leaves, once, and nobody by whom', async () => {
  const firm = await stage.signUp();
  const [liam, mei] = [await firm.join('liam'), await firm.join('mei')];
  await stage.ask(replaceUser, {
    ...of(firm, liam),
    replacement: { userId: mei.id },
    newUserId: newId('usr'),
  });
  await eventually(() => expect(stage.heard.of(userReplaced, firm.accountId)).toHaveLength(1));
  await eventually(() => expect(ended(firm)).toMatchObject([{ userId: liam.id }]));
  const told = await letter(firm, liam, 'deactivated');
  expect(told).toMatchObject({ sendTo: liam.email });
  expect(JSON.stringify(told)).not.toContain(mei.firstName);
});

it('who never came in is told nothing, and neither is a machine', async () => {
  const firm = await stage.signUp();
  const [invited, withdrawn, liam] = [
    await firm.invite('invited'),
    await firm.invite('withdrawn'),
    await firm.join('liam'),
  ];
  const machine = await firm.invite('machine', { type: 'service' });
  await stage.ask(deactivateUser, of(firm, invited));
  await stage.ask(revokeInvitation, of(firm, withdrawn));
  await stage.ask(deactivateUser, of(firm, machine));
  await stage.ask(deactivateUser, of(firm, liam));
  await eventually(() => expect(stage.heard.of(userDeactivated, firm.accountId)).toHaveLength(3));
  await eventually(() => expect(ended(firm)).toMatchObject([{ userId: liam.id }]));
  expect(await letter(firm, machine, 'deactivated')).toBeNull();
});

it('while the account is suspended nobody is told that they can sign in, and who has left is told that they have', async () => {
  const firm = await stage.signUp();
  const [liam, mei] = [await firm.join('liam'), await firm.join('mei')];
  await stage.ask(requirePasswordChange, of(firm, liam));
  await stage.ask(deactivateUser, of(firm, mei));
  await stage.ask(suspendAccount, {
    accountId: firm.accountId,
    by: userActor('usr_0000000operator'),
    operatorAccountId: OPERATORS,
    commandId: newId('cmd'),
    suspension: { reason: 'Three invoices are not paid.' },
  });
  expect(await letter(firm, liam, 'password-change-required')).toBeNull();
  expect(await letter(firm, liam, 'unbanned')).toBeNull();
  expect(await letter(firm, mei, 'deactivated')).toMatchObject({ sendTo: mei.email });
});

it('a password to choose is told once, and not to who was given a temporary one', async () => {
  const firm = await stage.signUp();
  const [liam, mei] = [await firm.join('liam'), await firm.join('mei')];
  for (let time = 0; time < 2; time += 1) await stage.ask(requirePasswordChange, of(firm, liam));
  await stage.ask(setTemporaryPassword, { ...of(firm, mei), password: 'first day at the firm' });
  await stage.ask(requirePasswordChange, of(firm, mei));
  const told = () => stage.heard.of(passwordChangeRequired, firm.accountId);
  await eventually(() => expect(told()).toMatchObject([{ userId: liam.id, sendTo: liam.email }]));
  expect(await letter(firm, liam, 'password-change-required')).toMatchObject({ sendTo: liam.email });
  expect(await letter(firm, mei, 'password-change-required')).toBeNull();
});
