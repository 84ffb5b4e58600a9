import {
  createApiKey,
  createGroup,
  deactivateUser,
  getOffboarding,
  type Input,
  listAudit,
  listUserHistory,
  offboardingFinished,
  type Permission,
  previewOffboarding,
  reactivateUser,
  signIn,
  startOffboarding,
  updateUser,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { collectionToken, type TenantCollection } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { createHash, randomBytes } from 'node:crypto';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';
import { audit, type StoredEntry } from '../audit/audit.schema.js';
import { entryHash } from '../audit/chain.js';
import { SealingService } from '../audit/sealing.service.js';
import { auditSeals, type StoredSeal } from '../audit/seals.schema.js';
import { reportHash } from '../offboarding-reports/offboarding-reports.js';
import { OffboardingReportsService } from '../offboarding-reports/offboarding-reports.service.js';
import { OffboardingsService } from './offboardings.service.js';
import { OffboardingsSweeper } from './offboardings.sweeper.js';

describe('an offboarding', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
    await stage.addCopy();
  });
  afterAll(() => stage.close());

  let count = 0;
  const group = async ({ accountId, by }: Firm, permissions: Permission[], managers: string[] = []) => {
    const groupId = newId('grp');
    const wanted = { name: `Group ${(count += 1)}`, permissions, managers };
    await stage.ask(createGroup, { accountId, by, groupId, group: wanted });
    return groupId;
  };
  const enter = (firm: Firm, { username }: User) =>
    stage.ask(signIn, { account: firm.slug, username, password: PASSWORD });
  const leaving = (firm: Firm, { id: userId }: User, more: Partial<Input<typeof startOffboarding>> = {}) => ({
    accountId: firm.accountId,
    by: firm.by,
    userId,
    ...more,
  });
  const preview = (...of: Parameters<typeof leaving>) => stage.ask(previewOffboarding, leaving(...of));
  const offboard = (...of: Parameters<typeof leaving>) => stage.ask(startOffboarding, leaving(...of));
  const reportOn = ({ accountId }: Firm, { id: userId }: User, viewer?: User) =>
    stage.ask(getOffboarding, { accountId, userId, ...(viewer && { viewer: { userId: viewer.id } }) });
  const finished = (firm: Firm, user: User) =>
    eventually(async () => {
      const offboarding = await reportOn(firm, user);
      expect(offboarding.report.state).toBe('done');
      return offboarding;
    });
  const steps = ({ report }: Awaited<ReturnType<typeof reportOn>>) =>
    Object.fromEntries(report.steps.map(({ step, state }) => [step, state]));
  const entriesOf = async ({ accountId }: Firm) =>
    (await stage.ask(listAudit, { accountId, filter: { action: 'identity.offboarding.finished' }, page: {} }))
      .items;

  /** With three sessions, one since the invitation was accepted, a key, a group to manage, somebody who reports to them, and 7 records. */
  async function busyLeaver(firm: Firm) {
    const [liam, mei] = [
      await firm.join('liam', { groups: [await group(firm, ['users.read'])] }),
      await firm.join('mei'),
    ];
    await group(firm, [], [liam.id]);
    await firm.join('noa', { reportsTo: liam.id });
    await enter(firm, liam);
    await enter(firm, liam);
    const { accountId } = firm;
    const by = userActor(liam.id);
    const secretHash = createHash('sha256').update(randomBytes(8)).digest('base64url');
    const key = { name: 'Sync', scopes: ['users.read' as const] };
    await stage.ask(createApiKey, { accountId, by, userId: liam.id, keyId: newId('key'), secretHash, key });
    stage.reassignment.own(liam.id, 'matter', 5);
    stage.reassignment.own(liam.id, 'task', 2);
    return { liam, mei };
  }

  /** With two sessions and 3 records, and no more than anybody holds. */
  async function plainLeaver(firm: Firm) {
    const liam = await firm.join('liam');
    await enter(firm, liam);
    stage.reassignment.own(liam.id, 'matter', 3);
    return liam;
  }

  it('ends as its preview said, and the preview has changed nothing', async () => {
    const firm = await stage.signUp();
    const { liam, mei } = await busyLeaver(firm);
    const reassign = { reassignmentId: newId('rea'), plan: { to: mei.id, filter: { types: ['matter'] } } };
    const said = await preview(firm, liam, { reassign });
    expect(said).toMatchObject({
      refusals: [],
      sessionsEnded: 3,
      keysEnded: 1,
      invitationsVoided: 0,
      seats: { freed: 1, products: ['core'] },
      groupsManaged: 1,
      records: { total: 5, byType: [{ type: 'matter', to: mei.id, count: 5 }] },
      leftBehind: { directReports: 1, records: [{ type: 'task', count: 2 }] },
    });
    expect(await firm.user(liam.id)).toMatchObject({ status: 'active' });
    expect(stage.reassignment.runsFrom(liam.id)).toEqual([]);
    await expect(reportOn(firm, liam)).rejects.toMatchObject(refused('not-found'));

    const begun = await offboard(firm, liam, { reassign, reason: 'Left' });
    expect(begun).toMatchObject({ hash: null, report: { state: 'running', reason: 'Left', by: firm.by } });
    expect(steps(begun)).toEqual({ access: 'done', seats: 'done', groups: 'done', records: 'running' });

    await stage.reassignment.end(reassign.reassignmentId, 'finished');
    stage.reassignment.own(liam.id, 'task', 2);
    const { report } = await finished(firm, liam);
    const { sessionsEnded, keysEnded, invitationsVoided, seats, groupsManaged } = said;
    expect(report).toMatchObject({ sessionsEnded, keysEnded, invitationsVoided, seats, groupsManaged });
    expect(report.records).toEqual({
      reassignmentId: reassign.reassignmentId,
      moved: 5,
      byType: said.records?.byType,
    });
    expect(report.leftBehind).toEqual(said.leftBehind);
  });

  it('has a report that the sealed log proves, and that nothing changes any more', async () => {
    const firm = await stage.signUp();
    const { liam } = await busyLeaver(firm);
    await offboard(firm, liam);
    const { report, hash } = await finished(firm, liam);
    expect(hash).toBe(reportHash(report));

    const [entry] = await eventually(async () => {
      const entries = await entriesOf(firm);
      expect(entries).toHaveLength(1);
      return entries;
    });
    expect(entry).toMatchObject({
      actor: firm.by,
      target: { kind: 'offboarding', id: report.id },
      detail: { reportHash: hash, userId: liam.id },
    });
    const history = await stage.ask(listUserHistory, {
      accountId: firm.accountId,
      userId: liam.id,
      page: {},
    });
    expect(history.items.map(({ id }) => id)).toContain(entry?.id);

    const stored = <T extends { _id: string; accountId: string; version: number }>(spec: { name: string }) =>
      stage.identity.get<TenantCollection<T>>(collectionToken(spec));
    await eventually(async () => {
      await stage.identity.get(SealingService).seal(firm.accountId);
      const seals = await stored<StoredSeal>(auditSeals).find(firm.accountId, {}, { limit: 100 });
      const kept = await stored<StoredEntry>(audit).findById(firm.accountId, entry?.id ?? '');
      expect(seals.flatMap(({ entries }) => entries)).toContainEqual({
        id: entry?.id,
        hash: entryHash(kept ?? {}),
      });
      // Another hash in the entry would be another entry.
      const forged = {
        ...kept,
        detail: { ...kept?.detail, reportHash: reportHash({ ...report, keysEnded: 0 }) },
      };
      expect(entryHash(forged)).not.toBe(entryHash(kept ?? {}));
    }, 90_000);

    stage.reassignment.own(liam.id, 'matter', 9);
    await stage.ask(reactivateUser, leaving(firm, liam));
    await stage.identity.get(OffboardingsSweeper).sweep();
    expect(await reportOn(firm, liam)).toEqual({ report, hash });
  });

  it('is made final once, by however many copies, and again when it is asked for again', async () => {
    const firm = await stage.signUp();
    const { liam, mei } = await busyLeaver(firm);
    const reassign = { reassignmentId: newId('rea'), plan: { to: mei.id } };
    const { values } = await race(5, () => offboard(firm, liam, { reassign }));
    expect(values).toHaveLength(5);
    expect(new Set(values.map(({ report }) => report.id)).size).toBe(1);
    await stage.reassignment.end(reassign.reassignmentId, 'finished');
    const found = await stage.identity.get(OffboardingReportsService).latestOf(firm.accountId, liam.id);
    const service = stage.identity.get(OffboardingsService);
    await race(6, () => service.finish(found!));
    const done = await finished(firm, liam);
    expect(await offboard(firm, liam, { reassign })).toEqual(done);
    await eventually(() => expect(stage.heard.of(offboardingFinished, firm.accountId)).toHaveLength(1));
    expect(stage.reassignment.runsFrom(liam.id)).toHaveLength(1);
  });

  it('tells in words what a run failed of, and what is left behind then', async () => {
    const firm = await stage.signUp();
    const { liam, mei } = await busyLeaver(firm);
    const reassign = { reassignmentId: newId('rea'), plan: { to: mei.id } };
    await offboard(firm, liam, { reassign });
    await stage.reassignment.end(reassign.reassignmentId, 'failed', 'The target has left.');
    const { report } = await finished(firm, liam);
    expect(report.steps.at(-1)).toMatchObject({ state: 'failed', detail: 'The target has left.' });
    expect(report.leftBehind?.records).toEqual([
      { type: 'matter', count: 5 },
      { type: 'task', count: 2 },
    ]);
  });

  it('can be followed while a service is away, and goes on when it is back', async () => {
    const firm = await stage.signUp();
    const { liam } = await busyLeaver(firm);
    stage.licensing.outage = true;
    await expect(offboard(firm, liam)).rejects.toMatchObject(refused('service-unavailable'));
    const seen = await reportOn(firm, liam);
    expect(steps(seen)).toEqual({ access: 'done', seats: 'running', groups: 'waiting', records: 'skipped' });
    expect(seen).toMatchObject({ hash: null, report: { keysEnded: 1, sessionsEnded: null, seats: null } });
    stage.licensing.outage = false;
    const { report } = await finished(firm, liam);
    expect(report).toMatchObject({ id: seen.report.id, sessionsEnded: 3, keysEnded: 1, seats: { freed: 1 } });
  });

  it('each time has a report of its own, and any deactivation has one', async () => {
    const firm = await stage.signUp();
    const { liam } = await busyLeaver(firm);
    await stage.ask(deactivateUser, leaving(firm, liam, { reason: 'First' }));
    const first = await finished(firm, liam);
    expect(first.report.reason).toBe('First');
    await stage.ask(reactivateUser, leaving(firm, liam));
    await offboard(firm, liam, { reason: 'Second' });
    const second = await finished(firm, liam);
    expect(second.report).toMatchObject({ reason: 'Second', keysEnded: 0 });
    expect(second.report.id).not.toBe(first.report.id);
  });

  it('an invitation that is open is void with it', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam');
    expect(await preview(firm, liam)).toMatchObject({ invitationsVoided: 1, sessionsEnded: 0 });
    await offboard(firm, liam);
    expect((await finished(firm, liam)).report).toMatchObject({ invitationsVoided: 1, seats: { freed: 1 } });
  });

  describe('that is bound to its preview', () => {
    it('is done when no more has changed than may, and its run keeps to what was seen', async () => {
      const firm = await stage.signUp();
      const [liam, mei] = [await plainLeaver(firm), await firm.join('mei')];
      const reassign = { reassignmentId: newId('rea'), plan: { to: mei.id } };
      const manifest = (await preview(firm, liam, { reassign })).records?.manifest ?? '';
      const bound = { manifest, driftLimit: { records: 0 } };
      expect(await offboard(firm, liam, { reassign, bound })).toMatchObject({ report: { state: 'running' } });
      // By then the leaver has left, so it begins in any case.
      expect(stage.reassignment.runsFrom(liam.id)).toMatchObject([{ bound, inAnyCase: true }]);
    });

    it('is refused with its preview, and does nothing, when more has changed', async () => {
      const firm = await stage.signUp();
      const [liam, mei] = [await plainLeaver(firm), await firm.join('mei')];
      const reassign = { reassignmentId: newId('rea'), plan: { to: mei.id } };
      const manifest = (await preview(firm, liam, { reassign })).records?.manifest ?? '';
      stage.reassignment.own(liam.id, 'task', 1);
      const bound = { manifest, driftLimit: { records: 0 } };
      await expect(offboard(firm, liam, { reassign, bound })).rejects.toMatchObject(
        refused('too-much-drift'),
      );
      expect(await preview(firm, liam, { reassign, bound })).toMatchObject({
        refusals: [{ code: 'too-much-drift' }],
        records: { total: 4 },
      });
      expect(await firm.user(liam.id)).toMatchObject({ status: 'active' });
      expect(stage.reassignment.runsFrom(liam.id)).toEqual([]);
    });
  });

  describe('is previewed with what stands against it', () => {
    it('in the words with which the act is refused', async () => {
      const firm = await stage.signUp();
      const act = offboard(firm, firm.admin);
      const fault: unknown = await act.catch((error: unknown) => error);
      expect(fault).toMatchObject(refused('last-global-admin'));
      expect(await preview(firm, firm.admin)).toMatchObject({
        refusals: [{ code: 'last-global-admin', detail: (fault as Error).message }],
        sessionsEnded: 0,
        seats: { freed: 1 },
      });
      const gone = await firm.join('gone');
      await offboard(firm, gone);
      expect(await preview(firm, gone)).toMatchObject({
        refusals: [{ code: 'wrong-status' }],
        seats: { freed: 0 },
      });
    });

    it('a receiver who can take nothing is refused there as well', async () => {
      const firm = await stage.signUp();
      const liam = await firm.join('liam');
      const reassign = { reassignmentId: newId('rea'), plan: { to: newId('usr') } };
      await expect(preview(firm, liam, { reassign })).rejects.toMatchObject(refused('validation-failed'));
    });
  });

  describe('by somebody who holds less', () => {
    it('is refused with its preview, of a global admin as well, and tells nothing', async () => {
      const firm = await stage.signUp();
      const clerk = await firm.join('clerk', { groups: [await group(firm, ['users.deactivate'])] });
      const strong = await firm.join('strong', { groups: [await group(firm, ['seats.purchase'])] });
      const by = userActor(clerk.id);
      for (const target of [strong, firm.admin])
        await expect(preview(firm, target, { by })).rejects.toMatchObject(refused('forbidden'));
      await expect(offboard(firm, strong, { by })).rejects.toMatchObject(refused('forbidden'));
      expect(await firm.user(strong.id)).toMatchObject({ status: 'active' });
    });

    it('shows no records to who may not read them, before and after', async () => {
      const firm = await stage.signUp();
      const liam = await plainLeaver(firm);
      const clerk = await firm.join('clerk', {
        groups: [await group(firm, ['users.deactivate', 'users.read'])],
      });
      const by = userActor(clerk.id);
      expect(await preview(firm, liam, { by })).toMatchObject({
        sessionsEnded: 2,
        records: null,
        leftBehind: { records: null },
      });
      const begun = await offboard(firm, liam, { by });
      expect(begun.report.records).toBeNull();
      const { hash } = await finished(firm, liam);
      const seen = await reportOn(firm, liam, clerk);
      expect(seen).toMatchObject({ hash, report: { records: null, leftBehind: { records: null } } });
    });

    it('whom they do not see is not there, in preview, act and report', async () => {
      const firm = await stage.signUp();
      const liam = await plainLeaver(firm);
      const clerk = await firm.join('clerk', {
        groups: [await group(firm, ['users.deactivate', 'users.read'])],
      });
      const { accountId } = firm;
      await stage.ask(updateUser, {
        accountId,
        by: firm.by,
        userId: clerk.id,
        changes: { visibility: 'self' },
      });
      const by = userActor(clerk.id);
      await expect(preview(firm, liam, { by })).rejects.toMatchObject(refused('not-found'));
      await expect(offboard(firm, liam, { by })).rejects.toMatchObject(refused('not-found'));
      await offboard(firm, liam);
      await expect(reportOn(firm, liam, clerk)).rejects.toMatchObject(refused('not-found'));
    });

    it('is not found from another account', async () => {
      const [firm, other] = [await stage.signUp(), await stage.signUp()];
      const liam = await firm.join('liam');
      await offboard(firm, liam);
      await expect(preview(other, liam)).rejects.toMatchObject(refused('not-found'));
      await expect(reportOn(other, liam)).rejects.toMatchObject(refused('not-found'));
    });
  });
});
