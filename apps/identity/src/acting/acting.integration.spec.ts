import {
  affiliateEntered,
  authorizeActing,
  authorizeSession,
  banUser,
  deactivateUser,
  endSession,
  endSessions,
  enterAffiliate,
  isOperatorPermission,
  leaveParent,
  listAudit,
  Permission,
  releaseAffiliate,
  requirePasswordChange,
  resumeAccount,
  suspendAccount,
  updateAccount,
  updateGroup,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, TestClock } from '@seatkeeper/testing';
import jwt from 'jsonwebtoken';
import {
  companies,
  type Companies,
  groupWith,
  placeBelow,
  sessionOf,
} from '../../testing/group-of-companies.js';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

const HOUR_MS = 3_600_000;
const clock = new TestClock();
let stage: Stage;
let firms: Companies;
/** Of the top, with no more than it takes. */
let ann: User;
let group: string;
let session: string;
let count = 0;

beforeAll(async () => {
  stage = await startStage({ clock });
  firms = await companies(stage);
}, 90_000);
afterAll(() => stage.close());

beforeEach(async () => {
  const { top } = firms;
  group = await groupWith(stage, top, ['accounts.affiliates', 'users.read', 'users.invite']);
  ann = await top.join(`ann${(count += 1)}`, { groups: [group], visibility: 'everyone' });
  session = await sessionOf(stage, top, ann);
});

const enter = (home: Firm, { id }: Pick<User, 'id'>, sessionId: string, { accountId: affiliateId }: Firm) =>
  stage.ask(enterAffiliate, { accountId: home.accountId, by: userActor(id), sessionId, affiliateId });
const authorize = ({ accountId }: Firm, home = firms.top, user = ann, sessionId = session) =>
  stage.ask(authorizeActing, { accountId, homeAccountId: home.accountId, userId: user.id, sessionId });
const ended = refused('unauthenticated');

describe('going into an account', () => {
  it.each([
    ['top', ['left', 'right', 'low']],
    ['left', ['low']],
    ['right', []],
    ['low', []],
    ['stranger', []],
  ] as const)(
    '%s gets into %j, and nowhere else: not up, not sideways, not into itself',
    async (name, open) => {
      const home = firms[name];
      const own = await sessionOf(stage, home, home.admin);
      const names = Object.keys(firms) as (keyof Companies)[];
      for (const to of names) {
        const entered = () => enter(home, home.admin, own, firms[to]);
        const asked = () => authorize(firms[to], home, home.admin, own);
        if ((open as readonly string[]).includes(to)) {
          expect(await entered()).toMatchObject({ account: { id: firms[to].accountId }, expiresIn: 600 });
          expect(await asked()).toMatchObject({
            accountId: firms[to].accountId,
            homeAccountId: home.accountId,
          });
        } else {
          await expect(entered()).rejects.toMatchObject(refused('not-found'));
          await expect(asked()).rejects.toMatchObject(ended);
        }
      }
    },
  );

  it('gives a token that names the affiliate, the session and the own account, and what is held at home', async () => {
    const entered = await enter(firms.top, ann, session, firms.low);
    expect(jwt.decode(entered.accessToken)).toMatchObject({
      sub: ann.id,
      acc: firms.low.accountId,
      sid: session,
      hom: firms.top.accountId,
    });
    const held = ['accounts.affiliates', 'users.read', 'users.invite'];
    expect(entered.permissions.sort()).toEqual(held.sort());
    const caller = await authorize(firms.low);
    expect([...caller.permissions].sort()).toEqual(held);
    expect(caller).not.toHaveProperty('manages');
    // A session is nobody's in an account where it was not opened.
    const foreign = { accountId: firms.low.accountId, userId: ann.id, sessionId: session };
    await expect(stage.ask(authorizeSession, foreign)).rejects.toMatchObject(ended);
  });

  it('a global admin brings along all that can be held', async () => {
    const own = await sessionOf(stage, firms.top, firms.top.admin);
    const { permissions } = await authorize(firms.left, firms.top, firms.top.admin, own);
    expect(permissions).toEqual(Permission.options.filter((each) => !isOperatorPermission(each)));
  });

  it('takes the permission, a session of one’s own, and no session of a colleague', async () => {
    const { top, left } = firms;
    const ben = await top.join(`ben${count}`);
    const his = await sessionOf(stage, top, ben);
    await expect(enter(top, ben, his, left)).rejects.toMatchObject(refused('forbidden'));
    await expect(enter(top, ben, session, left)).rejects.toMatchObject(ended);
    await expect(authorize(left, top, ben, his)).rejects.toMatchObject(ended);
    await expect(authorize(left, top, ben, session)).rejects.toMatchObject(ended);
  });

  it('is told in both accounts, once an hour however often somebody comes', async () => {
    const { top, left } = firms;
    const told = ({ accountId }: Firm) =>
      stage.heard.of(affiliateEntered, accountId).filter(({ actor }) => actor.id === ann.id);
    const both = (times: number) =>
      eventually(() => expect([told(top).length, told(left).length]).toEqual([times, times]));
    for (let time = 1; time <= 3; time += 1) await enter(top, ann, session, left);
    await both(1);
    clock.advance(HOUR_MS);
    await enter(top, ann, session, left);
    await enter(top, ann, session, firms.right);
    await both(2);
    expect(told(left)[0]).toMatchObject({ actor: { id: ann.id, accountId: top.accountId } });
    expect(told(top)[0]?.actor).not.toHaveProperty('accountId');
    const entries = (accountId: string) =>
      stage.ask(listAudit, {
        accountId,
        filter: { actor: ann.id, action: 'identity.affiliate.entered' },
        page: {},
      });
    await eventually(async () => {
      const { items } = await entries(left.accountId);
      expect(items).toHaveLength(2);
      expect(items[0]).toMatchObject({
        actor: { type: 'user', id: ann.id, accountId: top.accountId },
        target: { kind: 'affiliate', id: left.accountId },
        detail: { homeAccount: 'Harbour Lane' },
      });
    });
  });
});

describe('acting ends at once', () => {
  const { top, left, low } = { top: () => firms.top, left: () => firms.left, low: () => firms.low };
  const inTop = () => ({ accountId: top().accountId, by: top().by });
  const again = () => placeBelow(stage, left(), top());

  const ends: [what: string, end: () => Promise<unknown>, undo: (() => Promise<unknown>) | null][] = [
    ['the session', () => stage.ask(endSession, { ...inTop(), userId: ann.id, sessionId: session }), null],
    ['all sessions', () => stage.ask(endSessions, { ...inTop(), userId: ann.id }), null],
    ['a ban', () => stage.ask(banUser, { ...inTop(), userId: ann.id, reason: 'Lost laptop' }), null],
    ['a deactivation', () => stage.ask(deactivateUser, { ...inTop(), userId: ann.id }), null],
    [
      'the permission',
      () => stage.ask(updateGroup, { ...inTop(), groupId: group, changes: { permissions: ['users.read'] } }),
      null,
    ],
    [
      'a demand for another password',
      () => stage.ask(requirePasswordChange, { ...inTop(), userId: ann.id }),
      null,
    ],
    [
      'a demand for a second factor at home',
      () => stage.ask(updateGroup, { ...inTop(), groupId: group, changes: { secondFactor: 'required' } }),
      null,
    ],
    ['a demand for one in the account', () => demand(low(), 'required'), () => demand(low(), 'optional')],
    [
      'the account above it being let go',
      () => stage.ask(releaseAffiliate, { ...inTop(), affiliateId: left().accountId }),
      again,
    ],
    [
      'the account above it leaving',
      () => stage.ask(leaveParent, { accountId: left().accountId, by: left().by }),
      again,
    ],
    [
      'the account leaving',
      () => stage.ask(leaveParent, { accountId: low().accountId, by: low().by }),
      () => placeBelow(stage, low(), left()),
    ],
  ];
  const demand = ({ accountId, by }: Firm, secondFactor: 'required' | 'optional') =>
    stage.ask(updateAccount, { accountId, by, changes: { policies: { secondFactor } } });

  it.each(ends)('with %s', async (_what, end, undo) => {
    expect(await authorize(low())).toMatchObject({ userId: ann.id });
    await end();
    await expect(authorize(low())).rejects.toMatchObject(ended);
    await expect(enter(top(), ann, session, low())).rejects.toMatchObject({ name: 'Fault' });
    await undo?.();
    if (undo) expect(await authorize(low())).toMatchObject({ userId: ann.id });
  });
});

it('nobody acts from above in an account that is suspended, nor from one that is', async () => {
  const { top, left, right } = firms;
  await enter(top, ann, session, left);
  const decision = (accountId: string) => ({
    accountId,
    by: userActor('usr_0000000operator'),
    operatorAccountId: 'acc_00000000operators',
    commandId: newId('cmd'),
  });
  const out = refused('account-suspended');
  await stage.ask(suspendAccount, { ...decision(left.accountId), suspension: { reason: 'Not paid' } });
  await expect(authorize(left)).rejects.toMatchObject(out);
  await expect(enter(top, ann, session, left)).rejects.toMatchObject(out);
  expect(await authorize(right)).toMatchObject({ userId: ann.id });
  await stage.ask(resumeAccount, decision(left.accountId));
  expect(await authorize(left)).toMatchObject({ userId: ann.id });
  await stage.ask(suspendAccount, { ...decision(top.accountId), suspension: { reason: 'Not paid' } });
  await expect(authorize(left)).rejects.toMatchObject(out);
  await stage.ask(resumeAccount, decision(top.accountId));
});
