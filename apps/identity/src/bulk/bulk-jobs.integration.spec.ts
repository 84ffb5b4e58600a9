import {
  acceptInvitation,
  banUser,
  type BulkWish,
  bulkJobFinished,
  bulkJobStarted,
  bulkJobCancelled,
  cancelBulkJob,
  getBulkJob,
  listAudit,
  listBulkJobs,
  previewBulkJob,
  retryBulkJob,
  startBulkJob,
  systemActor,
  updateGroup,
  userActor,
  userBanned,
} from '@seatkeeper/contracts';
import { collectionToken, Leases, openFrom, type TenantCollection } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, itIsWorkedOnByOneAtATime, race } from '@seatkeeper/testing';
import type { z } from 'zod';
import { Bulk, told } from '../../testing/bulk.js';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';
import { UsersRepository } from '../users/users.repository.js';
import { progressOf } from './bulk-jobs.js';
import {
  bulkItems,
  bulkJobLease,
  bulkJobs,
  type StoredBulkItem,
  type StoredBulkJob,
} from './bulk-jobs.schema.js';

type Wish = z.input<typeof BulkWish>;
const MOST = 300;
const DAY_MS = 86_400_000;

describe('a bulk job', () => {
  let stage: Stage;
  let bulk: Bulk;
  let firm: Firm;

  beforeAll(async () => {
    stage = await startStage({ settings: { BULK_USERS: String(MOST) } });
    bulk = new Bulk(stage);
  });
  beforeEach(async () => {
    firm = await stage.signUp(20);
  });
  afterAll(() => stage.close());

  const ban = (ids: string[]): Wish => ({ action: 'ban', reason: 'Lost laptop', select: { ids } });
  const asked = (jobId: string) => ({ accountId: firm.accountId, by: firm.by, jobId });
  const jobs = () => stage.identity.get<TenantCollection<StoredBulkJob>>(collectionToken(bulkJobs));
  const results = () => stage.identity.get<TenantCollection<StoredBulkItem>>(collectionToken(bulkItems));
  const bans = () => stage.heard.of(userBanned, firm.accountId).map(({ user }) => user.id);

  it('bans those it can, refuses the others as the single call does, and tries those again once that is mended', async () => {
    const able = await bulk.people(firm, 7);
    const invited = await firm.invite('liam');
    const other = await stage.signUp();
    const everybody = [...able, invited.id, other.admin.id, firm.admin.id, able[0] ?? ''];
    const job = await bulk.done(firm, ban(everybody));
    expect(job).toMatchObject({
      action: 'ban',
      details: { reason: 'Lost laptop' },
      state: 'finished',
      progress: { total: 10, waiting: 0, done: 7, unchanged: 0, refused: 3 },
      by: firm.by,
      retriedBy: null,
    });
    const [wrong, missing, last] = job.results.items.slice(7);
    expect(wrong).toEqual({
      userId: invited.id,
      username: invited.username,
      outcome: 'refused',
      refusal: { code: 'wrong-status', detail: 'A user who is invited cannot be banned.' },
    });
    expect(missing).toMatchObject({ userId: other.admin.id, username: null, refusal: { code: 'not-found' } });
    // Oneself comes last, and would have left the account with nobody.
    expect(last).toMatchObject({ userId: firm.admin.id, refusal: { code: 'last-global-admin' } });
    expect(await stage.identity.get(UsersRepository).find(other.accountId, other.admin.id)).toMatchObject({
      status: 'active',
    });
    await eventually(() => expect(bans().toSorted()).toEqual(able.toSorted()));

    await stage.ask(acceptInvitation, { token: await firm.link(invited), password: PASSWORD });
    const command = { ...asked(job.id), commandId: newId('cmd') };
    const stored = () => jobs().findById(firm.accountId, job.id);
    const { listId } = (await stored())!;
    // Begun long ago: it would be forgotten soon.
    const soon = new Date(Date.now() + 600_000);
    await jobs().touch(firm.accountId, { _id: job.id }, { $set: { purgeAt: soon } });
    await results().updateMany(firm.accountId, { listId }, { $set: { purgeAt: soon } });
    const retried = await stage.ask(retryBulkJob, command);
    expect(retried).toMatchObject({ id: job.id, retriedBy: firm.by, progress: { waiting: 3, done: 7 } });
    const again = await bulk.ended(firm, job);
    expect(again.progress).toEqual({ total: 10, waiting: 0, done: 8, unchanged: 0, refused: 2 });
    const { purgeAt } = (await stored())!;
    expect(purgeAt.getTime()).toBeGreaterThan(soon.getTime() + DAY_MS);
    expect(await results().count(firm.accountId, { listId, purgeAt })).toBe(10);
    // Delivered once more, it is the same retry.
    expect(await stage.ask(retryBulkJob, command)).toMatchObject({ state: 'finished' });
    await eventually(() => expect(bans().toSorted()).toEqual([...able, invited.id].toSorted()));
    const refusals = await stage.ask(getBulkJob, { ...asked(job.id), outcomes: ['refused'], page: {} });
    expect(told(refusals)).toEqual(['not-found', 'last-global-admin']);

    const { items } = await stage.ask(listAudit, { accountId: firm.accountId, filter: {}, page: {} });
    const entries = items.filter(({ action }) => action === 'identity.user.banned');
    expect(entries.map(({ requestId, actor }) => [requestId, actor])).toEqual(
      Array.from({ length: 8 }, () => [job.id, firm.by]),
    );
    expect(items.find(({ action }) => action === 'identity.bulk-job.started')).toMatchObject({
      target: { kind: 'bulk-job', id: job.id },
      detail: { action: 'ban', total: 10 },
    });
    expect(stage.heard.of(bulkJobFinished, firm.accountId)).toHaveLength(2);
  });

  it('is about whom its filter found when it began, and says how many', async () => {
    const { accountId, by } = firm;
    await bulk.people(firm, 8, { firstName: 'Zora' });
    await bulk.people(firm, 3);
    const wish: Wish = { action: 'end-sessions', select: { filter: { q: 'zora', status: 'active' } } };
    expect(await stage.ask(previewBulkJob, { accountId, by, wish })).toEqual({ total: 8 });
    const { id, progress } = await bulk.start(firm, wish);
    expect(progress.total).toBe(8);
    await bulk.people(firm, 2, { firstName: 'Zora' });
    expect((await bulk.ended(firm, { id })).progress).toMatchObject({ total: 8, done: 8 });
    expect(stage.heard.of(bulkJobStarted, accountId)).toHaveLength(1);
  });

  it.each<[string, (given: { one: string; two: string; group: string }) => Promise<Wish> | Wish, object]>([
    [
      'deactivate',
      ({ one }) => ({ action: 'deactivate', reason: 'Gone', select: { ids: [one] } }),
      { status: 'deactivated' },
    ],
    [
      'regroup',
      ({ one, group }) => ({ action: 'regroup', add: [group], select: { ids: [one] } }),
      { groups: [expect.any(String)] },
    ],
    [
      'change-products',
      ({ one }) => ({
        action: 'change-products',
        add: ['contract'],
        remove: ['core'],
        select: { ids: [one] },
      }),
      { products: ['contract'] },
    ],
    [
      'update',
      ({ one }) => ({
        action: 'update',
        changes: { department: 'Tax', locale: 'fr' },
        select: { ids: [one] },
      }),
      { department: 'Tax', locale: 'fr' },
    ],
    [
      'require-password-change',
      ({ one }) => ({ action: 'require-password-change', select: { ids: [one] } }),
      { mustChangePassword: true },
    ],
    [
      'resend-invitation',
      ({ two }) => ({ action: 'resend-invitation', select: { ids: [two] } }),
      { status: 'invited' },
    ],
    [
      'revoke-invitation',
      ({ two }) => ({ action: 'revoke-invitation', select: { ids: [two] } }),
      { status: 'deactivated' },
    ],
  ])('does what the call %s does, once, and says when it was so already', async (action, wishOf, after) => {
    await stage.licensing.purchase(firm.accountId, 'contract', 1);
    const [one, two] = [await firm.join('one'), await firm.invite('two')];
    const wish = await wishOf({ one: one.id, two: two.id, group: await bulk.group(firm, 'users.read') });
    const job = await bulk.done(firm, wish);
    expect(told(job)).toEqual(['done']);
    const userId = job.results.items[0]?.userId ?? '';
    const user = await firm.user(userId);
    expect(user).toMatchObject(after);
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
    const again = { 'resend-invitation': 'done', 'revoke-invitation': 'wrong-status' };
    expect(told(await bulk.done(firm, wish))).toEqual([again[action as keyof typeof again] ?? 'unchanged']);
  });

  it('puts people back as it took them, and refuses each for what is not', async () => {
    const ids = await bulk.people(firm, 3);
    const acts = async (action: 'unban' | 'reactivate' | 'deactivate') =>
      told(await bulk.done(firm, { action, select: { ids } }));
    expect(await acts('unban')).toEqual(['wrong-status', 'wrong-status', 'wrong-status']);
    await bulk.done(firm, ban(ids));
    expect(told(await bulk.done(firm, ban(ids)))).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(await acts('unban')).toEqual(['done', 'done', 'done']);
    expect(await acts('deactivate')).toEqual(['done', 'done', 'done']);
    stage.licensing.grant(firm.accountId, 'core', -17);
    // Of three seats the admin has one.
    expect((await acts('reactivate')).toSorted()).toEqual(['done', 'done', 'no-free-seat']);
  });

  it('refuses a change that leaves nobody a product, and groups that the one who wishes may not give', async () => {
    const [one = ''] = await bulk.people(firm, 1);
    const select = { ids: [one] };
    const job = await bulk.done(firm, { action: 'change-products', remove: ['core'], select });
    expect(told(job)).toEqual(['validation-failed']);
    expect(job.results.items[0]?.refusal?.detail).toContain('at least one product');
    const clerk = await firm.join('clerk', { groups: [await bulk.group(firm, 'users.update')] });
    const [strong, unknown] = [await bulk.group(firm, 'users.ban'), newId('grp')];
    const give = (add: string[]) =>
      bulk.start(firm, { action: 'regroup', add, select }, { by: userActor(clerk.id) });
    await expect(give([strong])).rejects.toMatchObject({
      ...refused('forbidden'),
      members: { missing: ['users.ban'] },
    });
    await expect(give([unknown])).rejects.toMatchObject({
      ...refused('validation-failed'),
      errors: [{ path: 'add[0]' }],
    });
  });

  it.each<[string, (groupId: string, userId: string) => Promise<unknown>]>([
    [
      'loses the permission',
      (groupId) =>
        stage.ask(updateGroup, {
          accountId: firm.accountId,
          by: firm.by,
          groupId,
          changes: { permissions: ['users.read'] },
        }),
    ],
    [
      'is banned',
      (_group, userId) =>
        stage.ask(banUser, { accountId: firm.accountId, by: firm.by, userId, reason: 'Lost laptop' }),
    ],
  ])(
    'whose author %s stops there, refuses the rest, and goes on in the name of who tries again',
    async (_case, lose) => {
      const groupId = await bulk.group(firm, 'users.deactivate', 'users.read');
      const { id: userId } = await firm.join('author', { groups: [groupId] });
      const ids = await bulk.people(firm, 30);
      stage.licensing.outage = true;
      const { id } = await bulk.start(
        firm,
        { action: 'deactivate', select: { ids } },
        { by: userActor(userId) },
      );
      await lose(groupId, userId);
      stage.licensing.outage = false;
      const stopped = await bulk.ended(firm, { id });
      expect(stopped).toMatchObject({
        state: 'stopped',
        detail: expect.stringContaining('users.deactivate'),
      });
      const { done, refused: left } = stopped.progress;
      // Of those that were under way some may have come to their end.
      expect(done).toBeLessThanOrEqual(5);
      expect(left).toBe(30 - done);
      for (const { refusal } of stopped.results.items.filter(({ outcome }) => outcome === 'refused'))
        expect(refusal).toEqual({ code: 'forbidden', detail: stopped.detail, missing: ['users.deactivate'] });

      await stage.ask(retryBulkJob, asked(id));
      const again = await bulk.ended(firm, { id });
      expect(again).toMatchObject({ state: 'finished', detail: null, retriedBy: firm.by });
      expect(again.progress).toMatchObject({ total: 30, refused: 0 });
    },
  );

  it('needs the permission of its act by name, for each user the strength, and is shown to who may see it', async () => {
    const clerk = await firm.join('clerk', { groups: [await bulk.group(firm, 'users.ban')] });
    const by = userActor(clerk.id);
    const [weak = ''] = await bulk.people(firm, 1);
    const strong = await firm.join('strong', { groups: [await bulk.group(firm, 'users.invite')] });
    const stranger = await firm.join('stranger');
    const { accountId } = firm;
    await expect(
      bulk.start(firm, { action: 'unban', select: { filter: { status: 'banned' } } }, { by }),
    ).rejects.toMatchObject({ ...refused('forbidden'), members: { permission: 'users.read' } });
    await expect(
      bulk.start(firm, { action: 'deactivate', select: { ids: [weak] } }, { by }),
    ).rejects.toMatchObject({ ...refused('forbidden'), members: { permission: 'users.deactivate' } });

    const { id: jobId } = await bulk.start(firm, ban([weak, strong.id, firm.admin.id]), { by });
    const job = await bulk.ended(firm, { id: jobId });
    expect(told(job)).toEqual(['done', 'forbidden', 'last-global-admin']);
    expect(job.results.items[1]?.refusal?.missing).toEqual(['users.invite']);

    const see = (who: string) => stage.ask(getBulkJob, { accountId, by: userActor(who), jobId, page: {} });
    expect(await see(clerk.id)).toMatchObject({ id: jobId });
    await expect(see(stranger.id)).rejects.toMatchObject({
      ...refused('forbidden'),
      members: { permission: 'users.read' },
    });
    const list = async (who: string) =>
      (await stage.ask(listBulkJobs, { accountId, by: userActor(who), page: {} })).items.map(({ id }) => id);
    expect([await list(clerk.id), await list(stranger.id), await list(firm.admin.id)]).toEqual([
      [jobId],
      [],
      [jobId],
    ]);
    const retry = stage.ask(retryBulkJob, { accountId, by: userActor(stranger.id), jobId });
    await expect(retry).rejects.toMatchObject(refused('forbidden'));
    const other = await stage.signUp();
    await expect(bulk.look(other, jobId)).rejects.toMatchObject(refused('not-found'));
  });

  it('of everybody leaves the last global admin, and of two the one who is not in it', async () => {
    const second = await firm.join('second', { globalAdmin: true });
    const ids = await bulk.people(firm, 6);
    const all: Wish = { action: 'deactivate', select: { ids: [firm.admin.id, second.id, ...ids] } };
    const job = await bulk.done(firm, all);
    expect(told(job)).toEqual([...Array.from({ length: 7 }, () => 'done'), 'last-global-admin']);
    expect(await firm.user(firm.admin.id)).toMatchObject({ status: 'active' });
  });

  it('that begins twenty times at once under one id is one', async () => {
    const ids = await bulk.people(firm, 5);
    const jobId = newId('job');
    const { values } = await race(20, () => bulk.start(firm, ban(ids), { jobId }));
    expect(new Set(values.map(({ id }) => id))).toEqual(new Set([jobId]));
    expect((await bulk.ended(firm, { id: jobId })).progress).toMatchObject({ total: 5, done: 5 });
    await eventually(() => expect(bans()).toHaveLength(5));
    expect(stage.heard.of(bulkJobStarted, firm.accountId)).toHaveLength(1);
  });

  it('meets another about the same people: each is done, or refused with a reason, and nobody is left in between', async () => {
    const joined = [];
    for (let n = 0; n < 6; n += 1) joined.push((await firm.join(`p${n}`)).id);
    const [one, two] = await Promise.all([
      bulk.start(firm, ban(joined)),
      bulk.start(firm, { action: 'deactivate', select: { ids: joined } }),
    ]);
    const [banned, gone] = [await bulk.ended(firm, one), await bulk.ended(firm, two)];
    expect(gone.progress).toMatchObject({ done: 6 });
    for (const outcome of told(banned)) expect(['done', 'wrong-status', 'user-busy']).toContain(outcome);
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
    expect(held).toEqual([firm.admin.id]);
  });

  it('that is cancelled leaves alone whom it has not reached, until it is tried again', async () => {
    const ids = await bulk.people(firm, 40);
    stage.licensing.outage = true;
    const { id } = await bulk.start(firm, { action: 'deactivate', select: { ids } });
    await eventually(async () => expect((await bulk.look(firm, id)).state).toBe('running'));
    const retry = () => stage.ask(retryBulkJob, asked(id));
    await expect(retry()).rejects.toMatchObject(refused('wrong-job-state'));
    const command = { ...asked(id), commandId: newId('cmd') };
    expect(await stage.ask(cancelBulkJob, command)).toMatchObject({ state: 'cancelled' });
    expect(await stage.ask(cancelBulkJob, command)).toMatchObject({ state: 'cancelled' });
    await expect(stage.ask(cancelBulkJob, asked(id))).rejects.toMatchObject(refused('wrong-job-state'));
    await eventually(() =>
      expect(
        stage.heard.of(bulkJobCancelled, firm.accountId).filter(({ job }) => job.id === id),
      ).toMatchObject([{ actor: { id: firm.admin.id }, job: { state: 'cancelled' } }]),
    );
    stage.licensing.outage = false;
    const reached = (await firm.users()).filter(({ status }) => status === 'deactivated');
    expect(reached.length).toBeLessThan(40);
    await retry();
    expect((await bulk.ended(firm, { id })).progress).toMatchObject({ total: 40, done: 40 });
  });

  it('says when it would be too large, about nobody, or the fourth at once', async () => {
    const { accountId, by } = firm;
    const named = Array.from({ length: MOST + 1 }, () => newId('usr'));
    await expect(bulk.start(firm, ban(named))).rejects.toMatchObject({
      ...refused('too-large'),
      members: { total: MOST + 1, most: MOST },
    });
    const nobody: Wish = { action: 'unban', select: { filter: { q: 'nobody-at-all' } } };
    for (const request of [startBulkJob, previewBulkJob])
      await expect(
        stage.ask(request, { accountId, by, jobId: newId('job'), wish: nobody }),
      ).rejects.toMatchObject({ ...refused('validation-failed'), errors: [{ path: 'select.filter' }] });
    stage.licensing.outage = true;
    const some = await bulk.people(firm, 1);
    for (let n = 0; n < 3; n += 1) await bulk.start(firm, { action: 'deactivate', select: { ids: some } });
    await expect(bulk.start(firm, ban(some))).rejects.toMatchObject(refused('too-many-requests'));
    stage.licensing.outage = false;
  });

  it('of two hundred is shared by two copies, and bans each once', async () => {
    await stage.addCopy();
    const ids = await bulk.people(firm, 200);
    const job = await bulk.done(firm, ban(ids));
    expect(job.progress).toMatchObject({ total: 200, done: 200 });
    await eventually(() => expect(bans()).toHaveLength(200));
    expect(new Set(bans()).size).toBe(200);
  });

  itIsWorkedOnByOneAtATime(() => {
    const collection = jobs();
    return {
      leases: new Leases(collection, bulkJobLease),
      open: (from) =>
        collection.insert({
          _id: newId('job'),
          accountId: newId('acc'),
          by: systemActor('test'),
          act: { action: 'unban' },
          listId: newId('lst'),
          round: 1,
          state: 'queued',
          progress: progressOf({}),
          createdAt: from,
          lease: openFrom(from),
          purgeAt: new Date(from.getTime() + 1_000_000),
        }),
      find: ({ accountId, _id }) => collection.findById(accountId, _id),
    };
  });
});
