import {
  createGroup,
  deleteGroup,
  forgetSso,
  inviteUser,
  sessionStarted,
  userActivated,
  userActor,
  userWaitListed,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { personOf, type SsoStage, startSsoStage } from '../../testing/sso-stage.js';
import { type Firm, refused } from '../../testing/stage.js';

let stage: SsoStage;
beforeAll(async () => {
  stage = await startSsoStage();
}, 60_000);
afterAll(() => stage.close());

const newcomers = (more: object = {}) => ({
  products: ['core'],
  groups: [],
  whenNoSeat: 'fail' as const,
  ...more,
});
const open = async (seats: number, more: object = {}) => {
  const firm = await stage.signUp(seats);
  return { firm, house: await stage.connect(firm, { newcomers: newcomers(more) }) };
};
const named = async (firm: Firm, name: string) =>
  (await firm.users()).filter(({ username }) => username === `${name}@${firm.slug}.example`);

describe('somebody new', () => {
  it('is made, with a seat and the groups of the connection, and is the same the next time', async () => {
    const firm = await stage.signUp(2);
    const { accountId, by } = firm;
    const group = await stage.ask(createGroup, {
      accountId,
      by,
      groupId: newId('grp'),
      group: { name: 'New', permissions: ['users.read'] },
    });
    await stage.connect(firm, { newcomers: newcomers({ groups: [group.id] }) });
    const sub = stage.knows(firm, 'ben');
    const caller = await stage.caller(await stage.signIn(firm, sub));
    expect(caller).toMatchObject({ permissions: ['users.read'] });
    const [ben, ...others] = await named(firm, 'ben');
    expect(others).toEqual([]);
    expect(ben).toMatchObject({
      id: caller.userId,
      status: 'active',
      firstName: 'Ben',
      lastName: 'Osei',
      userCode: expect.any(String),
      invitation: null,
      groups: [group.id],
      globalAdmin: false,
    });
    const seats = await firm.seats();
    expect(seats.do).toEqual(seats.should);
    expect(seats.do).toContain(caller.userId);
    expect((await stage.caller(await stage.signIn(firm, sub))).userId).toBe(caller.userId);
    await eventually(() =>
      expect(stage.heard.of(userActivated, accountId).map(({ actor }) => actor)).toContainEqual({
        type: 'system',
        id: 'single-sign-on',
      }),
    );
  });

  it('is made once, from however many tabs they come at the same time', async () => {
    const { firm } = await open(5);
    const sub = stage.knows(firm, 'ben');
    const { values, errors } = await race(6, () => stage.signIn(firm, sub));
    expect(errors).toEqual([]);
    const callers = await Promise.all(values.map((finished) => stage.caller(finished)));
    expect(new Set(callers.map(({ userId }) => userId)).size).toBe(1);
    expect(await named(firm, 'ben')).toHaveLength(1);
    const seats = await firm.seats();
    expect(seats.do).toEqual(seats.should);
    expect(
      stage.heard.of(userActivated, firm.accountId).filter(({ actor }) => actor.id === 'single-sign-on'),
    ).toHaveLength(1);
  });

  it('is one of two who come with one address at the same time', async () => {
    const { firm } = await open(5);
    const subs = [stage.knows(firm, 'ben'), stage.knows(firm, 'ben')];
    const { values, refusals } = await race(2, (n) => stage.signIn(firm, subs[n]!));
    expect([values.length, refusals]).toEqual([1, { 'sso-user-unknown': 1 }]);
    expect(await named(firm, 'ben')).toHaveLength(1);
  });

  it('is not made beside who is invited at the same moment', async () => {
    const { firm } = await open(5);
    const { accountId, by, slug } = firm;
    const user = { username: `ben@${slug}.example`, firstName: 'Ben', lastName: 'Osei' };
    await race<unknown>(2, (n) =>
      n === 0
        ? stage.signIn(firm, stage.knows(firm, 'ben'))
        : stage.ask(inviteUser, { accountId, by, userId: newId('usr'), user, whenNoSeat: 'fail' }),
    );
    expect(await named(firm, 'ben')).toHaveLength(1);
    const seats = await firm.seats();
    expect(seats.do).toEqual(seats.should);
  });

  it('is refused without a free seat, and nothing is left of it; with one they come in', async () => {
    const { firm } = await open(1);
    const sub = stage.knows(firm, 'ben');
    for (const _again of [1, 2])
      await expect(stage.signIn(firm, sub)).rejects.toMatchObject({
        ...refused('no-free-seat'),
        members: undefined,
      });
    expect(await named(firm, 'ben')).toEqual([]);
    await stage.licensing.purchase(firm.accountId, 'core', 1);
    await stage.signIn(firm, sub);
    expect(await named(firm, 'ben')).toMatchObject([{ status: 'active' }]);
  });

  it('waits for a seat where the connection says so, and comes in when there is one', async () => {
    const { firm } = await open(1, { whenNoSeat: 'wait' });
    const sub = stage.knows(firm, 'ben');
    for (const _again of [1, 2])
      await expect(stage.signIn(firm, sub)).rejects.toMatchObject({
        ...refused('sso-user-barred'),
        members: { userStatus: 'waiting' },
      });
    await eventually(() => expect(stage.heard.of(userWaitListed, firm.accountId)).toHaveLength(1));
    await stage.licensing.purchase(firm.accountId, 'core', 1);
    await eventually(async () => expect(await named(firm, 'ben')).toMatchObject([{ status: 'invited' }]));
    await stage.signIn(firm, sub);
    expect(await named(firm, 'ben')).toMatchObject([{ status: 'active', invitation: { state: 'accepted' } }]);
  });

  it('of many who race for the last seats, as many come in as there are', async () => {
    const { firm } = await open(3);
    const subs = Array.from({ length: 6 }, (_, n) => stage.knows(firm, `person${n}`));
    const { values, refusals } = await race(6, (n) => stage.signIn(firm, subs[n]!));
    expect([values.length, refusals]).toEqual([2, { 'no-free-seat': 4 }]);
    const seats = await firm.seats();
    expect(seats.do).toEqual(seats.should);
    expect(seats.do).toHaveLength(3);
  });

  it('gets no group that was deleted since', async () => {
    const firm = await stage.signUp(2);
    const { accountId, by } = firm;
    const groupId = newId('grp');
    await stage.ask(createGroup, { accountId, by, groupId, group: { name: 'Short', permissions: [] } });
    await stage.connect(firm, { newcomers: newcomers({ groups: [groupId] }) });
    await stage.ask(deleteGroup, { accountId, by, groupId });
    await stage.signIn(firm, stage.knows(firm, 'ben'));
    expect(await named(firm, 'ben')).toMatchObject([{ status: 'active', groups: [] }]);
  });

  it('is not made by an address that does not count, nor where the connection lets nobody new in', async () => {
    const { firm, house } = await open(5);
    const unproved = stage.knows(firm, 'ben', { email: 'ben@elsewhere.example' });
    await expect(stage.signIn(firm, unproved)).rejects.toMatchObject(refused('sso-user-unknown'));
    const unverified = stage.knows(firm, 'ben', { email_verified: false });
    await expect(stage.signIn(firm, unverified)).rejects.toMatchObject(refused('sso-user-unknown'));
    await stage.change(firm, house, { newcomers: null });
    await expect(stage.signIn(firm, stage.knows(firm, 'ben'))).rejects.toMatchObject(
      refused('sso-user-unknown'),
    );
    expect(await firm.users()).toHaveLength(1);
    expect(stage.heard.of(sessionStarted, firm.accountId)).toEqual([]);
  });
});

it('an identity is forgotten by whoever could become the user, and the next one of the address is remembered', async () => {
  const { firm } = await open(5);
  const { accountId, by } = firm;
  const first = stage.knows(firm, 'ben');
  const opened = await stage.signIn(firm, first);
  const { userId } = await stage.caller(opened);
  const bea = await firm.join('bea');
  await expect(
    stage.ask(forgetSso, { accountId, by: userActor(bea.id), userId: firm.admin.id }),
  ).rejects.toMatchObject(refused('forbidden'));
  await stage.ask(forgetSso, { accountId, by, userId });
  await expect(stage.caller(opened)).rejects.toMatchObject(refused('unauthenticated'));
  const second = await stage.signIn(firm, stage.knows(firm, 'ben'));
  expect(await stage.caller(second)).toMatchObject({ userId });
  await expect(stage.signIn(firm, first)).rejects.toMatchObject(refused('sso-user-unknown'));
});

it('whose identity was forgotten, and whose address changed since, is somebody new, made once however many tabs ask', async () => {
  const { firm } = await open(5);
  const { accountId, by } = firm;
  const sub = stage.knows(firm, 'ben');
  const { userId } = await stage.caller(await stage.signIn(firm, sub));
  await stage.ask(forgetSso, { accountId, by, userId });
  stage.provider.people.set(sub, personOf(firm, 'benjamin'));
  const { values } = await race(3, () => stage.signIn(firm, sub));
  const callers = await Promise.all(values.map((opened) => stage.caller(opened)));
  expect(values).toHaveLength(3);
  expect(new Set(callers.map((caller) => caller.userId)).size).toBe(1);
  expect(callers[0]!.userId).not.toBe(userId);
  expect(await named(firm, 'benjamin')).toMatchObject([{ id: callers[0]!.userId, status: 'active' }]);
  expect(await firm.user(userId)).toMatchObject({ username: `ben@${firm.slug}.example`, status: 'active' });

  // The same identity with another address at the same moment is the same person.
  stage.provider.people.set(sub, personOf(firm, 'bo'));
  expect(await stage.caller(await stage.signIn(firm, sub))).toMatchObject({ userId: callers[0]!.userId });
});
