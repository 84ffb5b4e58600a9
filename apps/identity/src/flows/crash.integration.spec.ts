// First: it says where to crash.
import { POINTS } from '../../testing/crash-points.js';
import { jest } from '@jest/globals';
import {
  banUser,
  deactivateUser,
  type EventContract,
  getOffboarding,
  getReplacement,
  invitationIssued,
  inviteArrival,
  inviteUser,
  reactivateUser,
  replaceUser,
  updateUser,
  type User,
  userActor,
  userBanned,
  userDeactivated,
  userInvited,
  userReactivated,
  userReplaced,
  userUpdated,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, TestClock } from '@seatkeeper/testing';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';
import { WaitListsService } from '../invitations/wait-lists.service.js';
import { ReconciliationService } from '../seats/reconciliation.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { FlowsSweeper } from './flows.sweeper.js';

/**
 * A kill is played by an error that nothing in a flow catches: what came before it is done, what comes after it
 * never happens. Then the lease runs out, and a sweeper goes on, into the next kill.
 */
describe('a process that dies at every step of a flow in turn', () => {
  const clock = new TestClock();
  let stage: Stage;
  let kills = 0;

  beforeAll(async () => {
    jest.spyOn(process, 'kill').mockImplementation(() => {
      kills += 1;
      throw new Error('killed');
    });
    stage = await startStage({ clock });
  });
  afterAll(async () => {
    await stage.close();
    jest.restoreAllMocks();
  });
  beforeEach(() => {
    kills = 0;
  });

  const restart = async () => {
    clock.advance(60_000);
    await stage.identity.get(FlowsSweeper).sweep();
  };
  const survive = async (points: readonly string[], act: () => Promise<unknown>) => {
    await act().catch(() => undefined);
    for (let expected = 1; expected <= points.length; expected += 1) {
      await eventually(() => expect(kills).toBe(expected));
      await restart();
    }
  };
  const atRest = async (firm: Firm) => {
    const users = stage.identity.get(UsersRepository);
    const inFlow = () => users.flows.abandoned(new Date('2999-01-01'), 100);
    await eventually(async () => expect(await inFlow()).toEqual([]));
    for (const product of ['core', 'contract']) {
      const { should, do: held } = await firm.seats(product);
      expect(held).toEqual(should);
    }
  };
  const said = (firm: Firm, contract: EventContract, { id }: Pick<User, 'id'>) =>
    stage.heard
      .of(contract, firm.accountId)
      .filter(
        (data) => (data as { user?: User }).user?.id === id || (data as { userId?: string }).userId === id,
      );
  const command = (firm: Firm, { id: userId }: Pick<User, 'id'>) => ({
    accountId: firm.accountId,
    by: firm.by,
    userId,
  });

  it('invites once', async () => {
    const firm = await stage.signUp();
    const id = newId('usr');
    await survive(POINTS.invite, () => firm.invite('liam', {}, { userId: id }));
    await atRest(firm);
    expect(await firm.user(id)).toMatchObject({ status: 'invited', invitation: { state: 'open' } });
    await eventually(() => expect(said(firm, invitationIssued, { id })).toHaveLength(1));
    expect(said(firm, userInvited, { id })).toHaveLength(1);
  });

  it('invites once who was to join later', async () => {
    const firm = await stage.signUp();
    const mei = await stage.ask(inviteUser, {
      ...{ accountId: firm.accountId, by: firm.by, userId: newId('usr'), joinsOn: '2031-06-30' },
      user: { username: `mei@${firm.slug}.example`, firstName: 'Mei', lastName: 'Sato' },
    });
    await survive(POINTS.arrive, () => stage.ask(inviteArrival, command(firm, mei)));
    await atRest(firm);
    expect(await firm.user(mei.id)).toMatchObject({ status: 'invited', joinsOn: null });
    expect((await firm.seats()).do).toContain(mei.id);
    await eventually(() => expect(said(firm, invitationIssued, mei)).toHaveLength(1));
    expect(said(firm, userInvited, mei)).toHaveLength(1);
  });

  it('lets somebody off the wait list once', async () => {
    const firm = await stage.signUp(1);
    const ann = await firm.invite('ann', {}, { whenNoSeat: 'wait' });
    // Not by the event: the kill is to hit this round.
    stage.licensing.grant(firm.accountId, 'core', 1);
    await survive(POINTS.waitList, () => stage.identity.get(WaitListsService).serve(firm.accountId));
    await atRest(firm);
    expect(await firm.user(ann.id)).toMatchObject({ status: 'invited' });
    await eventually(() => expect(said(firm, invitationIssued, ann)).toHaveLength(1));
  });

  it('deactivates once, with sessions, seat and records', async () => {
    const firm = await stage.signUp();
    const [liam, mei] = [await firm.join('liam', { globalAdmin: true }), await firm.join('mei')];
    const reassign = { reassignmentId: newId('rea'), plan: { to: mei.id } };
    const deactivate = () => stage.ask(deactivateUser, { ...command(firm, liam), reassign });
    await survive(POINTS.deactivate, deactivate);
    await atRest(firm);
    expect(await deactivate()).toMatchObject({ seatsFreed: 1, reassignmentId: reassign.reassignmentId });
    await eventually(() => expect(said(firm, userDeactivated, liam)).toHaveLength(1));
    expect(stage.reassignment.runsFrom(liam.id)).toHaveLength(1);
    const { accountId } = firm;
    const { report } = await stage.ask(getOffboarding, { accountId, userId: liam.id });
    expect(report).toMatchObject({ sessionsEnded: 1, seats: { freed: 1, products: ['core'] } });
    expect(report.steps.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'running']);
    // Out of the count of admins too: the other one is the last.
    const last = stage.ask(deactivateUser, command(firm, firm.admin));
    await expect(last).rejects.toMatchObject(refused('last-global-admin'));
  });

  it('reactivates once, and counts the admin again', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam', { globalAdmin: true });
    await stage.ask(deactivateUser, command(firm, liam));
    await survive(POINTS.reactivate, () => stage.ask(reactivateUser, command(firm, liam)));
    await atRest(firm);
    await eventually(() => expect(said(firm, userReactivated, liam)).toHaveLength(1));
    const gone = await stage.ask(deactivateUser, { ...command(firm, firm.admin), by: userActor(liam.id) });
    expect(gone.seatsFreed).toBe(1);
  });

  it('changes products and role once', async () => {
    const firm = await stage.signUp();
    await stage.licensing.purchase(firm.accountId, 'contract', 1);
    const liam = await firm.join('liam');
    const changes = { products: ['contract'], globalAdmin: true, title: 'Partner' };
    await survive(POINTS.update, () => stage.ask(updateUser, { ...command(firm, liam), changes }));
    await atRest(firm);
    expect(await firm.user(liam.id)).toMatchObject(changes);
    await eventually(() => expect(said(firm, userUpdated, liam)).toHaveLength(1));
    const gone = await stage.ask(deactivateUser, { ...command(firm, firm.admin), by: userActor(liam.id) });
    expect(gone.user.status).toBe('deactivated');
  });

  it('replaces once, without a free seat', async () => {
    const firm = await stage.signUp(3);
    const liam = await firm.join('liam', { globalAdmin: true });
    const report = await firm.join('report', { reportsTo: liam.id });
    const request = {
      ...command(firm, liam),
      commandId: newId('cmd'),
      replacement: { newUser: { username: `mei@${firm.slug}.example`, firstName: 'Mei', lastName: 'Sato' } },
      newUserId: newId('usr'),
      reassignmentId: newId('rea'),
      copy: [],
    };
    await survive(POINTS.replace, () => stage.ask(replaceUser, request));
    await atRest(firm);
    expect(await stage.ask(replaceUser, request)).toMatchObject({
      user: { status: 'deactivated' },
      replacement: { status: 'invited', invitation: { state: 'open' } },
      seatsSwapped: 1,
      reassignmentId: request.reassignmentId,
    });
    expect(await firm.user(report.id)).toMatchObject({ reportsTo: request.newUserId });
    await eventually(() => expect(said(firm, userReplaced, liam)).toHaveLength(1));
    await eventually(() => expect(said(firm, invitationIssued, { id: request.newUserId })).toHaveLength(1));
    expect(stage.reassignment.runsFrom(liam.id)).toHaveLength(1);
    const { report: told } = await stage.ask(getReplacement, { accountId: firm.accountId, userId: liam.id });
    expect(told).toMatchObject({
      successor: { id: request.newUserId, isNew: true },
      seats: { swapped: 1 },
      directReports: { count: 1, people: [report.id] },
      steps: [{ state: 'done' }, { state: 'done' }, { state: 'done' }, { state: 'running' }],
    });
  });

  it('bans a global admin once', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam', { globalAdmin: true });
    await survive(POINTS.ban, () => stage.ask(banUser, { ...command(firm, liam), reason: 'Lost laptop' }));
    await atRest(firm);
    expect(await firm.user(liam.id)).toMatchObject({ status: 'banned' });
    await eventually(() => expect(said(firm, userBanned, liam)).toHaveLength(1));
  });

  it('needs nobody to ask again: what an outage left is gone on with when it is over', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam');
    stage.licensing.outage = true;
    const leaving = stage.ask(deactivateUser, command(firm, liam));
    await expect(leaving).rejects.toMatchObject(refused('service-unavailable'));
    stage.licensing.outage = false;
    clock.advance(60_000);
    await atRest(firm);
    expect(await firm.user(liam.id)).toMatchObject({ status: 'deactivated' });
    await eventually(() => expect(said(firm, userDeactivated, liam)).toHaveLength(1));
  });

  it('gives back at once what a licensing that died had taken of one product, where another has no seat left', async () => {
    const firm = await stage.signUp(1);
    await stage.licensing.purchase(firm.accountId, 'contract', 1);
    const id = newId('usr');
    stage.licensing.outage = true;
    const invite = firm.invite('liam', { products: ['contract', 'core'] }, { userId: id });
    await expect(invite).rejects.toMatchObject(refused('service-unavailable'));
    stage.licensing.hold(firm.accountId, 'contract', id, clock.now());
    stage.licensing.outage = false;
    await restart();
    await expect(firm.user(id)).rejects.toMatchObject(refused('not-found'));
    expect(stage.licensing.holders(firm.accountId, 'contract')).toEqual([]);
  });

  it('leaves no seat behind when a claim that was given up is carried out late', async () => {
    const firm = await stage.signUp(1);
    const id = newId('usr');
    stage.licensing.outage = true;
    const invite = firm.invite('liam', {}, { userId: id });
    await expect(invite).rejects.toMatchObject(refused('service-unavailable'));
    stage.licensing.outage = false;
    await restart();
    await expect(firm.user(id)).rejects.toMatchObject(refused('not-found'));
    stage.licensing.hold(firm.accountId, 'core', id, clock.now());
    clock.advance(10_000);
    await stage.identity.get(ReconciliationService).settleDoubts();
    await atRest(firm);
  });
});
