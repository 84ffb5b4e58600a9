import {
  type Actor,
  banUser,
  createGroup,
  deactivateUser,
  type FaultCode,
  getInvitationLink,
  getUser,
  isOperatorPermission,
  leaveParent,
  listAudit,
  listUsers,
  Permission,
  reactivateUser,
  releaseAffiliate,
  type RequestContract,
  resendInvitation,
  sendPasswordReset,
  updateUser,
  type User,
  userUpdated,
  viewerOf,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { Bulk } from '../../testing/bulk.js';
import { companies, type Companies, from, groupWith, placeBelow } from '../../testing/group-of-companies.js';
import { refused, type Stage, startStage } from '../../testing/stage.js';

const all = Permission.options.filter((each) => !isOperatorPermission(each));
const people: Permission[] = [
  'accounts.affiliates',
  'users.read',
  'users.invite',
  'users.update',
  'users.ban',
];

let stage: Stage;
let firms: Companies;
/** Of the top: a helper with some permissions, and one who has them all without being a global admin. */
let ann: User;
let max: User;
/** Of the top as well: who may not go anywhere, and who has left. */
let plain: User;
let gone: User;
/** Of the account below: somebody who holds nothing, a second global admin, who holds what Ann does, and who holds more. */
let clerk: User;
let boss: User;
let peer: User;
let strong: User;
let strongGroup: string;
let invited: User;

beforeAll(async () => {
  stage = await startStage();
  firms = await companies(stage);
  const { top, left } = firms;
  const some = await groupWith(stage, top, people);
  const every = await groupWith(stage, top, all);
  ann = await top.join('ann', { groups: [some] });
  max = await top.join('max', { groups: [every] });
  plain = await top.join('plain', { groups: [await groupWith(stage, top, ['users.update'])] });
  gone = await top.join('gone', { groups: [every] });
  await stage.ask(deactivateUser, { accountId: top.accountId, by: top.by, userId: gone.id });
  const peers = await groupWith(stage, left, people);
  strongGroup = await groupWith(stage, left, ['audit.read']);
  clerk = await left.join('clerk');
  boss = await left.join('boss', { globalAdmin: true });
  peer = await left.join('peer', { groups: [peers] });
  strong = await left.join('strong', { groups: [strongGroup] });
  invited = await left.invite('invited');
}, 90_000);
afterAll(() => stage.close());

const change = (by: Actor, { id: userId }: User, changes: object) =>
  stage.ask(updateUser, { accountId: firms.left.accountId, by, userId, changes });
let titles = 0;
const retitle = (by: Actor, user: User) => change(by, user, { title: `Title ${(titles += 1)}` });
/** Such a change as one makes only of who holds no more. */
const regroup = (by: Actor, user: User) =>
  change(by, user, { locale: 'fr', groups: user.groups, firstName: `Name${(titles += 1)}` });

describe('who acts from above', () => {
  const annFrom = () => from(firms.top, ann);
  const maxFrom = () => from(firms.top, max);
  const adminFrom = () => from(firms.top, firms.top.admin);

  it('changes, invites and bans people, and the log of the account says whose user it was', async () => {
    const { left, top } = firms;
    const by = annFrom();
    expect(await retitle(by, clerk)).toMatchObject({ version: expect.any(Number) });
    const inLeft = { accountId: left.accountId, by };
    const newcomer = await left.invite('newcomer', { products: ['core'] }, { by });
    expect(newcomer).toMatchObject({ status: 'invited', accountId: left.accountId });
    expect(await stage.ask(banUser, { ...inLeft, userId: peer.id, reason: 'Lost laptop' })).toMatchObject({
      status: 'banned',
    });
    await eventually(async () => {
      const { items } = await stage.ask(listAudit, {
        accountId: left.accountId,
        filter: { actor: ann.id },
        page: {},
      });
      expect(items.map(({ action }) => action)).toEqual(
        expect.arrayContaining(['identity.user.updated', 'identity.user.invited', 'identity.user.banned']),
      );
      for (const { actor } of items)
        expect(actor).toEqual({ type: 'user', id: ann.id, accountId: top.accountId });
    });
    expect(stage.heard.of(userUpdated, top.accountId).filter(({ user }) => user.id === clerk.id)).toEqual([]);
    const letter = await stage.ask(getInvitationLink, {
      accountId: left.accountId,
      userId: newcomer.id,
      invitationId: newcomer.invitation!.id,
    });
    expect(JSON.stringify(letter)).toContain(`${ann.firstName} ${ann.lastName}`);
    const seats = await left.seats();
    expect(seats.do.sort()).toEqual(seats.should);
    expect(seats.do).toContain(newcomer.id);
  });

  it.each([
    ['the helper', annFrom, 'clerk', null],
    ['the helper', annFrom, 'peer', null],
    ['the helper', annFrom, 'strong', 'forbidden'],
    ['the helper', annFrom, 'admin', 'forbidden'],
    ['who holds everything', maxFrom, 'strong', null],
    ['who holds everything', maxFrom, 'admin', 'forbidden'],
    ['a global admin', adminFrom, 'strong', null],
    ['a global admin', adminFrom, 'admin', 'forbidden'],
  ] as const)('%s (%#): upon %s: %s', async (_who, by, whom, code) => {
    const { left } = firms;
    const target = { clerk, peer, strong, admin: boss }[whom];
    const acts: [RequestContract, object][] = [
      [deactivateUser, {}],
      [reactivateUser, {}],
      [banUser, { reason: 'Lost laptop' }],
    ];
    const before = await left.user(target.id);
    for (const [contract, more] of acts) {
      const done = stage.ask(contract, { accountId: left.accountId, by: by(), userId: target.id, ...more });
      if (code) await expect(done).rejects.toMatchObject(refused(code));
      else await done;
    }
    const after = await left.user(target.id);
    if (code) expect(after).toEqual({ ...before, lastActiveAt: after.lastActiveAt });
    else expect(after.status).toBe('banned');
  });

  it('hands on what they hold at home and no more, and the role never', async () => {
    const { left } = firms;
    const { accountId } = left;
    const create = (by: Actor, permissions: Permission[]) =>
      stage.ask(createGroup, {
        accountId,
        by,
        groupId: newId('grp'),
        group: { name: newId('grp'), permissions },
      });
    const { id: own } = await create(annFrom(), ['users.read', 'users.invite']);
    expect(await change(annFrom(), clerk, { groups: [own] })).toMatchObject({ groups: [own] });
    await expect(create(annFrom(), ['users.read', 'audit.read'])).rejects.toMatchObject(refused('forbidden'));
    await expect(change(annFrom(), clerk, { groups: [own, strongGroup] })).rejects.toMatchObject(
      refused('forbidden'),
    );
    await create(adminFrom(), all);
    for (const by of [annFrom(), maxFrom(), adminFrom()]) {
      await expect(change(by, clerk, { globalAdmin: true })).rejects.toMatchObject(refused('forbidden'));
      await expect(change(by, boss, { globalAdmin: false })).rejects.toMatchObject({ name: 'Fault' });
      await expect(left.invite(newId('usr'), { globalAdmin: true }, { by })).rejects.toMatchObject(
        refused('forbidden'),
      );
    }
    expect((await left.user(clerk.id)).globalAdmin).toBe(false);
  });

  it('becomes nobody: names and addresses are theirs to correct only of who is invited', async () => {
    const { accountId, slug } = firms.left;
    const other = () => `${newId('usr')}@${slug}.example`;
    for (const by of [annFrom(), adminFrom()]) {
      for (const changes of [{ email: other() }, { username: other() }])
        await expect(change(by, strong, changes)).rejects.toMatchObject(refused('forbidden'));
      await expect(stage.ask(sendPasswordReset, { accountId, by, userId: clerk.id })).rejects.toMatchObject(
        refused('forbidden'),
      );
      expect(await change(by, invited, { email: other() })).toMatchObject({ status: 'invited' });
      await stage.ask(resendInvitation, { accountId, by, userId: invited.id });
    }
  });

  it('sees everybody who sees everybody at home, and otherwise nobody, whatever is named there', async () => {
    const { left, top } = firms;
    const seen = async (user: User) => {
      const { accountId } = left;
      const viewer = viewerOf(from(top, user));
      const { items } = await stage.ask(listUsers, { accountId, viewer, filter: {}, page: { limit: 200 } });
      const one = stage.ask(getUser, { accountId, userId: clerk.id, viewer }).then(
        ({ id }) => id,
        ({ code }: { code: FaultCode }) => code,
      );
      return { total: items.length, one: await one };
    };
    const { total } = await seen(ann);
    expect(total).toBe((await left.users()).length);
    expect(await seen(ann)).toEqual({ total, one: clerk.id });
    for (const visibility of ['self', 'team', { users: [max.id] }] satisfies User['visibility'][]) {
      await stage.ask(updateUser, {
        accountId: top.accountId,
        by: top.by,
        userId: ann.id,
        changes: { visibility },
      });
      expect(await seen(ann)).toEqual({ total: 0, one: 'not-found' });
      await expect(retitle(from(top, ann), clerk)).rejects.toMatchObject(refused('not-found'));
    }
    await stage.ask(updateUser, {
      accountId: top.accountId,
      by: top.by,
      userId: ann.id,
      changes: { visibility: 'everyone' },
    });
    expect(await seen(ann)).toEqual({ total, one: clerk.id });
  });
});

describe('nobody else acts in an account', () => {
  const others: [who: string, by: () => Actor][] = [
    ['somebody beside it', () => from(firms.right, firms.right.admin)],
    ['somebody below it', () => from(firms.low, firms.low.admin)],
    ['a stranger', () => from(firms.stranger, firms.stranger.admin)],
    ['who is above, named as one of its own', () => ({ type: 'user', id: firms.top.admin.id })],
    ['who is of the account, named as one from above', () => from(firms.top, firms.left.admin)],
    ['one from above, named as of a firm in between', () => from(firms.left, firms.top.admin)],
    ['one from above without the permission', () => from(firms.top, plain)],
    ['one from above who has left', () => from(firms.top, gone)],
    ['an API key from above', () => ({ ...from(firms.top, firms.top.admin), keyId: newId('key') })],
  ];

  it.each(others)('%s finds nobody, and hands nothing on', async (_who, by) => {
    const { accountId } = firms.left;
    const { items } = await stage.ask(listUsers, { accountId, viewer: viewerOf(by()), filter: {}, page: {} });
    expect(items).toEqual([]);
    await expect(retitle(by(), clerk)).rejects.toMatchObject(refused('not-found'));
    await expect(regroup(by(), peer)).rejects.toMatchObject(refused('not-found'));
    const made = stage.ask(createGroup, {
      ...{ accountId, by: by(), groupId: newId('grp') },
      group: { name: newId('grp'), permissions: ['users.read'] },
    });
    await expect(made).rejects.toMatchObject(refused('forbidden'));
    const grouped = firms.left.invite(newId('usr'), { groups: [strongGroup] }, { by: by() });
    await expect(grouped).rejects.toMatchObject(refused('forbidden'));
  });

  it('no longer when the account has left, also of what was begun before', async () => {
    const { top, left } = firms;
    const { accountId } = left;
    const by = from(top, firms.top.admin);
    await retitle(by, clerk);
    const bulk = new Bulk(stage);
    const ids = await bulk.people(left, 120);
    const started = await bulk.start(left, { action: 'ban', reason: 'Strike', select: { ids } }, { by });
    await stage.ask(leaveParent, { accountId, by: left.by });
    await expect(retitle(by, clerk)).rejects.toMatchObject(refused('not-found'));
    const job = await bulk.ended(left, started);
    expect(job).toMatchObject({ state: 'stopped', by });
    expect(job.progress.refused).toBeGreaterThan(0);
    await placeBelow(stage, left, top);
    await retitle(by, clerk);
    await stage.ask(releaseAffiliate, { accountId: top.accountId, by: top.by, affiliateId: accountId });
    await expect(retitle(by, clerk)).rejects.toMatchObject(refused('not-found'));
  });
});
