import {
  createGroup,
  getOffboarding,
  getReplacement,
  type Input,
  listAudit,
  type Permission,
  previewReplacement,
  replaceUser,
  signIn,
  type User,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { type Firm, PASSWORD, refused, type Stage, startStage } from '../../testing/stage.js';
import { reportHash } from '../offboarding-reports/offboarding-reports.js';

describe('a replacement that is looked at before, and reported afterwards', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
    await stage.addCopy();
  });
  afterAll(() => stage.close());

  let count = 0;
  const group = async (
    { accountId, by }: Firm,
    { permissions = [], managers = [] }: { permissions?: Permission[]; managers?: string[] } = {},
  ) => {
    const groupId = newId('grp');
    const name = `Group ${(count += 1)}`;
    await stage.ask(createGroup, { accountId, by, groupId, group: { name, permissions, managers } });
    return { id: groupId, name };
  };
  type Wish = Partial<Input<typeof replaceUser>>;
  const wish = (
    firm: Firm,
    { id: userId }: User,
    replacement: Input<typeof replaceUser>['replacement'],
    more: Wish = {},
  ) => ({
    accountId: firm.accountId,
    by: firm.by,
    userId,
    replacement,
    newUserId: newId('usr'),
    reassignmentId: newId('rea'),
    copy: [],
    ...more,
  });
  const preview = (...of: Parameters<typeof wish>) => stage.ask(previewReplacement, wish(...of));
  const replace = (...of: Parameters<typeof wish>) => stage.ask(replaceUser, wish(...of));
  const newcomer = (firm: Firm) => ({
    newUser: { username: `mei@${firm.slug}.example`, firstName: 'Mei', lastName: 'Sato' },
  });
  const reportOn = ({ accountId }: Firm, { id: userId }: User, viewer?: User) =>
    stage.ask(getReplacement, { accountId, userId, ...(viewer && { viewer: { userId: viewer.id } }) });
  const finished = (firm: Firm, user: User) =>
    eventually(async () => {
      const proof = await reportOn(firm, user);
      expect(proof.report.state).toBe('done');
      return proof;
    });
  const steps = ({ report }: Awaited<ReturnType<typeof reportOn>>) =>
    Object.fromEntries(report.steps.map(({ step, state }) => [step, state]));

  /** With two sessions, groups to be in and to manage, an office, somebody who reports to them, and 7 records. */
  async function busyLeaver(firm: Firm) {
    const [tax, managed] = [await group(firm), await group(firm)];
    const liam = await firm.join('liam', { groups: [tax.id], offices: ['Lyon'] });
    const desk = await group(firm, { managers: [liam.id] });
    const noa = await firm.join('noa', { reportsTo: liam.id });
    await stage.ask(signIn, { account: firm.slug, username: liam.username, password: PASSWORD });
    stage.reassignment.own(liam.id, 'matter', 5);
    stage.reassignment.own(liam.id, 'task', 2);
    return { liam, noa, tax, desk, managed };
  }

  it.each(['somebody new', 'a colleague'])(
    'ends as its preview said, by %s, and the preview has changed nothing',
    async (who) => {
      const firm = await stage.signUp(8);
      const { liam, noa, tax, desk } = await busyLeaver(firm);
      const heir = who === 'a colleague' ? await firm.join('heir') : undefined;
      const by = heir ? { userId: heir.id } : newcomer(firm);
      const before = (await firm.users()).length;
      const copy = ['groups' as const, 'offices' as const, 'visibility' as const];
      const said = await preview(firm, liam, by, { copy });
      expect(said).toMatchObject({
        refusals: [],
        successor: { isNew: heir === undefined, firstName: heir?.firstName ?? 'Mei' },
        sessionsEnded: 2,
        seats: heir
          ? { swapped: 0, products: ['core'], freed: ['core'] }
          : { swapped: 1, products: ['core'], freed: [] },
        given: { copied: copy, groups: [tax], offices: [{ name: 'Lyon' }], sharedItems: 0 },
        directReports: { count: 1, people: [noa.id] },
        groupsManaged: [desk],
        records: {
          total: 7,
          byType: [
            { type: 'matter', count: 5 },
            { type: 'task', count: 2 },
          ],
        },
        leftBehind: { records: [] },
      });
      expect(await firm.user(liam.id)).toMatchObject({ status: 'active' });
      expect(await firm.users()).toHaveLength(before);
      expect(stage.reassignment.runsFrom(liam.id)).toEqual([]);
      await expect(reportOn(firm, liam)).rejects.toMatchObject(refused('not-found'));

      const bound = { manifest: said.records!.manifest!, driftLimit: { records: 0 } };
      const done = await replace(firm, liam, by, { copy, bound });
      const to = done.replacement.id;
      expect(stage.reassignment.runsFrom(liam.id)).toMatchObject([
        { plan: { to }, bound: heir ? bound : { ...bound, seenAs: said.successor.id } },
      ]);
      expect(steps(await reportOn(firm, liam))).toEqual({
        access: 'done',
        seats: 'done',
        place: 'done',
        records: 'running',
      });
      await stage.reassignment.end(done.reassignmentId!, 'finished');
      const { report, hash } = await finished(firm, liam);
      const { sessionsEnded, keysEnded, invitationsVoided, seats, given, directReports, groupsManaged } =
        said;
      expect(report).toMatchObject({
        ...{ sessionsEnded, keysEnded, invitationsVoided, seats, given, directReports, groupsManaged },
        successor: { id: to, isNew: heir === undefined },
        records: { reassignmentId: done.reassignmentId, moved: 7 },
        leftBehind: { directReports: 0, records: [] },
      });
      // What was said is so.
      expect(await firm.user(noa.id)).toMatchObject({ reportsTo: to });
      expect(await firm.user(to)).toMatchObject({ groups: [tax.id], offices: ['Lyon'] });

      expect(hash).toBe(reportHash(report));
      const [entry] = await eventually(async () => {
        const filter = { action: 'identity.replacement.finished' };
        const { items } = await stage.ask(listAudit, { accountId: firm.accountId, filter, page: {} });
        expect(items).toHaveLength(1);
        return items;
      });
      expect(entry).toMatchObject({
        actor: firm.by,
        target: { id: report.id },
        detail: { reportHash: hash },
      });
      // An offboarding is something else.
      const offboarding = stage.ask(getOffboarding, { accountId: firm.accountId, userId: liam.id });
      await expect(offboarding).rejects.toMatchObject(refused('not-found'));
    },
  );

  it('shows what may be gone when it is done, and refuses the rest as the act does', async () => {
    const firm = await stage.signUp(5);
    const liam = await firm.join('liam');
    const code = async (...of: Parameters<typeof wish>) =>
      (await preview(...of)).refusals.map(({ code }) => code);
    expect(await code(firm, firm.admin, { userId: liam.id })).toEqual(['last-global-admin']);
    const { username } = liam;
    const again = { newUser: { username, firstName: 'Mei', lastName: 'Sato' } };
    const noa = await firm.join('noa');
    expect(await code(firm, noa, again)).toEqual(['username-taken']);
    await expect(preview(firm, liam, { userId: liam.id })).rejects.toMatchObject(
      refused('validation-failed'),
    );
    await expect(preview(firm, liam, { userId: newId('usr') })).rejects.toMatchObject(refused('not-found'));
    const other = await stage.signUp(3);
    await expect(preview(other, liam, { userId: noa.id })).rejects.toMatchObject(refused('not-found'));
  });

  it('a unit that is named for who comes new is not made by a look', async () => {
    const firm = await stage.signUp(5);
    const liam = await firm.join('liam');
    const { newUser } = newcomer(firm);
    await preview(firm, liam, { newUser: { ...newUser, offices: ['Nowhere yet'] } });
    const done = await replace(firm, liam, { newUser });
    expect(done.replacement.offices).toEqual([]);
  });

  it('does nothing when more has changed than may since it was shown', async () => {
    const firm = await stage.signUp(5);
    const liam = await firm.join('liam');
    stage.reassignment.own(liam.id, 'matter', 3);
    for (const by of [newcomer(firm), { userId: (await firm.join('heir')).id }]) {
      const { records } = await preview(firm, liam, by);
      stage.reassignment.own(liam.id, 'matter', 4);
      const bound = { manifest: records!.manifest!, driftLimit: { records: 0 } };
      await expect(replace(firm, liam, by, { bound })).rejects.toMatchObject(refused('too-much-drift'));
      expect(await firm.user(liam.id)).toMatchObject({ status: 'active' });
      stage.reassignment.own(liam.id, 'matter', 3);
    }
    await expect(reportOn(firm, liam)).rejects.toMatchObject(refused('not-found'));
  });

  it('who may not read records sees neither what moved nor what is left', async () => {
    const firm = await stage.signUp(8);
    const { liam } = await busyLeaver(firm);
    const { id } = await group(firm, { permissions: ['users.read', 'users.replace'] });
    const pat = await firm.join('pat', { groups: [id] });
    await replace(firm, liam, newcomer(firm), { reassignmentId: undefined });
    const whole = await finished(firm, liam);
    expect(whole.report).toMatchObject({
      leftBehind: { records: [{ type: 'matter', count: 5 }, { count: 2 }] },
    });
    const seen = await reportOn(firm, liam, pat);
    expect(seen).toMatchObject({
      hash: whole.hash,
      report: { records: null, leftBehind: { records: null } },
    });
  });

  it('a later leaving has its own report beside that of the replacement', async () => {
    const firm = await stage.signUp(5);
    const liam = await firm.join('liam');
    const heir = await firm.join('heir');
    await replace(firm, liam, { userId: heir.id }, { reassignmentId: undefined });
    await finished(firm, liam);
    await replace(firm, heir, newcomer(firm), { reassignmentId: undefined });
    const { report } = await finished(firm, heir);
    expect(report.user.id).toBe(heir.id);
    expect((await reportOn(firm, liam)).report.successor.id).toBe(heir.id);
  });
});
