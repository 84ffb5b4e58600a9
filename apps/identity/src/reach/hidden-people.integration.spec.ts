import {
  appendUserImport,
  createApiKey,
  createGroup,
  getBulkJob,
  getUserImport,
  inviteUser,
  listBulkJobs,
  listSeatHolders,
  listWaiting,
  moveWaiting,
  openUserImport,
  Permission,
  previewGroup,
  replaceUser,
  revokeApiKey,
  retryBulkJob,
  startBulkJob,
  startUserImport,
  updateUser,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

/** Beside lists and single people there are other ways to meet somebody: none of them shows whom the caller does not see. */
describe('whoever sees nobody but themselves', () => {
  let stage: Stage;
  let firm: Firm;
  let everything: string;
  /** Holds everything but the right to look beyond the own visibility. */
  let viewer: User;
  let hidden: User;

  beforeAll(async () => {
    stage = await startStage();
    firm = await stage.signUp(60);
    const all = Permission.options.filter(
      (each) => each !== 'users.privacy' && !each.startsWith('operator.'),
    );
    everything = await group('Everything', all);
    viewer = await firm.join('viewer', { groups: [everything], visibility: 'self' });
    hidden = await firm.join('hidden', { firstName: 'Hidden', lastName: 'Person' });
  });
  afterAll(() => stage.close());

  async function group(name: string, held: Permission[]): Promise<string> {
    const groupId = newId('grp');
    const { accountId, by } = firm;
    await stage.ask(createGroup, { accountId, by, groupId, group: { name, permissions: held } });
    return groupId;
  }

  it('imports people with managers among them; who is not seen is no manager, and the import has its end', async () => {
    const which = { accountId: firm.accountId, importId: newId('imp') };
    const header = ['User principal name', 'First name', 'Last name', 'Manager'];
    const rows = [
      { line: 2, cells: ['lead@firm.example', 'Lead', 'Er', ''] },
      { line: 3, cells: ['led@firm.example', 'Led', 'By', 'lead@firm.example'] },
      { line: 4, cells: ['lost@firm.example', 'Lost', 'One', hidden.username] },
      { line: 5, cells: ['own@firm.example', 'Own', 'One', viewer.username] },
    ];
    await stage.ask(openUserImport, { ...which, by: userActor(viewer.id), header, whenNoSeat: 'fail' });
    await stage.ask(appendUserImport, { ...which, rows });
    await stage.ask(startUserImport, { ...which, total: rows.length });
    const done = await eventually(async () => {
      const found = await stage.ask(getUserImport, { ...which, page: { limit: 10 } });
      expect(found.state).toBe('finished');
      return found.rows.items;
    }, 15_000);
    expect(done.map(({ outcome, warnings }) => [outcome, warnings])).toEqual([
      ['invited', []],
      ['invited', []],
      ['invited', [`The manager ${hidden.username} is not known.`]],
      ['invited', []],
    ]);
    const bosses = await Promise.all(done.map(async ({ userId }) => (await firm.user(userId!)).reportsTo));
    expect(bosses).toEqual([null, done[0]!.userId, null, viewer.id]);
  });

  it('has nobody report to who is not seen: they are as unknown as who is not there', async () => {
    const { accountId } = firm;
    const by = userActor(viewer.id);
    const answers = (reportsTo: string) => {
      const person = (name: string) => ({
        ...{ username: `${name}-${newId('usr')}@firm.example`, firstName: name, lastName: 'Osei' },
        reportsTo,
      });
      return [
        stage.ask(updateUser, { accountId, by, userId: viewer.id, changes: { reportsTo } }),
        stage.ask(inviteUser, {
          accountId,
          by,
          userId: newId('usr'),
          user: person('below'),
          whenNoSeat: 'fail',
        }),
        stage.ask(replaceUser, {
          ...{ accountId, by, userId: viewer.id, newUserId: newId('usr') },
          replacement: { newUser: person('heir') },
        }),
      ];
    };
    for (const id of [hidden.id, newId('usr')])
      for (const answer of await Promise.allSettled(answers(id)))
        expect(answer).toMatchObject({
          status: 'rejected',
          reason: { errors: [{ path: 'reportsTo', message: 'There is no user with this id' }] },
        });
    expect(await firm.user(viewer.id)).toMatchObject({ reportsTo: null, status: 'active' });
  });

  it('looks at a change of a group as if those were no members', async () => {
    const readers = await group('Readers', ['users.read']);
    for (const name of ['first', 'second']) await firm.join(name, { groups: [readers] });
    const preview = (by = userActor(viewer.id)) =>
      stage.ask(previewGroup, {
        accountId: firm.accountId,
        by,
        groupId: readers,
        changes: { permissions: ['users.ban'], members: { add: [hidden.id, newId('usr')] } },
        page: { limit: 50 },
      });
    expect(await preview(firm.by)).toMatchObject({ counts: { losing: 2 }, members: { total: 2 } });
    const { counts, members, named } = await preview();
    expect(counts).toMatchObject({ gaining: 0, losing: 0 });
    expect(members).toMatchObject({ items: [], total: 0 });
    const [known, unknown] = named.map(({ userId: _id, ...rest }) => rest);
    expect(known).toMatchObject({ effect: null, refusal: { code: 'not-found' } });
    expect(known).toEqual(unknown);
    const set = (changes: object) =>
      stage.ask(updateUser, { accountId: firm.accountId, by: firm.by, userId: viewer.id, changes });
    await set({ visibility: { users: [hidden.id] } });
    expect((await preview()).named).toMatchObject([{ change: 'added' }, { change: 'none' }]);
    await set({ visibility: 'self' });
  });

  it('neither makes nor revokes API keys of others, nor learns their names by trying', async () => {
    const by = userActor(viewer.id);
    const key = { name: 'Robot', scopes: ['users.read' as const] };
    const make = (userId: string) =>
      stage.ask(createApiKey, {
        accountId: firm.accountId,
        by,
        userId,
        keyId: newId('key'),
        secretHash: 'h'.repeat(43),
        key,
      });
    const revoke = (userId: string) =>
      stage.ask(revokeApiKey, { accountId: firm.accountId, by, userId, keyId: newId('key') });
    for (const act of [make, revoke]) {
      const answers = await Promise.all(
        [hidden.id, newId('usr')].map((id) =>
          act(id).then(String, ({ code, message }) => ({ code, message })),
        ),
      );
      expect(answers[0]).toMatchObject({ code: 'not-found' });
      expect(answers[0]).toEqual(answers[1]);
    }
    await expect(make(hidden.id)).rejects.toMatchObject(refused('not-found'));
  });

  it('finds the bulk jobs and imports of others no more than if there were none', async () => {
    const { accountId } = firm;
    const start = async (by: typeof firm.by, userId: string) => {
      const jobId = newId('job');
      const wish = { action: 'resend-invitation' as const, select: { ids: [userId] } };
      await stage.ask(startBulkJob, { accountId, by, jobId, wish });
      return jobId;
    };
    const by = userActor(viewer.id);
    const [own, others] = [await start(by, viewer.id), await start(firm.by, hidden.id)];
    const look = (jobId: string, as = by) => stage.ask(getBulkJob, { accountId, by: as, jobId, page: {} });
    expect(await look(others, firm.by)).toMatchObject({ results: { items: [{ userId: hidden.id }] } });
    expect(await look(own)).toMatchObject({ id: own });
    await expect(look(others)).rejects.toMatchObject(refused('not-found'));
    const retry = stage.ask(retryBulkJob, { accountId, by, jobId: others });
    await expect(retry).rejects.toMatchObject(refused('not-found'));
    const list = await stage.ask(listBulkJobs, { accountId, by, page: {} });
    expect(list.items.map(({ id }) => id)).toEqual([own]);

    const open = async (as: typeof firm.by) => {
      const importId = newId('imp');
      const header = ['Username', 'First name', 'Last name'];
      await stage.ask(openUserImport, { accountId, importId, by: as, header, whenNoSeat: 'fail' });
      return importId;
    };
    const read = (importId: string, userId: string) =>
      stage.ask(getUserImport, { accountId, importId, viewer: { userId }, page: {} });
    const [mine, theirs] = [await open(by), await open(firm.by)];
    expect(await read(mine, viewer.id)).toMatchObject({ id: mine });
    expect(await read(theirs, firm.admin.id)).toMatchObject({ id: theirs });
    await expect(read(theirs, viewer.id)).rejects.toMatchObject(refused('not-found'));
  });

  it('finds nobody on the wait list, nor among those whose seats might be spared', async () => {
    const full = await stage.signUp(2);
    const { accountId, by: admin } = full;
    const clerk = await full.join('clerk', { groups: [], visibility: 'self' });
    const [first, second] = [
      await full.invite('first', {}, { whenNoSeat: 'wait' }),
      await full.invite('second', {}, { whenNoSeat: 'wait' }),
    ];
    const see = (visibility: object | string) =>
      stage.ask(updateUser, {
        accountId,
        by: admin,
        userId: clerk.id,
        changes: { visibility: visibility as 'self' },
      });
    const wait = (viewer?: { userId: string }) =>
      stage.ask(listWaiting, { accountId, product: 'core', viewer, page: { limit: 5, count: 'exact' } });
    const shown = async () =>
      (await wait({ userId: clerk.id })).items.map(({ position, user }) => [position, user.id]);
    expect(await wait()).toMatchObject({ total: 2 });
    expect(await shown()).toEqual([]);
    const holders = (userId: string) =>
      stage.ask(listSeatHolders, { accountId, product: 'core', viewer: { userId }, limit: 5 });
    expect((await holders(full.admin.id)).active.items).toHaveLength(2);
    expect((await holders(clerk.id)).active).toEqual({ count: 2, items: [] });

    await see({ users: [second.id] });
    expect(await shown()).toEqual([[2, second.id]]);
    const move = (userId: string, before: string) =>
      stage.ask(moveWaiting, {
        accountId,
        by: userActor(clerk.id),
        userId,
        product: 'core',
        target: { before },
      });
    await expect(move(second.id, first.id)).rejects.toMatchObject(refused('validation-failed'));
    await expect(move(full.admin.id, second.id)).rejects.toMatchObject(refused('not-found'));
    expect(await shown()).toEqual([[2, second.id]]);
  });
});
