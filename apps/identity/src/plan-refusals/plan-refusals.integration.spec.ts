import {
  cancelDeparture,
  createGroup,
  deactivateUser,
  departureRefused,
  getPlanRefusalLetter,
  inviteUser,
  listPlanKeepers,
  type Permission,
  planDeparture,
  type PlannedAct,
  reactivateUser,
  resumeAccount,
  suspendAccount,
  updateUser,
  type User,
  userActor,
  userArrivalRefused,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, TestClock } from '@seatkeeper/testing';
import { type Firm, type Stage, startStage } from '../../testing/stage.js';
import { DueArrivalsSweeper } from '../planned-arrivals/due-arrivals.sweeper.js';
import { DueDeparturesSweeper } from '../planned-departures/due-departures.sweeper.js';

const DAY_MS = 86_400_000;

let stage: Stage;
let clock: TestClock;
beforeAll(async () => {
  clock = new TestClock('2027-01-31T12:00:00Z');
  stage = await startStage({ clock });
});
afterAll(() => stage.close());

const tomorrow = () => new Date(clock.now().getTime() + DAY_MS).toISOString().slice(0, 10);
async function nextDay() {
  clock.advance(DAY_MS);
  await stage.identity.get(DueDeparturesSweeper).sweep();
  await stage.identity.get(DueArrivalsSweeper).sweep();
}

/** A leaving of somebody, in the name of a boss who may not on the day. */
async function refusedLeaving(firm: Firm) {
  const [boss, liam] = [await firm.join('boss', { globalAdmin: true }), await firm.join('liam')];
  const { accountId, by } = firm;
  const on = tomorrow();
  await stage.ask(planDeparture, { accountId, by: userActor(boss.id), userId: liam.id, on });
  await stage.ask(deactivateUser, { accountId, by, userId: boss.id });
  await nextDay();
  return { liam, boss, on };
}

async function member(firm: Firm, name: string, permissions: Permission[]): Promise<User> {
  const groupId = newId('grp');
  const group = { name: `Of ${name}`, permissions };
  await stage.ask(createGroup, { accountId: firm.accountId, by: firm.by, groupId, group });
  return firm.join(name, { groups: [groupId] });
}

const told = async ({ accountId }: Firm, plan: PlannedAct, { id: personId }: User) =>
  (await stage.ask(listPlanKeepers, { accountId, plan, personId })).items.map(({ userId }) => userId).sort();
const letter = async (
  { accountId }: Firm,
  to: User,
  { id: personId }: User,
  { plan = 'departure', cause = 'forbidden' }: { plan?: PlannedAct; cause?: string } = {},
) => (await stage.ask(getPlanRefusalLetter, { accountId, userId: to.id, plan, personId, cause })).letter;

it('tells who may deactivate and sees the person; not the person, nor who invites, nor who sees others alone', async () => {
  const firm = await stage.signUp();
  const { accountId, by, admin } = firm;
  const { liam, on } = await refusedLeaving(firm);
  const [ben, cem, dan] = [
    await member(firm, 'ben', ['users.read', 'users.deactivate']),
    await member(firm, 'cem', ['users.read', 'users.deactivate']),
    await member(firm, 'dan', ['users.read', 'users.invite']),
  ];
  await stage.ask(updateUser, {
    accountId,
    by,
    userId: cem.id,
    changes: { visibility: { users: [dan.id] } },
  });
  await stage.ask(updateUser, { accountId, by, userId: liam.id, changes: { globalAdmin: true } });
  expect(await told(firm, 'departure', liam)).toEqual([admin.id, ben.id].sort());
  expect(await letter(firm, ben, liam)).toMatchObject({
    ...{ sendTo: ben.email, on, cause: 'forbidden' },
    person: { id: liam.id, firstName: liam.firstName, lastName: liam.lastName },
  });
  for (const user of [cem, dan, liam]) expect(await letter(firm, user, liam)).toBeNull();
  await stage.ask(deactivateUser, { accountId, by, userId: ben.id });
  expect(await letter(firm, ben, liam)).toBeNull();
  const other = await stage.signUp();
  expect(await told(other, 'departure', liam)).toEqual([]);
  expect(await letter(other, other.admin, liam)).toBeNull();
});

it('has nothing to say once the leaving was taken back, or is refused for another cause', async () => {
  const firm = await stage.signUp();
  const { liam } = await refusedLeaving(firm);
  expect(await letter(firm, firm.admin, liam)).not.toBeNull();
  expect(await letter(firm, firm.admin, liam, { cause: 'last-global-admin' })).toBeNull();
  expect(await letter(firm, firm.admin, liam, { plan: 'arrival' })).toBeNull();
  await stage.ask(cancelDeparture, { accountId: firm.accountId, by: firm.by, userId: liam.id });
  expect(await letter(firm, firm.admin, liam)).toBeNull();
});

it('the events of the days after say that it was for the same cause, until there is another, or a new plan', async () => {
  const firm = await stage.signUp();
  const { accountId, by } = firm;
  const { liam, boss } = await refusedLeaving(firm);
  await nextDay();
  const again = () => stage.heard.of(departureRefused, accountId).map((each) => each.again ?? false);
  await eventually(() => expect(again()).toEqual([false, true]));
  await stage.ask(reactivateUser, { accountId, by, userId: boss.id });
  await stage.ask(planDeparture, { accountId, by: userActor(boss.id), userId: liam.id, on: tomorrow() });
  await stage.ask(deactivateUser, { accountId, by, userId: boss.id });
  await nextDay();
  await eventually(() => expect(again()).toEqual([false, true, false]));
});

it('a joining is told to who may invite, once for each cause', async () => {
  const firm = await stage.signUp();
  const { accountId, by, admin } = firm;
  const [ben, cem] = [
    await member(firm, 'ben', ['users.read', 'users.invite']),
    await member(firm, 'cem', ['users.read', 'users.deactivate']),
  ];
  const user = { username: `mei@${firm.slug}.example`, firstName: 'Mei', lastName: 'Tan' };
  const on = tomorrow();
  const mei = await stage.ask(inviteUser, { accountId, by, userId: newId('usr'), user, joinsOn: on });
  const decision = {
    ...{ accountId, by: userActor('usr_0000000operator') },
    operatorAccountId: 'acc_00000000operators',
  };
  await stage.ask(suspendAccount, {
    ...decision,
    commandId: newId('cmd'),
    suspension: { reason: 'Not paid' },
  });
  await nextDay();
  await nextDay();
  await stage.ask(resumeAccount, { ...decision, commandId: newId('cmd') });
  stage.licensing.unpaid.add(accountId);
  await nextDay();
  await eventually(() =>
    expect(stage.heard.of(userArrivalRefused, accountId).map(({ cause, again }) => [cause, again])).toEqual([
      ['account-suspended', undefined],
      ['account-suspended', true],
      ['payment-overdue', undefined],
    ]),
  );
  expect(await told(firm, 'arrival', mei)).toEqual([admin.id, ben.id].sort());
  const about = { plan: 'arrival', cause: 'payment-overdue' } as const;
  expect(await letter(firm, ben, mei, about)).toMatchObject({ on, person: { firstName: 'Mei' } });
  expect(await letter(firm, cem, mei, about)).toBeNull();
  expect(await letter(firm, ben, mei, { ...about, cause: 'account-suspended' })).toBeNull();
});
