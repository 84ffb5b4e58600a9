import {
  accountUpdated,
  createGroup,
  deleteGroup,
  getAccount,
  inviteUser,
  listUserPermissions,
  type Permission,
  replaceUser,
  updateAccount,
  updateGroup,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, TestClock } from '@seatkeeper/testing';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { GroupsService } from '../groups/groups.service.js';

describe('the default group of an account', () => {
  const clock = new TestClock();
  let stage: Stage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startStage({ clock });
  });
  beforeEach(async () => {
    firm = await stage.signUp(20);
  });
  afterAll(() => stage.close());

  let count = 0;
  const group = async (...permissions: Permission[]) => {
    const groupId = newId('grp');
    const { accountId, by } = firm;
    const wanted = { name: `Group ${++count}`, permissions };
    await stage.ask(createGroup, { accountId, by, groupId, group: wanted });
    return groupId;
  };
  const setDefault = (defaultGroup: string | null, by = firm.by) =>
    stage.ask(updateAccount, { accountId: firm.accountId, by, changes: { policies: { defaultGroup } } });
  const defaultGroup = async () =>
    (await stage.ask(getAccount, { accountId: firm.accountId })).policies.defaultGroup;
  const remove = (groupId: string) =>
    stage.ask(deleteGroup, { accountId: firm.accountId, by: firm.by, groupId });

  it('is that of people who are invited without a word about groups, and of nobody else', async () => {
    const [staff, hosts] = [await group('users.read'), await group('users.invite')];
    expect((await firm.invite('before')).groups).toEqual([]);
    expect((await setDefault(staff)).policies).toMatchObject({ sessionDays: 30, defaultGroup: staff });
    expect((await firm.invite('ann')).groups).toEqual([staff]);
    expect((await firm.invite('ben', { groups: [hosts] })).groups).toEqual([hosts]);
    expect((await firm.invite('none', { groups: [] })).groups).toEqual([]);
    expect((await firm.invite('robot', { type: 'service' })).groups).toEqual([]);
    await setDefault(null);
    expect((await firm.invite('after')).groups).toEqual([]);
  });

  it('is that of who comes in the place of somebody else, unless they take over the groups', async () => {
    const [staff, hosts] = [await group('users.read'), await group('users.invite')];
    const [ann, ben] = [
      await firm.join('ann', { groups: [hosts] }),
      await firm.join('ben', { groups: [hosts] }),
    ];
    await setDefault(staff);
    const replace = async (userId: string, username: string, copy: 'groups'[]) => {
      const newUser = { username, firstName: 'Mei', lastName: 'Sato' };
      const { replacement } = await stage.ask(replaceUser, {
        accountId: firm.accountId,
        by: firm.by,
        userId,
        replacement: { newUser },
        newUserId: newId('usr'),
        copy,
      });
      return replacement.groups;
    };
    expect(await replace(ann.id, `mei@${firm.slug}.example`, [])).toEqual([staff]);
    expect(await replace(ben.id, `kim@${firm.slug}.example`, ['groups'])).toEqual([hosts]);
  });

  it('is handed on by nobody who holds less; they say which groups it is to be instead', async () => {
    const [finance, desk] = [await group('audit.read'), await group('users.invite', 'users.read')];
    const clerk = userActor((await firm.join('clerk', { groups: [desk] })).id);
    await setDefault(finance);
    await expect(firm.invite('ann', {}, { by: clerk })).rejects.toMatchObject({
      ...refused('forbidden'),
      detail: expect.stringContaining('`[]` for none'),
      members: { permission: 'audit.read' },
    });
    expect((await firm.invite('ann', { groups: [] }, { by: clerk })).groups).toEqual([]);
    // What the group carries when somebody is invited counts, not what it carried when it was chosen.
    const change = { accountId: firm.accountId, by: firm.by, groupId: finance };
    await stage.ask(updateGroup, { ...change, changes: { permissions: ['users.read'] } });
    expect((await firm.invite('ben', {}, { by: clerk })).groups).toEqual([finance]);
  });

  it('is chosen by nobody who holds less, and has to be a group of the account', async () => {
    const [finance, office] = [await group('audit.read'), await group('account.update')];
    const clerk = userActor((await firm.join('clerk', { groups: [office] })).id);
    await expect(setDefault(finance, clerk)).rejects.toMatchObject(refused('forbidden'));
    const elsewhere = { ...refused('validation-failed'), errors: [{ path: 'policies.defaultGroup' }] };
    await expect(setDefault(newId('grp'))).rejects.toMatchObject(elsewhere);
    const mine = firm;
    firm = await stage.signUp();
    const theirs = await group('users.read');
    firm = mine;
    await expect(setDefault(theirs)).rejects.toMatchObject(elsewhere);
    expect(await defaultGroup()).toBeNull();
    expect((await setDefault(office, clerk)).policies.defaultGroup).toBe(office);
    expect((await setDefault(office, clerk)).policies.defaultGroup).toBe(office);
    await eventually(() => expect(stage.heard.of(accountUpdated, firm.accountId)).toHaveLength(1));
  });

  it('cannot be deleted while it is the default', async () => {
    const staff = await group('users.read');
    await setDefault(staff);
    const ann = await firm.invite('ann');
    await expect(remove(staff)).rejects.toMatchObject({
      ...refused('in-use'),
      detail: expect.stringContaining('PATCH /v1/account'),
    });
    expect((await firm.user(ann.id)).groups).toEqual([staff]);
    await setDefault(null);
    await remove(staff);
  });

  it('that was deleted at the moment it was chosen keeps nobody out, and is forgotten by the sweeper', async () => {
    const staff = await group('users.read');
    await remove(staff);
    const { accountId } = firm;
    const policies = { defaultGroup: staff };
    await stage.identity.get(AccountsRepository).decide(accountId, () => ({ update: { set: { policies } } }));
    const ann = await firm.invite('ann');
    expect(ann.groups).toEqual([]);
    expect((await stage.ask(listUserPermissions, { accountId, userId: ann.id })).items).toEqual([]);
    clock.advance(61_000);
    await stage.identity.get(GroupsService).sweep();
    expect(await defaultGroup()).toBeNull();
  });

  it('is that of whoever is asked for twice, once', async () => {
    const staff = await group('users.read');
    await setDefault(staff);
    const asked = {
      accountId: firm.accountId,
      by: firm.by,
      userId: newId('usr'),
      user: { username: `ann@${firm.slug}.example`, firstName: 'Ann', lastName: 'Osei' },
      whenNoSeat: 'fail' as const,
    };
    const first = await stage.ask(inviteUser, asked);
    expect(first.groups).toEqual([staff]);
    await setDefault(null);
    expect(await stage.ask(inviteUser, asked)).toEqual(first);
  });
});
