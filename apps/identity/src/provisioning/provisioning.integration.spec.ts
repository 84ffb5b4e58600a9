import {
  banUser,
  changeProvisionedGroup,
  changeProvisionedUser,
  createApiKey,
  createGroup,
  createSsoConnection,
  deactivateUser,
  deleteGroup,
  type FaultCode,
  inviteUser,
  invitationIssued,
  listProvisionedGroups,
  listProvisionedUsers,
  type NewProvisionedUser,
  Permission,
  isOperatorPermission,
  provisionGroup,
  type ProvisionedUser,
  provisionUser,
  reactivateUser,
  removeProvisionedUser,
  updateAccount,
  updateGroup,
  updateUser,
  userActor,
  userDeactivated,
  userUpdated,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { type Firm, refused as saying, type Stage, startStage } from '../../testing/stage.js';

/** Rejects, with this word. */
const refused = (asked: Promise<unknown>, code: FaultCode) =>
  expect(asked).rejects.toMatchObject(saying(code));

const all = Permission.options.filter((permission) => !isOperatorPermission(permission));

describe('an identity provider', () => {
  let stage: Stage;
  let firm: Firm;
  /** The key of a service user that holds everything which it is not kept from. */
  let by: ReturnType<typeof userActor>;

  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    firm = await stage.signUp(5);
    by = await keyFor(all);
  });

  async function keyFor(scopes: Permission[]): Promise<ReturnType<typeof userActor>> {
    const { accountId } = firm;
    const groupId = newId('grp');
    const name = `Provisioning ${groupId}`;
    await stage.ask(createGroup, { accountId, by: firm.by, groupId, group: { name, permissions: scopes } });
    const userId = newId('usr');
    const user = {
      username: `${userId.slice(4)}@${firm.slug}.example`,
      ...{ firstName: 'Identity', lastName: 'Provider', type: 'service' as const, groups: [groupId] },
    };
    await stage.ask(inviteUser, { accountId, by: firm.by, userId, user, whenNoSeat: 'fail' });
    const keyId = newId('key');
    const key = { name: 'SCIM', scopes };
    await stage.ask(createApiKey, { accountId, by: firm.by, userId, keyId, secretHash: 'x'.repeat(43), key });
    return userActor(userId, keyId);
  }

  const person = (name: string, more: Partial<NewProvisionedUser> = {}): NewProvisionedUser => ({
    ...{ username: `${name}@${firm.slug}.example`, firstName: name, lastName: 'Osei' },
    ...{ externalId: `id-${name}` },
    ...more,
  });
  const bring = (user: NewProvisionedUser, active = true, actor = by): Promise<ProvisionedUser> =>
    stage.ask(provisionUser, { accountId: firm.accountId, by: actor, userId: newId('usr'), user, active });
  const change = (
    { id: userId }: { id: string },
    changes: object,
    { active, ifVersion, actor = by }: { active?: boolean; ifVersion?: number; actor?: typeof by } = {},
  ): Promise<ProvisionedUser> =>
    stage.ask(changeProvisionedUser, {
      accountId: firm.accountId,
      by: actor,
      userId,
      changes,
      active,
      ifVersion,
    });
  const remove = ({ id: userId }: { id: string }) =>
    stage.ask(removeProvisionedUser, { accountId: firm.accountId, by, userId });
  const find = (filter: object, part = { from: 0, limit: 100 }) => {
    const viewer = { userId: by.id, keyId: by.keyId };
    return stage.ask(listProvisionedUsers, { accountId: firm.accountId, viewer, filter, ...part });
  };
  const mails = () => stage.heard.of(invitationIssued, firm.accountId).length;
  const decide = (policies: object) =>
    stage.ask(updateAccount, { accountId: firm.accountId, by: firm.by, changes: { policies } });

  describe('brings in', () => {
    it('somebody who says the same at once no more than once, with one seat and one mail', async () => {
      const results = await Promise.allSettled([1, 2, 3, 4].map(() => bring(person('liam'))));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results)
        if (result.status === 'rejected')
          expect((result.reason as { code: string }).code).toMatch(/^(username|external-id)-taken$/);
      expect(await find({ externalId: 'id-liam' })).toMatchObject({ total: 1 });
      const { should, do: held } = await firm.seats();
      expect([should, held]).toEqual([held, expect.arrayContaining([expect.any(String)])]);
      expect(held).toHaveLength(2);
      await eventually(() => expect(mails()).toBe(1));
    });

    it('nobody under an id that somebody else has, whatever they are called', async () => {
      await bring(person('liam'));
      await refused(bring(person('noa', { externalId: 'id-liam' })), 'external-id-taken');
      expect((await firm.seats()).do).toHaveLength(2);
    });

    it('as many as there are seats, and says of the others that there is none', async () => {
      const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `person${name}`);
      const results = await Promise.allSettled(names.map((name) => bring(person(name))));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'no-free-seat' });
      const { should, do: held } = await firm.seats();
      expect(held).toEqual(should);
      expect((await find({})).total).toBe(5);
    });

    it('to the wait list whom no seat is free for, where the account says so', async () => {
      await decide({ provisioningWhenNoSeat: 'wait' });
      for (const name of ['a', 'b', 'c', 'd']) await bring(person(`person${name}`));
      expect(await bring(person('late'))).toMatchObject({ status: 'waiting' });
    });

    it('who is not active without a seat and a mail, and with both once they are', async () => {
      const liam = await bring(person('liam'), false);
      expect([liam.status, mails(), (await firm.seats()).do.length]).toEqual(['deactivated', 0, 1]);
      expect(await change(liam, {}, { active: true })).toMatchObject({ status: 'invited' });
      expect((await firm.seats()).do).toHaveLength(2);
      await eventually(() => expect(mails()).toBe(1));
    });

    it('without a mail who signs on elsewhere, as long as there is somewhere to sign on', async () => {
      await decide({ provisioningSignIn: 'single-sign-on' });
      expect(await bring(person('early'))).toMatchObject({ status: 'invited' });
      await stage.ask(createSsoConnection, {
        ...{ accountId: firm.accountId, by: firm.by, connectionId: newId('sso') },
        connection: {
          name: 'Okta',
          issuer: 'https://okta.firm.example',
          clientId: 'us',
          clientSecret: 'a secret',
        },
      });
      const liam = await bring(person('liam'));
      expect([liam.status, liam.userCode === null]).toEqual(['active', false]);
      const gone = await change(liam, {}, { active: false });
      expect(gone.status).toBe('deactivated');
      expect(await change(liam, {}, { active: true })).toMatchObject({ status: 'active' });
      const noa = await bring(person('noa'), false);
      expect(await change(noa, {}, { active: true })).toMatchObject({
        status: 'active',
        userCode: expect.any(String),
      });
      await eventually(() => expect(mails()).toBe(1));
      const { should, do: held } = await firm.seats();
      expect(held).toEqual(should);
    });

    it('with the number that the firm knows them by, as the field is defined', async () => {
      const liam = await bring(person('liam', { employeeNumber: '007' }));
      expect(liam.customFields).toEqual({ employeeNumber: '007' });
      expect(await change(liam, { employeeNumber: null })).toMatchObject({ customFields: {} });
    });

    it('nobody whom the key may not: what the default group carries is not for it', async () => {
      const groupId = newId('grp');
      const group = { name: 'Everything', permissions: all };
      await stage.ask(createGroup, { accountId: firm.accountId, by: firm.by, groupId, group });
      await decide({ defaultGroup: groupId });
      const weak = await keyFor(['users.invite', 'users.read']);
      await refused(bring(person('liam'), true, weak), 'forbidden');
      expect(await bring(person('liam'))).toMatchObject({
        groupNames: [{ id: groupId, name: 'Everything' }],
      });
    });
  });

  describe('finds', () => {
    it('people by all that it may know them by, in letters of either case where they do not count', async () => {
      const liam = await bring(person('liam', { email: 'Liam.Osei@elsewhere.example' }));
      await bring(person('noa'), false);
      const total = async (filter: object) => (await find(filter)).items.map(({ id }) => id);
      expect(await total({ username: liam.username })).toEqual([liam.id]);
      expect(await total({ email: 'liam.osei@ELSEWHERE.example' })).toEqual([liam.id]);
      expect(await total({ email: 'liam.osei@elsewhere.examples' })).toEqual([]);
      expect(await total({ email: '.*' })).toEqual([]);
      expect(await total({ externalId: 'id-liam' })).toEqual([liam.id]);
      expect(await total({ externalId: 'ID-liam' })).toEqual([]);
      expect(await total({ username: liam.username, active: false })).toEqual([]);
      expect(await total({ active: false })).toHaveLength(1);
      expect(await total({ id: liam.id })).toEqual([liam.id]);
    });

    it('each person once, part by part, while more come, and never a machine', async () => {
      const brought = [];
      for (const name of ['a', 'b', 'c']) brought.push((await bring(person(`person${name}`))).id);
      const first = await find({}, { from: 0, limit: 2 });
      await bring(person('aaron'));
      const rest = await find({}, { from: 2, limit: 10 });
      expect([first.total, rest.total]).toEqual([4, 5]);
      const ids = [...first.items, ...rest.items].map(({ id }) => id);
      expect(ids.slice(0, 4)).toEqual([firm.admin.id, ...brought]);
      expect(new Set(ids).size).toBe(5);
      expect(await find({}, { from: 0, limit: 0 })).toEqual({ items: [], total: 5 });
    });

    it('nobody whom the user of its key does not see', async () => {
      await bring(person('liam'));
      await stage.ask(updateUser, {
        ...{ accountId: firm.accountId, by: firm.by, userId: by.id },
        changes: { visibility: 'self' },
      });
      expect(await find({})).toEqual({ items: [], total: 0 });
      await refused(change(firm.admin, { title: 'Seen' }), 'not-found');
      await refused(remove(firm.admin), 'not-found');
    });
  });

  describe('changes', () => {
    it('what is said of a person and whether they are active as one: neither is done if one is refused', async () => {
      const liam = await firm.join('liam');
      await refused(
        change(liam, { reportsTo: liam.id, title: 'Boss' }, { active: false }),
        'validation-failed',
      );
      expect(await firm.user(liam.id)).toMatchObject({ status: 'active', title: null });
      await change(liam, { title: 'Gone' }, { active: false });
      expect(await firm.user(liam.id)).toMatchObject({ status: 'deactivated', title: 'Gone' });

      for (const name of ['a', 'b', 'c', 'd']) await bring(person(`person${name}`));
      await refused(change(liam, { title: 'Back' }, { active: true }), 'no-free-seat');
      const taken = { username: `persona@${firm.slug}.example` };
      await change(await bring(person('free'), false), {}, {});
      await refused(change(liam, taken, { active: true }), 'username-taken');
      expect(await firm.user(liam.id)).toMatchObject({ status: 'deactivated', title: 'Gone' });
    });

    it('a username and a name not at once, the last admin not at all, and nothing of somebody stronger', async () => {
      const liam = await firm.join('liam');
      const other = { username: `lia@${firm.slug}.example`, firstName: 'Lia' };
      await refused(change(liam, other), 'rename-is-not-replace');
      await refused(change(firm.admin, {}, { active: false }), 'last-global-admin');
      await refused(change(firm.admin, { externalId: 'root' }), 'forbidden');
      await refused(change(firm.admin, { username: `root@${firm.slug}.example` }), 'forbidden');
      const weak = await keyFor(['users.read', 'users.update']);
      await refused(change(liam, {}, { active: false, actor: weak }), 'forbidden');
      expect(await change(liam, { title: 'Clerk' }, { actor: weak })).toMatchObject({ title: 'Clerk' });
    });

    it('nobody who has changed since it looked', async () => {
      const liam = await bring(person('liam'));
      const { version } = await firm.user(liam.id);
      await refused(change(liam, { title: 'Late' }, { ifVersion: version - 1 }), 'precondition-failed');
      await refused(change(liam, {}, { active: false, ifVersion: version - 1 }), 'precondition-failed');
      expect(await change(liam, { title: 'In time' }, { ifVersion: version })).toMatchObject({
        title: 'In time',
      });
    });

    it('nobody who is banned by saying that they are active', async () => {
      const liam = await firm.join('liam');
      const { accountId } = firm;
      await stage.ask(banUser, { accountId, by: firm.by, userId: liam.id, reason: 'Lost laptop' });
      expect(await change(liam, {}, { active: true })).toMatchObject({ status: 'banned' });
    });

    it('an external id to none, so that somebody else may have it', async () => {
      const liam = await bring(person('liam'));
      expect(await change(liam, { externalId: null })).toMatchObject({ externalId: null });
      expect(await bring(person('noa', { externalId: 'id-liam' }))).toMatchObject({ externalId: 'id-liam' });
      expect(await change(liam, { email: null })).toMatchObject({ email: liam.username });
    });
  });

  describe('removes', () => {
    it('a person, whom it does not find until it names them again, and who is the same then', async () => {
      const liam = await bring(person('liam'));
      await remove(liam);
      expect((await firm.seats()).do).toHaveLength(1);
      expect(await find({ username: liam.username })).toEqual({ items: [], total: 0 });
      await refused(change(liam, { title: 'x' }), 'not-found');
      await refused(remove(liam), 'not-found');
      const told = stage.heard.of(userDeactivated, firm.accountId).at(-1)!;
      expect(told.changes).toContainEqual({ field: 'provisioned', before: true, after: false });

      await refused(bring(person('liam', { externalId: 'another' })), 'username-taken');
      const back = await bring(person('liam', { title: 'Partner' }));
      expect(back).toMatchObject({ id: liam.id, status: 'invited', title: 'Partner' });
      expect((await firm.seats()).do).toHaveLength(2);
      await change(liam, {}, { active: false });
      expect((await find({ username: liam.username })).total).toBe(1);
    });

    it('who has left already, with an entry of its own, and finds them again once somebody brings them back', async () => {
      const liam = await firm.join('liam');
      const { accountId } = firm;
      await stage.ask(deactivateUser, { accountId, by: firm.by, userId: liam.id });
      await remove(liam);
      expect((await find({ username: liam.username })).total).toBe(0);
      expect(stage.heard.of(userUpdated, accountId).at(-1)?.changes).toEqual([
        { field: 'provisioned', before: true, after: false },
      ]);
      await stage.ask(reactivateUser, { accountId, by: firm.by, userId: liam.id });
      expect((await find({ username: liam.username })).total).toBe(1);
    });

    it('and brings back, inactive, who was removed, without a seat', async () => {
      const liam = await bring(person('liam'));
      await remove(liam);
      expect(await bring(person('liam'), false)).toMatchObject({ id: liam.id, status: 'deactivated' });
      expect((await find({ username: liam.username })).total).toBe(1);
      expect((await firm.seats()).do).toHaveLength(1);
    });
  });

  describe('fills groups', () => {
    const make = (name: string, members: string[], actor = by) =>
      stage.ask(provisionGroup, {
        ...{ accountId: firm.accountId, by: actor, groupId: newId('grp') },
        group: { name, externalId: `id-${name}` },
        members,
      });
    const fill = (groupId: string, members: object, changes: object = {}, actor = by) =>
      stage.ask(changeProvisionedGroup, {
        ...{ accountId: firm.accountId, by: actor, groupId, commandId: newId('cmd') },
        ...{ changes, members, withMembers: true },
      });
    const idsOf = ({ members }: { members: { id: string }[] | null }) =>
      (members ?? []).map(({ id }) => id).sort();

    it('with who comes and goes, each once, however often it is said', async () => {
      const [liam, noa] = [await bring(person('liam')), await bring(person('noa'))];
      const group = await make('Litigators', [liam.id]);
      expect(idsOf(group)).toEqual([liam.id]);
      await refused(make('Litigators', []), 'group-name-taken');
      const added = await Promise.all([1, 2, 3].map(() => fill(group.id, { add: [noa.id] })));
      for (const each of added) expect(idsOf(each)).toContain(noa.id);
      expect(idsOf(await fill(group.id, { replace: [noa.id] }, { name: 'Trials' }))).toEqual([noa.id]);
      expect(idsOf(await fill(group.id, { remove: [noa.id, noa.id, liam.id].slice(1) }))).toEqual([]);
      const found = await stage.ask(listProvisionedGroups, {
        ...{ accountId: firm.accountId, viewer: { userId: by.id, keyId: by.keyId } },
        ...{ filter: { name: 'trials' }, withMembers: true, from: 0, limit: 10 },
      });
      expect(found).toMatchObject({ total: 1, items: [{ externalId: 'id-Litigators', members: [] }] });
    });

    it('with nobody who is not there, and then with nobody at all', async () => {
      const liam = await bring(person('liam'));
      const group = await make('Litigators', []);
      await refused(fill(group.id, { add: [liam.id, newId('usr')] }), 'validation-failed');
      await refused(fill(group.id, { add: [by.id] }), 'validation-failed');
      await remove(liam);
      await refused(fill(group.id, { add: [liam.id] }), 'validation-failed');
      expect(idsOf(await fill(group.id, {}))).toEqual([]);
    });

    it('no further than its key holds: neither into a group that carries more, nor out of one', async () => {
      const liam = await bring(person('liam'));
      const group = await make('Auditors', [liam.id]);
      const { accountId } = firm;
      await stage.ask(updateGroup, {
        ...{ accountId, by: firm.by, groupId: group.id },
        changes: { permissions: ['audit.read'] },
      });
      const noa = await bring(person('noa'));
      const weak = await keyFor(['users.read', 'users.update']);
      await refused(fill(group.id, { add: [noa.id] }, {}, weak), 'forbidden');
      await refused(fill(group.id, { remove: [liam.id] }, {}, weak), 'forbidden');
      await refused(fill(group.id, { replace: [noa.id] }, {}, weak), 'forbidden');
      await refused(fill(group.id, {}, { name: 'Others' }, weak), 'forbidden');
      expect(await fill(group.id, {})).toMatchObject({ name: 'Auditors', members: [{ id: liam.id }] });
    });

    it('and gives back the external id of a group that is gone', async () => {
      const group = await make('Litigators', []);
      await stage.ask(deleteGroup, { accountId: firm.accountId, by, groupId: group.id });
      expect(await make('Litigators', [])).toMatchObject({ externalId: 'id-Litigators' });
    });

    it('shows who is a global admin in the group that they are in', async () => {
      const { items } = await stage.ask(listProvisionedGroups, {
        ...{ accountId: firm.accountId, viewer: { userId: by.id, keyId: by.keyId } },
        ...{ filter: { member: firm.admin.id }, withMembers: true, from: 0, limit: 10 },
      });
      expect(items).toMatchObject([{ builtIn: 'global-admin', members: [{ id: firm.admin.id }] }]);
    });
  });
});
