import {
  banUser,
  createGroup,
  getUser,
  listFactors,
  listApiKeys,
  listAudit,
  listInvitations,
  listSessions,
  listUserHistory,
  listUserPermissions,
  listUsers,
  openUserExport,
  Permission,
  permissions,
  readUserExport,
  replaceUser,
  sendPasswordReset,
  unbanUser,
  updateUser,
  type User,
  userActor,
  type Visibility,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

/** Lines 003-18, 003-19, 003-32 and 002-21 of the comparison with other systems: whose data a user may see. */
describe('the visibility of a user', () => {
  let stage: Stage;
  let firm: Firm;
  /** Holds everything but the right to look beyond the own visibility. */
  let viewer: User;
  let chief: User;
  const below: User[] = [];
  let beside: User;

  beforeAll(async () => {
    stage = await startStage();
    firm = await stage.signUp(60);
    const all = Permission.options.filter(
      (each) => each !== 'users.privacy' && !each.startsWith('operator.'),
    );
    const everything = await group('Everything', all);
    viewer = await firm.join('viewer', { groups: [everything] });
    chief = await firm.join('chief');
    beside = await firm.join('beside', { reportsTo: chief.id });
    below.push(await firm.join('below', { reportsTo: viewer.id }));
    below.push(await firm.join('deeper', { reportsTo: below[0]!.id }));
    below.push(await firm.join('deepest', { reportsTo: below[1]!.id }));
  });
  afterAll(() => stage.close());

  async function group(name: string, held: Permission[]): Promise<string> {
    const groupId = newId('grp');
    const { accountId, by } = firm;
    await stage.ask(createGroup, { accountId, by, groupId, group: { name, permissions: held } });
    return groupId;
  }
  const set = (who: User, visibility: Visibility, by = firm.by) =>
    stage.ask(updateUser, { accountId: firm.accountId, by, userId: who.id, changes: { visibility } });
  const seen = (override?: string) => ({
    accountId: firm.accountId,
    viewer: { userId: viewer.id, ...(override !== undefined && { override }) },
  });
  const list = (filter: object = {}, override?: string) =>
    stage.ask(listUsers, { ...seen(override), filter, page: { limit: 100, count: 'exact' } });
  const ids = async (filter: object = {}) => (await list(filter)).items.map(({ id }) => id).sort();
  const sorted = (...users: User[]) => users.map(({ id }) => id).sort();

  it('is everybody for who nobody said anything of', async () => {
    expect(await firm.user(viewer.id)).toMatchObject({ visibility: 'everyone' });
    expect(await list()).toMatchObject({ total: 7 });
  });

  it.each<[string, () => Visibility, () => User[]]>([
    ['nobody but oneself', () => 'self', () => [viewer]],
    ['who is listed', () => ({ users: [beside.id] }), () => [viewer, beside]],
    ['the team, to any depth', () => 'team', () => [viewer, ...below]],
  ])('shows %s in lists, searches, counts, files, and one by one', async (_case, visibility, visible) => {
    await set(viewer, visibility());
    const shown = visible();
    expect(await ids()).toEqual(sorted(...shown));
    expect((await list()).total).toBe(shown.length);
    for (const user of [beside, chief, ...below]) {
      const isShown = shown.includes(user);
      const word = user.username.split('@')[0];
      expect(await list({ q: word })).toMatchObject({ total: isShown ? 1 : 0 });
      for (const question of [getUser, listUserPermissions, listSessions, listFactors] as const) {
        const answer = stage.ask(question, { ...seen(), userId: user.id });
        if (isShown) await expect(answer).resolves.toBeDefined();
        else await expect(answer).rejects.toMatchObject(refused('not-found'));
      }
      const history = stage.ask(listUserHistory, { ...seen(), userId: user.id, page: { limit: 5 } });
      if (isShown) await expect(history).resolves.toBeDefined();
      else await expect(history).rejects.toMatchObject(refused('not-found'));
    }
    const { header, customFields } = await stage.ask(openUserExport, { ...seen(), filter: {} });
    const { rows } = await stage.ask(readUserExport, { ...seen(), filter: {}, customFields });
    const column = header.findIndex((name) => /username/i.test(name));
    expect(rows.map((row) => row[column]).sort()).toEqual(shown.map(({ username }) => username).sort());
    // Not even as whom somebody reports to.
    if (!shown.includes(chief)) expect(JSON.stringify(rows)).not.toContain(chief.username);
    const invitations = await stage.ask(listInvitations, { ...seen(), filter: {}, page: { limit: 100 } });
    expect(invitations.items.map(({ user }) => user.id).sort()).toEqual(sorted(...shown));
  });

  it('lets nobody act upon whom they do not see, who is as if not there', async () => {
    await set(viewer, 'self');
    const by = userActor(viewer.id);
    const before = await firm.user(beside.id);
    const upon = (userId: string) => {
      const which = { accountId: firm.accountId, by, userId };
      return [
        stage.ask(updateUser, { ...which, changes: { title: 'Dr' } }),
        stage.ask(updateUser, { ...which, changes: { groups: [] } }),
        stage.ask(banUser, { ...which, reason: 'Lost laptop' }),
        stage.ask(unbanUser, which),
        stage.ask(sendPasswordReset, which),
        stage.ask(listApiKeys, which),
        stage.ask(replaceUser, { ...which, replacement: { userId: viewer.id }, newUserId: newId('usr') }),
      ].map((answer) => answer.then(String, ({ code, detail }) => ({ code, detail })));
    };
    const [hidden, unknown] = [await Promise.all(upon(beside.id)), await Promise.all(upon(newId('usr')))];
    for (const answer of hidden) expect(answer).toMatchObject({ code: 'not-found' });
    expect(hidden).toEqual(unknown);
    expect(await firm.user(beside.id)).toEqual(before);
  });

  it('follows the reporting lines at once', async () => {
    await set(viewer, 'team');
    const move = (reportsTo: string | null) =>
      stage.ask(updateUser, {
        accountId: firm.accountId,
        by: firm.by,
        userId: below[1]!.id,
        changes: { reportsTo },
      });
    await move(null);
    expect(await ids()).toEqual(sorted(viewer, below[0]!));
    await move(below[0]!.id);
    expect(await ids()).toEqual(sorted(viewer, ...below));
  });

  it('is not widened by who does not see everybody, for themselves or for others', async () => {
    await set(viewer, 'team');
    const by = userActor(viewer.id);
    for (const [who, wanted] of [
      [viewer, 'everyone'],
      [below[0]!, 'self'],
    ] as const)
      await expect(set(who, wanted, by)).rejects.toMatchObject({
        ...refused('forbidden'),
        members: { permission: 'users.privacy' },
      });
    await expect(firm.invite('seer', { visibility: 'everyone' }, { by })).rejects.toMatchObject(
      refused('forbidden'),
    );
    await expect(set(viewer, { users: [newId('usr')] })).rejects.toMatchObject({
      ...refused('validation-failed'),
      errors: [{ path: 'visibility.users[0]' }],
    });
    expect(await firm.user(viewer.id)).toMatchObject({ visibility: 'team' });
  });

  it('is copied to who takes the place, if asked', async () => {
    const leaver = await firm.join('leaver', { visibility: 'team' });
    const heir = await firm.join('heir');
    const done = await stage.ask(replaceUser, {
      accountId: firm.accountId,
      by: firm.by,
      userId: leaver.id,
      replacement: { userId: heir.id },
      newUserId: newId('usr'),
      copy: ['visibility'],
    });
    expect(done.replacement).toMatchObject({ visibility: 'team' });
  });

  it('is looked beyond with a permission of its own, for a reason that the audit has of each look', async () => {
    await set(viewer, 'self');
    await expect(list({}, 'Audit of July')).rejects.toMatchObject({
      ...refused('forbidden'),
      members: { permission: 'users.privacy' },
    });
    expect(permissions['users.privacy']).toBeDefined();
    const officers = await group('Officers', ['users.privacy']);
    const groups = [...viewer.groups, officers];
    await stage.ask(updateUser, {
      accountId: firm.accountId,
      by: firm.by,
      userId: viewer.id,
      changes: { groups },
    });
    expect((await list({}, 'Audit of July')).items.length).toBeGreaterThan(6);
    await expect(
      stage.ask(getUser, { ...seen('Call of the owner'), userId: beside.id }),
    ).resolves.toMatchObject({ id: beside.id });
    // Without the word they see what they saw.
    await expect(stage.ask(getUser, { ...seen(), userId: beside.id })).rejects.toMatchObject(
      refused('not-found'),
    );
    await expect(
      stage.ask(getUser, {
        accountId: firm.accountId,
        userId: beside.id,
        viewer: { userId: viewer.id, keyId: newId('key'), override: 'By a program' },
      }),
    ).rejects.toMatchObject(refused('forbidden'));
    const told = () =>
      stage.ask(listAudit, {
        accountId: firm.accountId,
        filter: { action: 'identity.user.privacy-overridden' },
        page: { limit: 10 },
      });
    await eventually(async () =>
      expect((await told()).items).toMatchObject([
        { actor: { id: viewer.id }, target: { id: beside.id }, detail: { reason: 'Call of the owner' } },
        { actor: { id: viewer.id }, target: { id: viewer.id }, detail: { reason: 'Audit of July' } },
      ]),
    );
  });
});
