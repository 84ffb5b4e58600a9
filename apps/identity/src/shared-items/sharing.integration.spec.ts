import {
  type Actor,
  createGroup,
  deactivateUser,
  deleteGroup,
  getSharedItem,
  groupDeleted,
  type Input,
  listAudience,
  listSharedItems,
  listSharedWith,
  type Permission,
  reactivateUser,
  registerSharedItem,
  removeSharedItem,
  replaceUser,
  share,
  type SharedItem,
  sharedItemRegistered,
  sharedItemRemoved,
  sharedItemUpdated,
  sharingDecided,
  updateSharedItem,
  updateUser,
  type User,
  userActor,
} from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock } from '@seatkeeper/testing';
import type { Connection, mongo } from 'mongoose';
import { type Firm, type Stage, startStage } from '../../testing/stage.js';
import { builtInGroupId } from '../groups/built-in-groups.js';
import { UsersRepository } from '../users/users.repository.js';
import { SharedItemsSweeper } from './shared-items.sweeper.js';

describe('shared items', () => {
  const clock = new TestClock();
  let stage: Stage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startStage({ clock });
  });
  beforeEach(async () => {
    firm = await stage.signUp(8);
  });
  afterAll(() => stage.close());

  const page = { limit: 50 };
  const newGroup = async (name: string, permissions: Permission[] = []): Promise<string> => {
    const groupId = newId('grp');
    await stage.ask(createGroup, { ...who(), groupId, group: { name, permissions } });
    return groupId;
  };
  const who = (by: Actor = firm.by) => ({ accountId: firm.accountId, by });
  const register = (name: string, groups: string[] = [], { kind = 'mailbox', by = firm.by } = {}) =>
    stage.ask(registerSharedItem, {
      ...who(by),
      itemId: newId('shi'),
      item: { kind, externalId: name.toLowerCase(), name, groups },
    });
  const change = ({ id: itemId }: SharedItem, changes: { name?: string; groups?: string[] }, by = firm.by) =>
    stage.ask(updateSharedItem, { ...who(by), itemId, changes });
  const decide = (user: User, { id: itemId }: SharedItem, shared: boolean | null, by = firm.by) =>
    stage.ask(share, { ...who(by), userId: user.id, itemId, shared });
  const linesOf = async ({ id: userId }: User, shared = true) =>
    (await stage.ask(listSharedWith, { accountId: firm.accountId, userId, shared, page })).items;
  const namesOf = async (user: User, shared = true) =>
    (await linesOf(user, shared)).map(({ item }) => item.name);
  const audienceOf = async ({ id: itemId }: SharedItem) =>
    (await stage.ask(listAudience, { accountId: firm.accountId, itemId, page })).items;
  const regroup = (user: User, groups: string[]) =>
    stage.ask(updateUser, { ...who(), userId: user.id, changes: { groups } });

  it('a thing is registered once, however often it is asked for, and a second time only after it was removed', async () => {
    const asked = { itemId: newId('shi'), item: { kind: 'mailbox', externalId: 'a', name: 'A', groups: [] } };
    const { values } = await race(4, () => stage.ask(registerSharedItem, { ...who(), ...asked }));
    expect(values.map(({ id }) => id)).toEqual(Array(4).fill(asked.itemId));
    const again = { ...who(), ...asked, itemId: newId('shi') };
    await expect(stage.ask(registerSharedItem, again)).rejects.toMatchObject({
      code: 'shared-item-registered',
      members: { sharedItemId: asked.itemId },
    });
    await stage.ask(removeSharedItem, { ...who(), itemId: asked.itemId });
    await expect(stage.ask(registerSharedItem, again)).resolves.toMatchObject({ id: again.itemId });
    await eventually(() => {
      expect(stage.heard.of(sharedItemRegistered, firm.accountId)).toHaveLength(2);
      expect(stage.heard.of(sharedItemRemoved, firm.accountId)).toHaveLength(1);
    });
  });

  it('a group gives it, one addition and one removal override that, and each line says where it comes from', async () => {
    const tax = await newGroup('Tax');
    const [ann, ben] = [await firm.join('ann', { groups: [tax] }), await firm.join('ben')];
    const intake = await register('Intake', [tax]);
    const plan = await register('Plan', [], { kind: 'plan' });
    expect(await linesOf(ann)).toMatchObject([
      {
        item: { name: 'Intake', kind: 'mailbox' },
        shared: true,
        via: [{ id: tax, name: 'Tax' }],
        override: null,
      },
    ]);
    expect(await linesOf(ben)).toEqual([]);

    await decide(ben, plan, true);
    await decide(ann, intake, false);
    expect(await linesOf(ben)).toMatchObject([
      { item: { name: 'Plan' }, via: [], override: { decision: 'added', by: firm.by } },
    ]);
    expect(await linesOf(ann)).toEqual([]);
    expect(await linesOf(ann, false)).toMatchObject([
      { item: { name: 'Intake' }, shared: false, via: [{ name: 'Tax' }], override: { decision: 'removed' } },
    ]);
    expect(await audienceOf(intake)).toEqual([]);
    expect(await audienceOf(plan)).toMatchObject([{ userId: ben.id, override: { decision: 'added' } }]);

    expect(await decide(ann, intake, null)).toMatchObject({ shared: true, override: null });
    expect(await decide(ben, plan, null)).toMatchObject({ shared: false, override: null });
    expect(await audienceOf(intake)).toMatchObject([{ userId: ann.id, via: [{ name: 'Tax' }] }]);
    await eventually(() =>
      expect(
        stage.heard
          .of(sharingDecided, firm.accountId)
          .map(({ userId, items }) => [userId, items[0]?.decision]),
      ).toEqual([
        [ben.id, 'added'],
        [ann.id, 'removed'],
        [ann.id, null],
        [ben.id, null],
      ]),
    );
  });

  it('decided twice, or by eight at once, it is decided once', async () => {
    const [ann, intake] = [await firm.join('ann'), await register('Intake')];
    const { values } = await race(8, () => decide(ann, intake, true));
    expect(values).toHaveLength(8);
    await decide(ann, intake, true);
    await eventually(() => expect(stage.heard.of(sharingDecided, firm.accountId)).toHaveLength(1));
  });

  it('it follows people into groups and out of them, and what was decided for one of them stays', async () => {
    const [tax, law] = [await newGroup('Tax'), await newGroup('Law')];
    const [intake, plan, crown] = [
      await register('Intake', [tax, law]),
      await register('Plan', [law]),
      await register('Crown'),
    ];
    const ann = await firm.join('ann', { groups: [tax] });
    await decide(ann, crown, true);
    await decide(ann, plan, false);
    expect(await namesOf(ann)).toEqual(['Crown', 'Intake']);
    await regroup(ann, [law]);
    expect(await namesOf(ann)).toEqual(['Crown', 'Intake']);
    await change(plan, { groups: [law, tax] });
    expect(await namesOf(ann)).toEqual(['Crown', 'Intake']);
    await decide(ann, plan, null);
    await regroup(ann, []);
    expect(await namesOf(ann)).toEqual(['Crown']);
    expect(await audienceOf(intake)).toEqual([]);
  });

  it('a group that is deleted gives nothing from then on, and no item names it any more', async () => {
    const [tax, law] = [await newGroup('Tax'), await newGroup('Law')];
    const ann = await firm.join('ann', { groups: [tax] });
    const intake = await register('Intake', [tax, law]);
    await stage.ask(deleteGroup, { ...who(), groupId: tax });
    expect(await namesOf(ann)).toEqual([]);
    expect(await audienceOf(intake)).toEqual([]);
    const itemId = intake.id;
    await eventually(async () =>
      expect(await stage.ask(getSharedItem, { accountId: firm.accountId, itemId })).toMatchObject({
        groups: [law],
      }),
    );
    await eventually(() =>
      expect(stage.heard.of(sharedItemUpdated, firm.accountId)).toMatchObject([
        { actor: { type: 'system', id: 'group-deletion' }, changes: [{ field: 'groups' }] },
      ]),
    );
    expect(stage.heard.of(groupDeleted, firm.accountId)).toHaveLength(1);
    await expect(change(intake, { groups: [tax] })).rejects.toMatchObject({ code: 'validation-failed' });
  });

  it('who leaves has nothing, is in no audience, and has all of it again when they come back', async () => {
    const tax = await newGroup('Tax');
    const [intake, plan] = [await register('Intake', [tax]), await register('Plan')];
    const ann = await firm.join('ann', { groups: [tax] });
    await decide(ann, plan, true);
    await stage.ask(deactivateUser, { ...who(), userId: ann.id });
    expect(await namesOf(ann)).toEqual([]);
    expect([await audienceOf(intake), await audienceOf(plan)]).toEqual([[], []]);
    await expect(decide(ann, intake, true)).rejects.toMatchObject({ code: 'wrong-status' });
    await stage.ask(reactivateUser, { ...who(), userId: ann.id });
    expect(await namesOf(ann)).toEqual(['Intake', 'Plan']);
  });

  it('who takes the place of somebody gets what was decided for them, and keeps what was decided before', async () => {
    const [intake, plan, crown] = [await register('Intake'), await register('Plan'), await register('Crown')];
    const [ann, ben] = [await firm.join('ann'), await firm.join('ben')];
    await decide(ann, intake, true);
    await decide(ann, crown, true);
    await decide(ben, crown, false);
    await decide(ben, plan, true);
    const replace = (copy: ('sharedItems' | 'groups')[], by = firm.by) =>
      stage.ask(replaceUser, {
        ...who(by),
        userId: ann.id,
        newUserId: newId('usr'),
        replacement: { userId: ben.id },
        copy,
      });
    const clerk = await someone(['users.replace', 'users.update', 'users.read', 'users.deactivate']);
    await expect(replace(['sharedItems'], clerk)).rejects.toMatchObject({
      code: 'forbidden',
      members: { permission: 'shared-items.manage' },
    });
    await replace(['sharedItems']);
    expect([await namesOf(ben), await namesOf(ben, false)]).toEqual([['Intake', 'Plan'], ['Crown']]);
    expect(await namesOf(ann)).toEqual([]);
    await eventually(() =>
      expect(stage.heard.of(sharingDecided, firm.accountId).at(-1)).toMatchObject({
        userId: ben.id,
        items: [{ id: intake.id, decision: 'added' }],
      }),
    );
  });

  it('what is removed nobody has any more, and people forget it', async () => {
    const tax = await newGroup('Tax');
    const [intake, plan] = [await register('Intake', [tax]), await register('Plan')];
    const ann = await firm.join('ann', { groups: [tax] });
    await decide(ann, plan, true);
    for (const { id: itemId } of [intake, plan]) await stage.ask(removeSharedItem, { ...who(), itemId });
    expect(await namesOf(ann)).toEqual([]);
    const gone = { accountId: firm.accountId, itemId: plan.id };
    await expect(stage.ask(getSharedItem, gone)).rejects.toMatchObject({ code: 'not-found' });
    await expect(stage.ask(removeSharedItem, { ...who(), itemId: plan.id })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(decide(ann, plan, true)).rejects.toMatchObject({ code: 'not-found' });
    const decidedOf = async () =>
      (await stage.identity.get(UsersRepository).get(firm.accountId, ann.id)).sharedItems;
    await stage.identity.get(SharedItemsSweeper).sweep();
    expect(await decidedOf()).toHaveLength(1);
    clock.advance(61_000);
    await eventually(async () => {
      await stage.identity.get(SharedItemsSweeper).sweep();
      expect(await decidedOf()).toBeUndefined();
    });
    expect(await stage.identity.get(SharedItemsSweeper).sweep()).toBe(false);
  });

  it('global admins have what is given to their group', async () => {
    const role = builtInGroupId(firm.accountId, 'global-admin');
    const crown = await register('Crown', [role]);
    const ann = await firm.join('ann');
    expect([await namesOf(firm.admin), await namesOf(ann)]).toEqual([['Crown'], []]);
    expect(await audienceOf(crown)).toMatchObject([
      { userId: firm.admin.id, via: [{ name: 'Global Admin' }] },
    ]);
    const clerk = await someone(['shared-items.manage']);
    await expect(change(crown, { groups: [] }, clerk)).rejects.toMatchObject({ code: 'forbidden' });
  });

  const someone = async (permissions: Permission[], more: string[] = []): Promise<Actor> => {
    const group = await newGroup(newId('grp').slice(4), permissions);
    return userActor((await firm.join(newId('usr').slice(4), { groups: [group, ...more] })).id);
  };

  describe('nobody gives what they may not', () => {
    it('who may change people gives and takes what they have, and nothing else', async () => {
      const tax = await newGroup('Tax');
      const [intake, plan] = [await register('Intake', [tax]), await register('Plan')];
      const clerk = await someone(['users.read', 'users.update'], [tax]);
      const ann = await firm.join('ann');
      await expect(decide(ann, intake, true, clerk)).resolves.toMatchObject({ shared: true });
      await expect(decide(ann, intake, false, clerk)).resolves.toMatchObject({ shared: false });
      for (const shared of [true, false, null])
        await expect(decide(ann, plan, shared, clerk)).rejects.toMatchObject({
          code: 'forbidden',
          members: { permission: 'shared-items.manage' },
        });
    });

    it('nobody makes lasting for themselves what their group has', async () => {
      const tax = await newGroup('Tax');
      const intake = await register('Intake', [tax]);
      const clerk = await someone(['users.read', 'users.update'], [tax]);
      const self = await firm.user(clerk.id);
      await expect(decide(self, intake, true, clerk)).rejects.toMatchObject({ code: 'forbidden' });
      const manager = await someone(['users.read', 'users.update', 'shared-items.manage']);
      await expect(decide(await firm.user(manager.id), intake, true, manager)).resolves.toMatchObject({
        shared: true,
      });
    });

    it('people and groups that hold more are left alone', async () => {
      const strong = await newGroup('Strong', ['audit.read']);
      const intake = await register('Intake', [strong]);
      const plan = await register('Plan');
      const clerk = await someone(['users.read', 'users.update', 'shared-items.manage']);
      const ann = await firm.join('ann', { groups: [strong] });
      const refused = { code: 'forbidden', members: { permission: 'audit.read' } };
      await expect(decide(ann, intake, false, clerk)).rejects.toMatchObject(refused);
      await expect(change(intake, { groups: [] }, clerk)).rejects.toMatchObject(refused);
      await expect(change(plan, { groups: [strong] }, clerk)).rejects.toMatchObject(refused);
      await expect(register('Other', [strong], { by: clerk })).rejects.toMatchObject(refused);
      await expect(change(intake, { name: 'Intake 2' }, clerk)).resolves.toMatchObject({ name: 'Intake 2' });
      expect(await namesOf(ann)).toEqual(['Intake 2']);
    });
  });

  it('for one person no more than two hundred are decided', async () => {
    const [ann, intake] = [await firm.join('ann'), await register('Intake')];
    const at = clock.now();
    const decided = Array.from({ length: 200 }, (_, n) => ({
      id: n === 0 ? intake.id : newId('shi'),
      decision: 'added' as const,
      by: firm.by,
      at,
    }));
    const set = { sharedItems: decided };
    await stage.identity.get(UsersRepository).change(firm.accountId, ann.id, () => ({ set }));
    const plan = await register('Plan');
    await expect(decide(ann, plan, true)).rejects.toMatchObject({ code: 'too-many-shared-items' });
    await expect(decide(ann, intake, false)).resolves.toMatchObject({ shared: false });
    await decide(ann, intake, null);
    await expect(decide(ann, plan, true)).resolves.toMatchObject({ shared: true });
  });

  it('what somebody has comes page by page, each thing once, however they got it', async () => {
    const [tax, law] = [await newGroup('Tax'), await newGroup('Law')];
    const ann = await firm.join('ann', { groups: [tax, law] });
    const of = [[tax], [law], [tax, law], []];
    const items = await Promise.all(
      Array.from({ length: 12 }, (_, n) => register(`Item ${String(n).padStart(2, '0')}`, of[n % 4])),
    );
    for (const item of items.filter((_, n) => n % 4 === 3)) await decide(ann, item, true);
    await decide(ann, items[2]!, true);
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const { items: lines, nextCursor } = await stage.ask(listSharedWith, {
        ...{ accountId: firm.accountId, userId: ann.id, shared: true },
        page: { limit: 5, ...(cursor && { cursor }) },
      });
      seen.push(...lines.map(({ item }) => item.id));
      cursor = nextCursor;
    }
    expect(seen).toEqual(items.map(({ id }) => id));
  });

  it('the list goes by name, page by page, filtered by kind, external id and group; another firm has none of it', async () => {
    const tax = await newGroup('Tax');
    for (const [name, kind] of [
      ['beta', 'plan'],
      ['Alpha', 'mailbox'],
      ['gamma', 'plan'],
    ] as const)
      await register(name, name === 'beta' ? [] : [tax], { kind });
    const found = async (filter: Input<typeof listSharedItems>['filter'], accountId = firm.accountId) =>
      (await stage.ask(listSharedItems, { accountId, filter, page })).items.map(({ name }) => name);
    expect(await found({})).toEqual(['Alpha', 'beta', 'gamma']);
    expect(await found({ kind: 'plan' })).toEqual(['beta', 'gamma']);
    expect(await found({ kind: 'plan', externalId: 'gamma' })).toEqual(['gamma']);
    expect(await found({ group: tax })).toEqual(['Alpha', 'gamma']);
    expect(await found({ q: ' BE' })).toEqual(['beta']);
    expect(await found({ q: 'eta' })).toEqual([]);
    expect(await found({ q: '.' })).toEqual([]);
    expect(await found({ q: 'gamma', kind: 'mailbox' })).toEqual([]);
    expect(await found({}, newId('acc'))).toEqual([]);
    const filter = {};
    const { accountId } = firm;
    const first = await stage.ask(listSharedItems, { accountId, filter, page: { limit: 2 } });
    expect(first).toMatchObject({ total: 3, items: [{ name: 'Alpha' }, { name: 'beta' }] });
    const next = { limit: 2, cursor: first.nextCursor! };
    expect(await stage.ask(listSharedItems, { accountId, filter, page: next })).toMatchObject({
      items: [{ name: 'gamma' }],
      nextCursor: null,
    });
  });

  it('each page is read by an index', async () => {
    const tax = await newGroup('Tax');
    const [ann, intake] = [await firm.join('ann', { groups: [tax] }), await register('Intake', [tax])];
    await decide(ann, await register('Plan'), true);
    await decide(ann, await register('Crown'), false);
    const finds: mongo.CommandStartedEvent['command'][] = [];
    const connection = stage.identity.get<Connection>(MONGO_CONNECTION);
    const listen = ({ commandName, command }: mongo.CommandStartedEvent) => {
      if (commandName === 'find' && command.sort) finds.push(command);
    };
    connection.getClient().on('commandStarted', listen);
    const { accountId } = firm;
    for (const filter of [{}, { kind: 'mailbox' }, { kind: 'mailbox', externalId: 'intake' }, { group: tax }])
      await stage.ask(listSharedItems, { accountId, filter, page });
    for (const shared of [true, false]) await linesOf(ann, shared);
    await audienceOf(intake);
    connection.getClient().off('commandStarted', listen);
    const mine = finds.filter(({ filter }) => JSON.stringify(filter).includes(accountId));
    expect(mine).toHaveLength(7);
    for (const { find, filter, sort, limit } of mine) {
      const plan = JSON.stringify(
        await connection.db?.command({ explain: { find, filter, sort, limit }, verbosity: 'queryPlanner' }),
      );
      const winning = /"winningPlan":(.*?)"rejectedPlans"/.exec(plan)?.[1] ?? plan;
      expect(winning).toContain('IXSCAN');
      expect(winning).not.toContain('COLLSCAN');
    }
  });
});
