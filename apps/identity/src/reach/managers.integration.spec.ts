import {
  banUser,
  createGroup,
  deactivateUser,
  getUser,
  groupUpdated,
  type InvitationRow,
  inviteUser,
  listInvitations,
  listUserHistory,
  listUserPermissions,
  listUsers,
  managerPermissions,
  openUserExport,
  type Permission,
  reactivateUser,
  readUserExport,
  replaceUser,
  resendInvitation,
  revokeInvitation,
  unbanUser,
  updateGroup,
  updateUser,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

/** Lines 004-16 and 002-24 of the comparison with other systems: a Group Manager, limited to the people of the group. */
describe('the manager of a group', () => {
  let stage: Stage;
  let firm: Firm;
  /** Manages `tax`, of which `mine` is a member, and holds nothing besides. */
  let manager: User;
  let mine: User;
  let other: User;
  let tax: string;

  beforeAll(async () => {
    stage = await startStage();
    firm = await stage.signUp(60);
    manager = await firm.join('manager');
    tax = await group([manager.id]);
    [mine, other] = [await firm.join('mine', { groups: [tax] }), await firm.join('other')];
  });
  afterAll(() => stage.close());

  let count = 0;
  async function group(managers: string[], permissions: Permission[] = []): Promise<string> {
    const groupId = newId('grp');
    const { accountId, by } = firm;
    const wanted = { name: `Group ${++count}`, permissions, managers };
    await stage.ask(createGroup, { accountId, by, groupId, group: wanted });
    return groupId;
  }
  const managersOf = async (groupId: string) =>
    (await stage.ask(listUserPermissions, { accountId: firm.accountId, userId: manager.id })).manages.some(
      ({ id }) => id === groupId,
    );
  const as = (who: User) => ({
    accountId: firm.accountId,
    by: userActor(who.id),
    asManager: true as const,
  });
  const seenBy = (who: User, keyId?: string) => ({
    accountId: firm.accountId,
    viewer: { userId: who.id, asManager: true as const, ...(keyId && { keyId }) },
  });
  const change = (groupId: string, changes: object, by = firm.by) =>
    stage.ask(updateGroup, { accountId: firm.accountId, by, groupId, changes });

  const acts: [string, (userId: string) => Promise<unknown>][] = [
    ['change', (userId) => stage.ask(updateUser, { ...as(manager), userId, changes: { title: 'Dr' } })],
    ['ban', (userId) => stage.ask(banUser, { ...as(manager), userId, reason: 'Lost laptop' })],
    ['unban', (userId) => stage.ask(unbanUser, { ...as(manager), userId })],
    ['deactivate', (userId) => stage.ask(deactivateUser, { ...as(manager), userId })],
    ['reactivate', (userId) => stage.ask(reactivateUser, { ...as(manager), userId })],
  ];

  it.each(acts)('can %s somebody of the group, and does not find anybody else', async (name, act) => {
    await expect(act(mine.id)).resolves.toBeDefined();
    const before = await firm.user(other.id);
    await expect(act(other.id)).rejects.toMatchObject(refused('not-found'));
    await expect(act(firm.admin.id)).rejects.toMatchObject(refused('not-found'));
    await expect(act(newId('usr'))).rejects.toMatchObject(refused('not-found'));
    expect(await firm.user(other.id)).toEqual(before);
    expect(name).toBeDefined();
  });

  it('sees the people of the group in lists, searches, counts, files and by themselves, and nobody else', async () => {
    const seen = seenBy(manager);
    const list = async (filter: object) =>
      stage.ask(listUsers, { ...seen, filter, page: { limit: 50, count: 'exact' } });
    expect(await list({})).toMatchObject({ items: [{ id: mine.id }], total: 1 });
    expect(await list({ q: 'mine' })).toMatchObject({ items: [{ id: mine.id }], total: 1 });
    for (const filter of [{ q: 'other' }, { group: newId('grp') }, { type: 'service' }])
      expect(await list(filter)).toMatchObject({ items: [], total: 0 });
    const { header, customFields } = await stage.ask(openUserExport, { ...seen, filter: {} });
    const { rows } = await stage.ask(readUserExport, { ...seen, filter: {}, customFields });
    expect(rows.map((row) => row[header.findIndex((name) => /username/i.test(name))])).toEqual([
      mine.username,
    ]);
    const invitations = await stage.ask(listInvitations, { ...seen, filter: {}, page: { limit: 50 } });
    expect(invitations.items.map(({ user }: InvitationRow) => user.id)).toEqual([mine.id]);
    for (const question of [getUser, listUserPermissions] as const) {
      await expect(stage.ask(question, { ...seen, userId: mine.id })).resolves.toBeDefined();
      await expect(stage.ask(question, { ...seen, userId: other.id })).rejects.toMatchObject(
        refused('not-found'),
      );
    }
    const history = { ...seen, page: { limit: 5 } };
    await expect(stage.ask(listUserHistory, { ...history, userId: mine.id })).resolves.toBeDefined();
    await expect(stage.ask(listUserHistory, { ...history, userId: other.id })).rejects.toMatchObject(
      refused('not-found'),
    );
  });

  it('is one in person: an API key of theirs reaches nobody, nor does who manages nothing', async () => {
    for (const seen of [seenBy(manager, newId('key')), seenBy(other)]) {
      expect(await stage.ask(listUsers, { ...seen, filter: {}, page: { limit: 50 } })).toMatchObject({
        items: [],
      });
      await expect(stage.ask(getUser, { ...seen, userId: mine.id })).rejects.toMatchObject(
        refused('not-found'),
      );
    }
    const byKey = { ...as(manager), by: userActor(manager.id, newId('key')) };
    await expect(stage.ask(unbanUser, { ...byKey, userId: mine.id })).rejects.toMatchObject(
      refused('not-found'),
    );
  });

  it('does nothing to somebody of the group who holds more, and a colleague who manages as much is no more', async () => {
    const strong = await group([], ['audit.read']);
    const [stronger, peer] = [
      await firm.join('stronger', { groups: [tax, strong] }),
      await firm.join('peer', { groups: [tax] }),
    ];
    await change(tax, { managers: [manager.id, peer.id] });
    const ban = (userId: string) => stage.ask(banUser, { ...as(manager), userId, reason: 'Lost laptop' });
    await expect(ban(stronger.id)).rejects.toMatchObject(refused('forbidden'));
    await expect(
      stage.ask(updateUser, { ...as(manager), userId: stronger.id, changes: { title: 'Dr' } }),
    ).rejects.toMatchObject(refused('forbidden'));
    await expect(ban(peer.id)).resolves.toMatchObject({ status: 'banned' });
    // Who manages others besides can do to them what this one cannot.
    await group([stronger.id, peer.id]);
    await expect(stage.ask(unbanUser, { ...as(manager), userId: peer.id })).rejects.toMatchObject(
      refused('forbidden'),
    );
    await stage.ask(unbanUser, { accountId: firm.accountId, by: firm.by, userId: peer.id });
    await change(tax, { managers: [manager.id] });
  });

  it('changes what is said of people, and neither who they are nor what they may do', async () => {
    const wrong = [
      { groups: [] },
      { globalAdmin: true },
      { products: ['core'] },
      { email: `elsewhere@${firm.slug}.example` },
      { username: `elsewhere@${firm.slug}.example` },
      { reportsTo: manager.id },
      { title: 'Dr', groups: [tax] },
    ];
    const before = await firm.user(mine.id);
    for (const changes of wrong)
      await expect(stage.ask(updateUser, { ...as(manager), userId: mine.id, changes })).rejects.toMatchObject(
        {
          ...refused('forbidden'),
          members: { permission: 'users.update' },
        },
      );
    expect(await firm.user(mine.id)).toEqual(before);
    const plan = { reassignmentId: newId('rea'), plan: { to: firm.admin.id } };
    await expect(
      stage.ask(deactivateUser, { ...as(manager), userId: mine.id, reassign: plan }),
    ).rejects.toMatchObject({ members: { permission: 'records.reassign' } });
  });

  it('invites into the group, resends and withdraws, and puts nobody anywhere else', async () => {
    const invite = (name: string, more: object = {}) =>
      stage.ask(inviteUser, {
        ...as(manager),
        userId: newId('usr'),
        user: { username: `${name}@${firm.slug}.example`, firstName: 'New', lastName: 'Osei', ...more },
        whenNoSeat: 'fail',
      });
    const [foreign, strong] = [await group([]), await group([manager.id], ['audit.read'])];
    const total = (await firm.users()).length;
    for (const more of [
      { groups: [foreign] },
      { groups: [tax, foreign] },
      { groups: [strong] },
      { groups: [tax], globalAdmin: true },
      { groups: [tax], type: 'service' },
      { groups: [tax], reportsTo: firm.admin.id },
    ])
      await expect(invite('nobody', more)).rejects.toMatchObject(refused('forbidden'));
    // Of two groups one has to be said.
    await expect(invite('nobody')).rejects.toMatchObject(refused('validation-failed'));
    expect(await firm.users()).toHaveLength(total);
    await change(strong, { managers: [] });
    const fresh = await invite('fresh');
    expect(fresh).toMatchObject({ status: 'invited', groups: [tax] });
    await stage.ask(resendInvitation, { ...as(manager), userId: fresh.id });
    expect(await stage.ask(revokeInvitation, { ...as(manager), userId: fresh.id })).toMatchObject({
      status: 'deactivated',
    });
    const elsewhere = await firm.invite('elsewhere');
    await expect(stage.ask(resendInvitation, { ...as(manager), userId: elsewhere.id })).rejects.toMatchObject(
      refused('not-found'),
    );
  });

  it('is made one by who holds what managers may do, of people who are there', async () => {
    const helpers = await group([], ['groups.manage', ...managerPermissions.slice(1)]);
    const helper = userActor((await firm.join('helper', { groups: [helpers] })).id);
    const plain = await group([]);
    for (const managers of [[helper.id], [manager.id]])
      await expect(change(plain, { managers }, helper)).rejects.toMatchObject({
        ...refused('forbidden'),
        members: { permission: 'users.read' },
      });
    await expect(change(tax, { managers: [] }, helper)).rejects.toMatchObject(refused('forbidden'));
    const gone = await firm.invite('gone');
    await stage.ask(revokeInvitation, { accountId: firm.accountId, by: firm.by, userId: gone.id });
    for (const id of [gone.id, newId('usr')])
      await expect(change(plain, { managers: [manager.id, id] })).rejects.toMatchObject({
        ...refused('validation-failed'),
        errors: [{ path: 'managers[1]' }],
      });
    expect(await change(plain, { managers: [manager.id] })).toMatchObject({ managers: [manager.id] });
    await eventually(() =>
      expect(stage.heard.of(groupUpdated, firm.accountId).at(-1)?.changes).toEqual([
        { field: 'managers', before: [], after: [manager.id] },
      ]),
    );
    await change(plain, { managers: [] });
    expect(await managersOf(plain)).toBe(false);
  });

  it('is acted upon only by who holds what managers may do', async () => {
    const bouncers = await group([], ['users.ban']);
    const bouncer = userActor((await firm.join('bouncer', { groups: [bouncers] })).id);
    const ban = (by = bouncer) =>
      stage.ask(banUser, { accountId: firm.accountId, by, userId: manager.id, reason: 'Lost laptop' });
    await expect(ban()).rejects.toMatchObject(refused('forbidden'));
    await expect(ban(firm.by)).resolves.toMatchObject({ status: 'banned' });
    // Who may not act at all manages nobody.
    await expect(stage.ask(unbanUser, { ...as(manager), userId: mine.id })).rejects.toMatchObject(
      refused('not-found'),
    );
    await stage.ask(unbanUser, { accountId: firm.accountId, by: firm.by, userId: manager.id });
  });

  it('who leaves loses the place, and does not have it again when they come back', async () => {
    const leaver = await firm.join('leaver');
    const [one, both] = [await group([leaver.id]), await group([manager.id, leaver.id])];
    const command = { accountId: firm.accountId, by: firm.by, userId: leaver.id };
    await stage.ask(deactivateUser, command);
    await stage.ask(reactivateUser, command);
    const { manages } = await stage.ask(listUserPermissions, {
      accountId: firm.accountId,
      userId: leaver.id,
    });
    expect(manages).toEqual([]);
    expect(await change(both, {})).toMatchObject({ managers: [manager.id] });
    expect(await change(one, {})).toMatchObject({ managers: [] });
    await change(both, { managers: [] });
  });

  it('of a leaving and being made one at the same moment nobody stays who left', async () => {
    for (let round = 1; round <= 10; round += 1) {
      const [leaver, groupId] = [await firm.invite(`racer${round}`), await group([])];
      const command = { accountId: firm.accountId, by: firm.by, userId: leaver.id };
      await race<unknown>(2, (n) =>
        n === 0 ? stage.ask(revokeInvitation, command) : change(groupId, { managers: [leaver.id] }),
      );
      expect(await firm.user(leaver.id)).toMatchObject({ status: 'deactivated' });
      expect(await change(groupId, {})).toMatchObject({ managers: [] });
    }
  }, 30_000);

  it('hands the place over to who comes instead, and the report says of how many groups', async () => {
    const leaver = await firm.join('former');
    const groups = [await group([leaver.id]), await group([manager.id, leaver.id])];
    const heir = await firm.join('heir');
    const done = await stage.ask(replaceUser, {
      accountId: firm.accountId,
      by: firm.by,
      userId: leaver.id,
      replacement: { userId: heir.id },
      newUserId: newId('usr'),
    });
    expect(done).toMatchObject({ groupsManaged: 2 });
    expect(await change(groups[0]!, {})).toMatchObject({ managers: [heir.id] });
    expect(await change(groups[1]!, {})).toMatchObject({ managers: [manager.id, heir.id] });
    await change(groups[1]!, { managers: [] });
  });
});
