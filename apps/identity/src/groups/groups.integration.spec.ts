import { BusModule } from '@seatkeeper/bus';
import {
  type BuiltInGroup,
  builtInGroups,
  createGroup,
  deleteGroup,
  getGroup,
  type Group,
  groupCreated,
  groupDeleted,
  groupUpdated,
  listGroups,
  listUserPermissions,
  type Permission,
  systemActor,
  updateGroup,
  userActor,
  userUpdated,
} from '@seatkeeper/contracts';
import { MongoModule } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock, testService, type TestService } from '@seatkeeper/testing';
import { EventRecorder, EventRecorderModule } from '../../testing/event-recorder.js';
import { storedUser } from '../../testing/stored-users.js';
import { accounts } from '../accounts/accounts.schema.js';
import { userCodeStems } from '../users/user-codes.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import { type StoredUser, users } from '../users/users.schema.js';
import { ReachModule } from '../reach/reach.module.js';
import { GroupsModule } from './groups.module.js';
import { GroupsRepository } from './groups.repository.js';
import { groups } from './groups.schema.js';
import { GroupsService } from './groups.service.js';

describe('groups', () => {
  const clock = new TestClock('2026-11-22T12:00:00Z');
  const system = systemActor('test');
  let service: TestService;
  let heard: EventRecorder;

  beforeAll(async () => {
    service = await testService({
      name: 'identity',
      clock,
      imports: [
        MongoModule.forRoot([accounts, users, userCodeStems, groups]),
        BusModule.forRoot({ part: true }),
        GroupsModule,
        ReachModule,
        EventRecorderModule,
      ],
    });
    heard = service.get(EventRecorder);
  });

  afterAll(() => service.close());

  const newUser = (accountId: string, given: Partial<StoredUser> = {}) =>
    service.get(UsersRepository).create(storedUser({ accountId, ...given }));
  const newGroup = (accountId: string, name: string, permissions: Permission[] = [], by = system) =>
    service.bus.request(createGroup, { accountId, by, groupId: newId('grp'), group: { name, permissions } });
  const userOf = (accountId: string, userId: string) => service.get(UsersRepository).find(accountId, userId);

  it('a group is created once, however often it is asked for with its id', async () => {
    const accountId = newId('acc');
    const asked = {
      accountId,
      by: system,
      groupId: newId('grp'),
      group: { name: 'Hosts', permissions: ['users.read'] as Permission[] },
    };
    const { values } = await race(5, () => service.bus.request(createGroup, asked));
    expect(new Set(values.map(({ id }) => id))).toEqual(new Set([asked.groupId]));
    expect(values).toHaveLength(5);
    await eventually(() => expect(heard.of(groupCreated, accountId)).toHaveLength(1));
  });

  it('a deletion that the bus delivers again answers as it did, and another one finds nothing', async () => {
    const accountId = newId('acc');
    const { id: groupId } = await newGroup(accountId, 'Hosts');
    const command = { accountId, by: system, groupId };
    const commandId = newId('cmd');
    const { values } = await race(4, () => service.bus.request(deleteGroup, { ...command, commandId }));
    expect(values).toEqual([{}, {}, {}, {}]);
    await eventually(() => expect(heard.of(groupDeleted, accountId)).toHaveLength(1));
    const another = service.bus.request(deleteGroup, { ...command, commandId: newId('cmd') });
    await expect(another).rejects.toMatchObject({ code: 'not-found' });
  });

  it('two groups of an account never have one name, whatever the letters; of two accounts they may', async () => {
    const accountId = newId('acc');
    const { values, refusals } = await race(10, (n) => newGroup(accountId, n % 2 ? 'Équipe' : 'ÉQUIPE'));
    expect(values).toHaveLength(1);
    expect(refusals).toEqual({ 'group-name-taken': 9 });
    await expect(newGroup(newId('acc'), 'Équipe')).resolves.toBeDefined();
    const other = await newGroup(accountId, 'Others');
    const rename = { accountId, by: system, groupId: other.id, changes: { name: 'équipe' } };
    await expect(service.bus.request(updateGroup, rename)).rejects.toMatchObject({
      code: 'group-name-taken',
    });
  });

  it('the list goes by name and pages', async () => {
    const accountId = newId('acc');
    for (const name of ['beta', 'Alpha', 'delta', 'Gamma']) await newGroup(accountId, name);
    const first = await service.bus.request(listGroups, { accountId, page: { limit: 7 } });
    expect(first).toMatchObject({ total: 8, nextCursor: expect.any(String) });
    const cursor = first.nextCursor ?? '';
    const second = await service.bus.request(listGroups, { accountId, page: { limit: 7, cursor } });
    const names = [...first.items, ...second.items].slice(4).map(({ name }) => name);
    expect(names).toEqual(['Alpha', 'beta', 'delta', 'Gamma']);
    await expect(
      service.bus.request(listGroups, { accountId: newId('acc'), page: { limit: 7, cursor } }),
    ).rejects.toMatchObject({ code: 'validation-failed' });
  });

  describe('that every account has', () => {
    const BUILT_IN = ['Global Admin', 'User Admin', 'Billing Admin', 'Member'];
    const all = async (accountId: string, limit = 50) => {
      const items: Group[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await service.bus.request(listGroups, { accountId, page: { limit, cursor } });
        items.push(...page.items);
        if (page.nextCursor === null) return items;
        cursor = page.nextCursor;
      }
    };
    const builtIn = async (accountId: string, key: BuiltInGroup) =>
      (await all(accountId)).find((group) => group.builtIn === key)!;

    it.each([1, 2, 3, 4, 5, 50])('come first in its list, each once, %i to a page', async (limit) => {
      const accountId = newId('acc');
      const names = async () => (await all(accountId, limit)).map(({ name }) => name);
      expect(await names()).toEqual(BUILT_IN);
      for (const name of ['Zebra', 'Alpha']) await newGroup(accountId, name);
      expect(await names()).toEqual([...BUILT_IN, 'Alpha', 'Zebra']);
    });

    it('allow what the catalogue says, nobody having made them, and are told as where it comes from', async () => {
      const accountId = newId('acc');
      const { id } = await builtIn(accountId, 'member');
      expect(await service.bus.request(getGroup, { accountId, groupId: id })).toMatchObject({
        name: 'Member',
        permissions: builtInGroups.member.permissions,
      });
      const user = await newUser(accountId, { groups: [id] });
      expect(await service.bus.request(listUserPermissions, { accountId, userId: user._id })).toMatchObject({
        items: builtInGroups.member.permissions.map((permission) => ({ permission, via: ['Member'] })),
      });
      // That of another account is nothing here.
      const stranger = await newUser(newId('acc'), { groups: [id] });
      const asked = { accountId: stranger.accountId, userId: stranger._id };
      expect(await service.bus.request(listUserPermissions, asked)).toMatchObject({ items: [] });
      await expect(
        service.bus.request(getGroup, { accountId: stranger.accountId, groupId: id }),
      ).rejects.toMatchObject({ code: 'not-found' });
    });

    it('cannot be changed, deleted or made a second time, whoever asks', async () => {
      const accountId = newId('acc');
      const admin = userActor((await newUser(accountId, { globalAdmin: true }))._id);
      const before = await all(accountId);
      for (const { id: groupId, name } of before) {
        const command = { accountId, by: admin, groupId };
        const refused = [
          service.bus.request(updateGroup, { ...command, changes: { permissions: ['users.read'] } }),
          service.bus.request(updateGroup, { ...command, changes: { name: 'Other' } }),
          service.bus.request(deleteGroup, command),
        ];
        for (const call of refused) await expect(call).rejects.toMatchObject({ code: 'built-in-group' });
        await expect(newGroup(accountId, name.toUpperCase())).rejects.toMatchObject({
          code: 'group-name-taken',
        });
      }
      const own = await newGroup(accountId, 'Own');
      const rename = { accountId, by: admin, groupId: own.id, changes: { name: 'member' } };
      await expect(service.bus.request(updateGroup, rename)).rejects.toMatchObject({
        code: 'group-name-taken',
      });
      expect((await all(accountId)).slice(0, 4)).toEqual(before);
    });
  });

  it('a change tells before and after; one that changes nothing says nothing', async () => {
    const accountId = newId('acc');
    const group = await newGroup(accountId, 'Hosts', ['users.read']);
    const command = { accountId, by: system, groupId: group.id };
    const same = await service.bus.request(updateGroup, { ...command, changes: { name: 'Hosts' } });
    expect(same.version).toBe(1);
    const changes = { name: 'Hosts and guides', permissions: ['users.read', 'users.invite'] as Permission[] };
    const changed = await service.bus.request(updateGroup, { ...command, changes, ifVersion: 1 });
    expect(changed).toMatchObject({ ...changes, version: 2 });
    await expect(
      service.bus.request(updateGroup, { ...command, changes: { name: 'Late' }, ifVersion: 1 }),
    ).rejects.toMatchObject({ code: 'precondition-failed' });
    await eventually(() => {
      const [told, ...more] = heard.of(groupUpdated, accountId);
      expect(more).toEqual([]);
      expect(told?.changes).toEqual([
        { field: 'name', before: 'Hosts', after: 'Hosts and guides' },
        { field: 'permissions', before: ['users.read'], after: ['users.read', 'users.invite'] },
      ]);
    });
  });

  it('nobody can hand on what they do not hold, neither to a new group nor to an old one', async () => {
    const accountId = newId('acc');
    const managers = await newGroup(accountId, 'Managers', ['groups.manage', 'users.read']);
    const manager = userActor((await newUser(accountId, { groups: [managers.id] }))._id);
    const admin = userActor((await newUser(accountId, { globalAdmin: true }))._id);
    const stranger = userActor((await newUser(newId('acc'), { globalAdmin: true }))._id);
    const gone = userActor((await newUser(accountId, { globalAdmin: true, status: 'deactivated' }))._id);

    await expect(newGroup(accountId, 'Readers', ['users.read'], manager)).resolves.toBeDefined();
    for (const actor of [manager, stranger, gone])
      await expect(newGroup(accountId, 'Bouncers', ['users.ban'], actor)).rejects.toMatchObject({
        code: 'forbidden',
        members: { permission: 'users.ban' },
      });
    const bouncers = await newGroup(accountId, 'Bouncers', ['users.ban'], admin);

    const change = (permissions: Permission[]) =>
      service.bus.request(updateGroup, {
        accountId,
        by: manager,
        groupId: bouncers.id,
        changes: { permissions },
      });
    await expect(change(['users.ban', 'audit.read'])).rejects.toMatchObject({ code: 'forbidden' });
    // A group that holds more than they do is not theirs to change, or to delete.
    for (const permissions of [['users.ban', 'users.read'], ['users.read'], []] as Permission[][])
      await expect(change(permissions)).rejects.toMatchObject({ members: { permission: 'users.ban' } });
    const command = { accountId, by: manager, groupId: bouncers.id };
    await expect(service.bus.request(deleteGroup, command)).rejects.toMatchObject({ code: 'forbidden' });
    await service.bus.request(deleteGroup, { ...command, by: admin });
  });

  it('permissions of a user are listed with where they come from', async () => {
    const accountId = newId('acc');
    const [hosts, readers] = [
      await newGroup(accountId, 'Hosts', ['users.read', 'users.invite']),
      await newGroup(accountId, 'Readers', ['users.read']),
    ];
    const user = await newUser(accountId, { groups: [hosts.id, readers.id, newId('grp')] });
    const asked = { accountId, userId: user._id };
    expect(await service.bus.request(listUserPermissions, asked)).toMatchObject({
      items: [
        { permission: 'users.read', via: ['Hosts', 'Readers'] },
        { permission: 'users.invite', via: ['Hosts'] },
      ],
    });
    await expect(
      service.bus.request(listUserPermissions, { ...asked, accountId: newId('acc') }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('deleting a group takes it off its members, frees its name and cannot be done twice', async () => {
    const accountId = newId('acc');
    const group = await newGroup(accountId, 'Hosts', ['users.read']);
    const members = await Promise.all(
      Array.from({ length: 5 }, () => newUser(accountId, { groups: [group.id] })),
    );
    const command = { accountId, by: system, groupId: group.id };
    await service.bus.request(deleteGroup, command);
    for (const { _id } of members) expect((await userOf(accountId, _id))?.groups).toEqual([]);
    await expect(service.bus.request(deleteGroup, command)).rejects.toMatchObject({ code: 'not-found' });
    await expect(service.bus.request(getGroup, command)).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      service.bus.request(updateGroup, { ...command, changes: { name: 'Hosts' } }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(newGroup(accountId, 'hosts')).resolves.toBeDefined();
    await eventually(() => {
      expect(heard.of(groupDeleted, accountId)).toHaveLength(1);
      expect(heard.of(userUpdated, accountId)).toHaveLength(5);
    });
  });

  it('a deletion that a crash cut off allows nothing any more and is finished by the sweeper', async () => {
    const accountId = newId('acc');
    const group = await newGroup(accountId, 'Hosts', ['users.read']);
    const user = await newUser(accountId, { groups: [group.id] });
    const marked = { set: { live: false, updatedAt: clock.now() } };
    await service.get(GroupsRepository).decide(accountId, group.id, () => ({ update: marked }));
    expect(await service.bus.request(listUserPermissions, { accountId, userId: user._id })).toMatchObject({
      items: [],
    });

    clock.advance(61_000);
    await service.get(GroupsService).sweep();
    expect((await userOf(accountId, user._id))?.groups).toEqual([]);
    expect(await service.get(GroupsRepository).deletedBefore(clock.now(), 10)).toEqual([]);
  });

  it('belong to one account: an id of another account is not found', async () => {
    const group = await newGroup(newId('acc'), 'Hosts');
    const elsewhere = { accountId: newId('acc'), by: system, groupId: group.id };
    const calls = [
      () => service.bus.request(getGroup, elsewhere),
      () => service.bus.request(updateGroup, { ...elsewhere, changes: { name: 'Mine' } }),
      () => service.bus.request(deleteGroup, elsewhere),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'not-found' });
  });
});
