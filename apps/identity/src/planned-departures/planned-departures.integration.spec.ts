import {
  cancelDeparture,
  countDepartures,
  deactivateUser,
  departureCancelled,
  departurePlanned,
  departureRefused,
  getDeparture,
  type Input,
  listAudit,
  listDepartures,
  listUserHistory,
  planDeparture,
  reactivateUser,
  updateUser,
  type User,
  userActor,
  userDeactivated,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock, type TestService } from '@seatkeeper/testing';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';
import { PlannedUsersRepository } from '../users/planned-users.repository.js';
import { DueDeparturesSweeper } from './due-departures.sweeper.js';

const START = '2027-01-31T12:00:00Z';
const DAY_MS = 86_400_000;

describe('a planned leaving', () => {
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

  const plan = (firm: Firm, { id: userId }: User, more: Partial<Input<typeof planDeparture>> = {}) =>
    stage.ask(planDeparture, { accountId: firm.accountId, by: firm.by, userId, on: inDays(30), ...more });
  const cancel = (firm: Firm, { id: userId }: User) =>
    stage.ask(cancelDeparture, { accountId: firm.accountId, by: firm.by, userId });
  const planned = async (firm: Firm, { id: userId }: User) =>
    (await stage.ask(getDeparture, { accountId: firm.accountId, userId })).departure;
  const sweep = () =>
    Promise.all([stage.identity, copy].map((service) => service.get(DueDeparturesSweeper).sweep()));
  const deactivations = (firm: Firm) => stage.heard.of(userDeactivated, firm.accountId);

  it('is done on its day, once, by whichever copy comes first, and hands the records over', async () => {
    const firm = await stage.signUp();
    const [liam, mei] = [await firm.join('liam'), await firm.join('mei')];
    const reassign = { reassignmentId: newId('rea'), plan: { to: mei.id } };
    const answer = await plan(firm, liam, { reason: 'Retires', reassign });
    expect(answer).toMatchObject({
      on: inDays(30),
      reason: 'Retires',
      reassign: { to: mei.id },
      refusal: null,
    });
    expect(await planned(firm, liam)).toEqual(answer);

    advanceDays(29);
    await sweep();
    expect(await firm.user(liam.id)).toMatchObject({ status: 'active' });
    advanceDays(1);
    await race(6, sweep);
    await sweep();
    expect(await firm.user(liam.id)).toMatchObject({ status: 'deactivated' });
    expect(await planned(firm, liam)).toBeNull();
    expect(stage.reassignment.runsFrom(liam.id)).toMatchObject([{ plan: { to: mei.id } }]);
    expect(await firm.seats()).toMatchObject({ do: [firm.admin.id, mei.id].sort() });
    await eventually(() =>
      expect(deactivations(firm)).toMatchObject([{ actor: firm.by, reason: 'Retires' }]),
    );
  });

  it('can be changed and taken back until then, and each is told, but not in the history that others may see', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam');
    await plan(firm, liam);
    await plan(firm, liam);
    await plan(firm, liam, { on: inDays(10) });
    advanceDays(9);
    await cancel(firm, liam);
    await cancel(firm, liam);
    advanceDays(40);
    await sweep();
    expect(await firm.user(liam.id)).toMatchObject({ status: 'active' });
    await eventually(() => expect(stage.heard.of(departureCancelled, firm.accountId)).toHaveLength(1));
    expect(stage.heard.of(departurePlanned, firm.accountId)).toHaveLength(2);
    const of = { accountId: firm.accountId };
    await eventually(async () => {
      const { items } = await stage.ask(listAudit, { ...of, filter: { target: liam.id }, page: {} });
      expect(items.filter(({ action }) => action.startsWith('identity.departure.'))).toHaveLength(3);
    });
    const { items } = await stage.ask(listUserHistory, { ...of, userId: liam.id, page: {} });
    expect(JSON.stringify(items)).not.toContain('departure');
  });

  it('a copy that froze with it in hand does nothing when it was taken back, or put off, meanwhile', async () => {
    const firm = await stage.signUp();
    const [liam, mei] = [await firm.join('liam'), await firm.join('mei')];
    for (const user of [liam, mei]) await plan(firm, user, { on: inDays(1) });
    // What the frozen copy has found, with the time that it found it at.
    const lists = stage.identity.get(PlannedUsersRepository);
    const found = await lists.due('departure', new Date(clock.now().getTime() + DAY_MS), 1_000);
    await cancel(firm, liam);
    await plan(firm, mei, { on: inDays(5) });
    advanceDays(1);
    const sweeper = stage.identity.get(DueDeparturesSweeper);
    const mine = found.filter(({ accountId }) => accountId === firm.accountId);
    expect(mine).toHaveLength(2);
    for (const user of mine) await sweeper.carryOut(user);
    for (const { id } of [liam, mei]) expect(await firm.user(id)).toMatchObject({ status: 'active' });
    expect(stage.heard.of(departureRefused, firm.accountId)).toEqual([]);
  });

  it('is refused on its day to who may not any more, says so, and is tried again every day', async () => {
    const firm = await stage.signUp();
    const [boss, liam] = [await firm.join('boss', { globalAdmin: true }), await firm.join('liam')];
    await plan(firm, liam, { by: userActor(boss.id), on: inDays(1) });
    await stage.ask(deactivateUser, { accountId: firm.accountId, by: firm.by, userId: boss.id });
    advanceDays(1);
    await sweep();
    await sweep();
    expect(await firm.user(liam.id)).toMatchObject({ status: 'active' });
    expect(await planned(firm, liam)).toMatchObject({
      refusal: { code: 'forbidden', detail: expect.stringContaining('users.deactivate') },
    });
    const refusals = () => stage.heard.of(departureRefused, firm.accountId);
    await eventually(() =>
      expect(refusals()).toMatchObject([{ userId: liam.id, cause: 'forbidden', actor: { type: 'system' } }]),
    );
    const { items } = await stage.ask(listDepartures, {
      accountId: firm.accountId,
      filter: { refused: true },
      page: {},
    });
    expect(items).toMatchObject([{ user: { id: liam.id } }]);

    await stage.ask(reactivateUser, { accountId: firm.accountId, by: firm.by, userId: boss.id });
    advanceDays(1);
    await sweep();
    expect(await firm.user(liam.id)).toMatchObject({ status: 'deactivated' });
    expect(refusals()).toHaveLength(1);
  });

  it('of the last global admin is refused when it is planned, and on its day', async () => {
    const firm = await stage.signUp();
    await expect(plan(firm, firm.admin)).rejects.toMatchObject(refused('last-global-admin'));
    const second = await firm.join('second', { globalAdmin: true });
    await plan(firm, second, { on: inDays(1) });
    const demoted = { accountId: firm.accountId, by: userActor(second.id), userId: firm.admin.id };
    await stage.ask(updateUser, { ...demoted, changes: { globalAdmin: false } });
    advanceDays(1);
    await sweep();
    expect(await firm.user(second.id)).toMatchObject({ status: 'active' });
    expect((await planned(firm, second))?.refusal).not.toBeNull();
  });

  it('of another global admin takes a proof when it is planned, and none on its day', async () => {
    const firm = await stage.signUp();
    const second = await firm.join('second', { globalAdmin: true });
    await plan(firm, second, { on: inDays(1) });
    advanceDays(1);
    await sweep();
    expect(await firm.user(second.id)).toMatchObject({ status: 'deactivated' });
  });

  it('is refused like the leaving itself, and for a day that is no day to come', async () => {
    const firm = await stage.signUp();
    const [liam, clerk, boss] = [
      await firm.join('liam'),
      await firm.join('clerk'),
      await firm.join('boss', { globalAdmin: true }),
    ];
    const nobody = { reassignmentId: newId('rea'), plan: { to: newId('usr') } };
    await expect(plan(firm, liam, { reassign: nobody })).rejects.toMatchObject(refused('validation-failed'));
    await expect(plan(firm, liam, { on: inDays(0) })).rejects.toMatchObject(refused('validation-failed'));
    await expect(plan(firm, boss, { by: userActor(clerk.id) })).rejects.toMatchObject(refused('forbidden'));
    const other = await stage.signUp();
    await expect(plan(other, liam)).rejects.toMatchObject(refused('not-found'));
    await expect(cancel(other, liam)).rejects.toMatchObject(refused('not-found'));
    expect(await planned(firm, liam)).toBeNull();
  });

  it('goes with who leaves before, and the list has the others in the order of their days', async () => {
    const firm = await stage.signUp();
    const people = [await firm.join('one'), await firm.join('two'), await firm.join('three')];
    for (const [n, user] of people.entries()) await plan(firm, user, { on: inDays(30 - n) });
    const [one, two, three] = people.map(({ id }) => id);
    const list = async (filter: Input<typeof listDepartures>['filter'] = {}) => {
      const { items } = await stage.ask(listDepartures, { accountId: firm.accountId, filter, page: {} });
      return items.map(({ user }) => user.id);
    };
    expect(await list()).toEqual([three, two, one]);
    expect(await list({ until: inDays(29) })).toEqual([three, two]);
    const freed = async (days: number, product = 'core') => {
      const before = new Date(clock.now().getTime() + days * DAY_MS).toISOString();
      return (await stage.ask(countDepartures, { accountId: firm.accountId, product, before })).items;
    };
    expect((await freed(29)).map(({ at, seats }) => [at.slice(0, 10), seats])).toEqual([
      [inDays(28), 1],
      [inDays(29), 1],
    ]);
    expect(await freed(29, 'contract')).toEqual([]);
    await stage.ask(deactivateUser, { accountId: firm.accountId, by: firm.by, userId: two! });
    expect(await list()).toEqual([three, one]);
    await stage.ask(reactivateUser, { accountId: firm.accountId, by: firm.by, userId: two! });
    expect(await list()).toEqual([three, one]);
    expect(await list({ refused: true })).toEqual([]);
  });
});
