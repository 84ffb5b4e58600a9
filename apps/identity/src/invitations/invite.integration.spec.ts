import {
  createGroup,
  getUser,
  invitationIssued,
  seatClaimed,
  seatFreed,
  userActivated,
  userActor,
  userInvited,
} from '@seatkeeper/contracts';
import { derivedId, newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { refused, type Stage, startStage } from '../../testing/stage.js';

describe('an invitation', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  it('holds a seat and is told once, with a code made of the name', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam', { department: 'Litigation', offices: ['Montréal'] });
    expect(liam).toMatchObject({
      status: 'invited',
      userCode: 'LOS',
      products: ['core'],
      invitation: { state: 'open', sentTo: liam.username, mail: { state: 'queued' } },
    });
    expect(await firm.seats()).toEqual({
      should: [firm.admin.id, liam.id].sort(),
      do: [firm.admin.id, liam.id].sort(),
    });
    await eventually(() => expect(stage.heard.of(invitationIssued, firm.accountId)).toHaveLength(1));
    const [issued] = stage.heard.of(invitationIssued, firm.accountId);
    expect(issued).toMatchObject({ userId: liam.id, invitedBy: 'Ada Quill', accountName: 'Harbour Lane' });
    expect(JSON.stringify(issued)).not.toMatch(/token|password/i);
    expect(stage.heard.of(userInvited, firm.accountId)).toHaveLength(1);
  });

  it('sixty race for ten seats: ten are invited, fifty hear no-free-seat, and nothing is left behind', async () => {
    const firm = await stage.signUp(11);
    const { values, refusals, errors } = await race(60, (n) => firm.invite(`racer${n}`));
    expect(values).toHaveLength(10);
    expect(refusals).toEqual({ 'no-free-seat': 50 });
    expect(errors[0]).toMatchObject({ members: { product: 'core', purchased: 11, used: 11 } });
    expect(await firm.users()).toHaveLength(11);
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
    expect(held).toHaveLength(11);
    expect(new Set(values.map(({ userCode }) => userCode)).size).toBe(10);
    await eventually(() => expect(stage.heard.of(invitationIssued, firm.accountId)).toHaveLength(10));
  });

  it('sent eight times at once with one id makes one user, one seat and one mail', async () => {
    const firm = await stage.signUp();
    const userId = newId('usr');
    const { values } = await race(8, () => firm.invite('liam', {}, { userId }));
    expect(values).toHaveLength(8);
    expect(
      new Set(values.map(({ id, userCode, invitation }) => `${id} ${userCode} ${invitation?.id}`)).size,
    ).toBe(1);
    await eventually(() => expect(stage.heard.of(invitationIssued, firm.accountId)).toHaveLength(1));
    expect(stage.heard.of(seatClaimed, firm.accountId).filter((seat) => seat.userId === userId)).toHaveLength(
      1,
    );
  });

  it('of one username by ten at once makes one user; the others hear that it is taken', async () => {
    const firm = await stage.signUp(20);
    const { values, refusals } = await race(10, () => firm.invite('liam'));
    expect(values).toHaveLength(1);
    expect(refusals).toEqual({ 'username-taken': 9 });
    expect((await firm.seats()).do).toHaveLength(2);
  });

  it('takes a username in any case as the same', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    const again = firm.invite('other', { username: liam.username.toUpperCase() });
    await expect(again).rejects.toMatchObject(refused('username-taken'));
  });

  it('at an address that has an open invitation is refused, and gives its seat back', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    const twin = firm.invite('liam2', { email: liam.email.toUpperCase() });
    await expect(twin).rejects.toMatchObject(refused('validation-failed'));
    const { values, refusals } = await race(5, (n) =>
      firm.invite(`twin${n}`, { email: 'one@inbox.example' }),
    );
    expect([values.length, refusals]).toEqual([1, { 'validation-failed': 4 }]);
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
    expect(held).toHaveLength(3);
  });

  it('for two products holds a seat of each, or none', async () => {
    const firm = await stage.signUp();
    const both = { products: ['core', 'contract'] };
    await expect(firm.invite('liam', both)).rejects.toMatchObject({
      ...refused('no-free-seat'),
      members: { product: 'contract', purchased: 0, used: 0 },
    });
    expect((await firm.seats()).do).toEqual([firm.admin.id]);
    await stage.licensing.purchase(firm.accountId, 'contract', 1);
    const liam = await firm.invite('liam', both);
    expect(stage.licensing.holders(firm.accountId, 'contract')).toEqual([liam.id]);
  });

  it('for a product nobody knows leaves nothing behind', async () => {
    const firm = await stage.signUp();
    await expect(firm.invite('liam', { products: ['nonsense'] })).rejects.toMatchObject(
      refused('unknown-product'),
    );
    expect(await firm.users()).toHaveLength(1);
  });

  it('of a machine needs no seat and makes no invitation', async () => {
    const firm = await stage.signUp(1);
    const robot = await firm.invite('robot', { type: 'service' });
    expect(robot).toMatchObject({ status: 'active', invitation: null });
    expect((await firm.seats()).do).toEqual([firm.admin.id]);
    await eventually(() =>
      expect(stage.heard.of(userActivated, firm.accountId).map(({ user }) => user.id)).toContain(robot.id),
    );
  });

  it('gives codes out once: the same name twice is JDO and JDO2', async () => {
    const firm = await stage.signUp();
    const jane = { firstName: 'Jane', lastName: 'Doe' };
    const codes = [await firm.invite('jane1', jane), await firm.invite('jane2', jane)].map(
      (user) => user.userCode,
    );
    expect(codes).toEqual(['JDO', 'JDO2']);
  });

  it('by who is no global admin makes none, and grants no permission they do not hold', async () => {
    const firm = await stage.signUp();
    const { accountId, by } = firm;
    const groupId = newId('grp');
    const group = { name: 'Bans', permissions: ['users.ban' as const] };
    await stage.ask(createGroup, { accountId, by, groupId, group });
    const clerk = userActor((await firm.join('clerk')).id);
    await expect(firm.invite('x', { globalAdmin: true }, { by: clerk })).rejects.toMatchObject(
      refused('forbidden'),
    );
    await expect(firm.invite('x', { groups: [groupId] }, { by: clerk })).rejects.toMatchObject({
      ...refused('forbidden'),
      members: { permission: 'users.ban' },
    });
    await expect(firm.invite('x', { groups: [newId('grp')] })).rejects.toMatchObject({
      ...refused('validation-failed'),
      errors: [{ path: 'groups[0]' }],
    });
    expect(await firm.invite('x', { groups: [groupId], globalAdmin: true })).toMatchObject({
      groups: [groupId],
    });
  });

  it('that licensing does not answer ends by itself, invited', async () => {
    const firm = await stage.signUp();
    const userId = newId('usr');
    stage.licensing.outage = true;
    await expect(firm.invite('liam', {}, { userId })).rejects.toMatchObject(refused('service-unavailable'));
    expect(await stage.ask(getUser, { accountId: firm.accountId, userId })).toMatchObject({
      status: 'pending',
    });
    stage.licensing.outage = false;
    await eventually(async () =>
      expect(await stage.ask(getUser, { accountId: firm.accountId, userId })).toMatchObject({
        status: 'invited',
      }),
    );
    expect(await firm.invite('liam', {}, { userId })).toMatchObject({ id: userId, status: 'invited' });
  });

  it('that licensing does not answer ends by itself, removed when there is no seat', async () => {
    const firm = await stage.signUp(1);
    const userId = newId('usr');
    stage.licensing.outage = true;
    await expect(firm.invite('liam', {}, { userId })).rejects.toMatchObject(refused('service-unavailable'));
    stage.licensing.outage = false;
    await eventually(async () => expect(await firm.users()).toHaveLength(1));
    await eventually(() =>
      expect(stage.ask(getUser, { accountId: firm.accountId, userId })).rejects.toMatchObject(
        refused('not-found'),
      ),
    );
    expect(stage.heard.of(seatFreed, firm.accountId)).toEqual([]);
  });

  it('belongs to one account: another does not find the user', async () => {
    const [firm, other] = [await stage.signUp(), await stage.signUp()];
    const liam = await firm.invite('liam');
    const lookup = stage.ask(getUser, { accountId: other.accountId, userId: liam.id });
    await expect(lookup).rejects.toMatchObject(refused('not-found'));
    const stolen = derivedId('usr', liam.id);
    await expect(other.invite('liam', {}, { userId: stolen })).resolves.toMatchObject({
      accountId: other.accountId,
    });
  });
});
