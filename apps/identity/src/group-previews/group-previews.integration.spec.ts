import {
  createGroup,
  getGroup,
  listUserPermissions,
  type Permission,
  previewGroup,
  updateGroup,
  updateUser,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import type { z } from 'zod';
import { builtInGroupId } from '../groups/built-in-groups.js';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

type Asked = z.input<(typeof previewGroup)['input']>;

describe('a look at a change of a group', () => {
  let stage: Stage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startStage();
    firm = await stage.signUp(60);
  });
  afterAll(() => stage.close());

  let count = 0;
  const group = async (...permissions: Permission[]) => {
    const groupId = newId('grp');
    const { accountId, by } = firm;
    await stage.ask(createGroup, {
      accountId,
      by,
      groupId,
      group: { name: `Group ${++count}`, permissions },
    });
    return groupId;
  };
  const join = (...groups: string[]) => firm.join(`person${++count}`, { groups });
  const preview = (groupId: string, changes: Asked['changes'], more: Partial<Asked> = {}) =>
    stage.ask(previewGroup, {
      accountId: firm.accountId,
      by: firm.by,
      groupId,
      changes,
      page: { limit: 50 },
      ...more,
    });
  const held = async ({ id: userId }: User): Promise<Permission[]> => {
    const { items } = await stage.ask(listUserPermissions, { accountId: firm.accountId, userId });
    return items.map(({ permission }) => permission);
  };

  it('of Global Admin tells what the role would bring, and that what it allows stays as it is', async () => {
    const admins = builtInGroupId(firm.accountId, 'global-admin');
    const [person, helper] = [
      await join(),
      await join(await group('groups.manage', 'users.read', 'users.update')),
    ];
    const members = { add: [person.id], remove: [] };
    const seen = await preview(admins, { permissions: [], members });
    expect(seen).toMatchObject({
      refusal: { code: 'built-in-group' },
      named: [{ change: 'added', refusal: null }],
    });
    expect(seen.named[0]?.effect?.gained).toContain('account.update');
    const byHelper = await preview(admins, { members }, { by: userActor(helper.id) });
    expect(byHelper.named).toMatchObject([{ change: 'added', refusal: { code: 'forbidden' } }]);
    expect(await held(person)).toEqual([]);
  });

  it('promises to everybody what the change then brings, and changes nothing itself', async () => {
    const [hosts, readers] = [await group('users.read', 'users.invite'), await group('users.read')];
    const stays = [await join(hosts), await join(hosts, readers)];
    const [leaves, comes, admin] = [await join(hosts, readers), await join(readers), await join(hosts)];
    const set = (userId: string, changes: object) =>
      stage.ask(updateUser, { accountId: firm.accountId, by: firm.by, userId, changes });
    await set(admin.id, { globalAdmin: true });
    const permissions: Permission[] = ['users.invite', 'users.ban'];
    const everybody = [...stays, leaves, comes, admin];
    const before = await Promise.all(everybody.map(held));

    const seen = await preview(hosts, { permissions, members: { add: [comes.id], remove: [leaves.id] } });
    expect(await Promise.all(everybody.map(held))).toEqual(before);
    expect(await stage.ask(getGroup, { accountId: firm.accountId, groupId: hosts })).toMatchObject({
      version: 1,
    });
    expect(seen).toMatchObject({ refusal: null, named: [{ change: 'added' }, { change: 'removed' }] });

    await stage.ask(updateGroup, {
      accountId: firm.accountId,
      by: firm.by,
      groupId: hosts,
      changes: { permissions },
    });
    await set(comes.id, { groups: [readers, hosts] });
    await set(leaves.id, { groups: [readers] });
    const after = await Promise.all(everybody.map(held));
    const happened = everybody
      .map(({ id }, n) => ({
        userId: id,
        gained: after[n]!.filter((each) => !before[n]!.includes(each)),
        lost: before[n]!.filter((each) => !after[n]!.includes(each)),
      }))
      .filter(({ gained, lost }) => gained.length + lost.length > 0);
    const promised = [...seen.members.items, ...seen.named.flatMap(({ effect }) => effect ?? [])];
    const byId = (one: { userId: string }, other: { userId: string }) =>
      one.userId.localeCompare(other.userId);
    expect(promised.map(({ userId, gained, lost }) => ({ userId, gained, lost })).sort(byId)).toEqual(
      happened.sort(byId),
    );
    expect(seen.counts).toEqual({
      gaining: 3,
      losing: 2,
      byPermission: expect.arrayContaining([
        { permission: 'users.ban', gaining: 3, losing: 0 },
        { permission: 'users.invite', gaining: 1, losing: 1 },
        { permission: 'users.read', gaining: 0, losing: 1 },
      ]),
    });
  });

  it('pages through those who stay, and counts them all', async () => {
    const hosts = await group('users.read');
    for (let n = 0; n < 5; n += 1) await join(hosts);
    const first = await preview(hosts, { permissions: [] }, { page: { limit: 3 } });
    expect(first.counts).toMatchObject({ gaining: 0, losing: 5 });
    expect(first.members).toMatchObject({ total: 5, nextCursor: expect.any(String) });
    const page = { limit: 3, cursor: first.members.nextCursor ?? '' };
    const second = await preview(hosts, { permissions: [] }, { page });
    const ids = [...first.members.items, ...second.members.items].map(({ userId }) => userId);
    expect([new Set(ids).size, second.members.nextCursor]).toEqual([5, null]);
    expect((await preview(hosts, { permissions: ['users.read'] })).members.items).toEqual([]);
  });

  it('says why it would be refused, in the words of the call that would do it', async () => {
    const [finance, desk] = [await group('audit.read'), await group('groups.manage', 'users.read')];
    const helpers = await group('groups.manage', 'users.read', 'users.update');
    const [clerk, helper] = [await join(desk), await join(helpers)];
    const [strong, plain] = [await join(finance), await join()];
    const by = userActor(helper.id);
    const changes = { permissions: ['audit.read', 'users.ban'] as Permission[] };

    const { refusal } = await preview(finance, changes, { by });
    expect(refusal).toMatchObject({ code: 'forbidden', missing: ['audit.read'] });
    const told = await stage
      .ask(updateGroup, { accountId: firm.accountId, by, groupId: finance, changes })
      .catch((error: unknown) => error);
    expect(told).toMatchObject({ message: refusal?.detail });

    const members = { add: [plain.id, 'usr_nobody00000000'], remove: [strong.id] };
    const { named } = await preview(finance, { members }, { by });
    expect(named).toMatchObject([
      { userId: plain.id, change: 'added', refusal: { code: 'forbidden', missing: ['audit.read'] } },
      { change: 'none', refusal: { code: 'not-found' }, effect: null },
      { userId: strong.id, change: 'removed', refusal: { code: 'forbidden', missing: ['audit.read'] } },
    ]);
    const weaker = await preview(desk, { members: { add: [plain.id] } }, { by: userActor(clerk.id) });
    expect(weaker.named).toMatchObject([
      { change: 'added', refusal: { code: 'forbidden', missing: ['users.update'] } },
    ]);
  });

  it('is for those who may see people, of a group of their own account', async () => {
    const manager = await join(await group('groups.manage'));
    const hosts = await group('users.read');
    await expect(preview(hosts, { permissions: [] }, { by: userActor(manager.id) })).rejects.toMatchObject({
      ...refused('forbidden'),
      members: { permission: 'users.read' },
    });
    const other = await stage.signUp();
    await expect(
      preview(hosts, { permissions: [] }, { accountId: other.accountId, by: other.by }),
    ).rejects.toMatchObject(refused('not-found'));
    const strangers = { members: { add: [other.admin.id] } };
    expect((await preview(hosts, strangers)).named).toMatchObject([{ refusal: { code: 'not-found' } }]);
    const both = { members: { add: [manager.id], remove: [manager.id] } };
    await expect(preview(hosts, both)).rejects.toMatchObject(refused('validation-failed'));
    await expect(preview(hosts, {})).rejects.toMatchObject(refused('validation-failed'));
  });
});
