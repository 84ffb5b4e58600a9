import {
  type Actor,
  createGroup,
  createUnit,
  createView,
  deleteGroup,
  deleteUnit,
  deleteView,
  getView,
  type Input,
  listAudit,
  listUsers,
  listViews,
  type Permission,
  updateView,
  type User,
  userActor,
  type View,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';
import { MOST_OWN } from './views.js';

type Given = Input<typeof createView>['view'];

describe('saved views', () => {
  let stage: Stage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    firm = await stage.signUp(20);
  });

  const who = (by: Actor = firm.by) => ({ accountId: firm.accountId, by });
  const save = (view: Partial<Given> & { name: string }, by?: Actor, viewId = newId('viw')): Promise<View> =>
    stage.ask(createView, { ...who(by), viewId, view });
  const change = (
    { id: viewId }: View,
    changes: Input<typeof updateView>['changes'],
    by?: Actor,
    ifVersion?: number,
  ) => stage.ask(updateView, { ...who(by), viewId, changes, ifVersion });
  const remove = ({ id: viewId }: View, by?: Actor) => stage.ask(deleteView, { ...who(by), viewId });
  const all = async (by?: Actor) => (await stage.ask(listViews, who(by))).items;
  const names = async (by?: Actor) => (await all(by)).map(({ name }) => name);
  const actor = ({ id }: User) => userActor(id);
  const someone = async (...permissions: Permission[]): Promise<Actor> => {
    const groupId = newId('grp');
    const group = { name: groupId, permissions };
    await stage.ask(createGroup, { ...who(), groupId, group });
    return actor(await firm.join(newId('usr').slice(4), { groups: [groupId] }));
  };

  it('are kept with filters, order and columns, each in its place, and found by nobody else', async () => {
    const [ben, cem] = [await someone('users.read'), await someone('users.read')];
    const idle = await save(
      {
        name: 'Idle',
        filter: { status: 'active', idleDays: '60' },
        sort: '-lastActiveAt',
        columns: ['lastName', 'lastActiveAt'],
      },
      ben,
    );
    expect(idle).toMatchObject({
      ...{ name: 'Idle', shared: false, sort: '-lastActiveAt', missing: [], version: 1 },
      filter: { status: 'active', idleDays: '60' },
      columns: ['lastName', 'lastActiveAt'],
    });
    await save({ name: 'Everybody' }, ben);
    await save({ name: 'Without a group', filter: { group: 'none' }, after: null }, ben);
    expect(await names(ben)).toEqual(['Without a group', 'Idle', 'Everybody']);
    expect(await names(cem)).toEqual([]);
    for (const refusal of [
      stage.ask(getView, { ...who(cem), viewId: idle.id }),
      change(idle, { name: 'Mine' }, cem),
      remove(idle, cem),
      // An administrator finds the own views of others as little.
      remove(idle),
    ])
      await expect(refusal).rejects.toMatchObject(refused('not-found'));
    expect(await stage.ask(getView, { ...who(ben), viewId: idle.id })).toEqual(idle);
  });

  it('are of one account: the same id in another one is nothing', async () => {
    const view = await save({ name: 'Ours', shared: true });
    const other = await stage.signUp();
    const theirs = { accountId: other.accountId, by: other.by };
    await expect(stage.ask(getView, { ...theirs, viewId: view.id })).rejects.toMatchObject(
      refused('not-found'),
    );
    await expect(stage.ask(deleteView, { ...theirs, viewId: view.id })).rejects.toMatchObject(
      refused('not-found'),
    );
    expect((await stage.ask(listViews, theirs)).items).toEqual([]);
    expect(await names()).toEqual(['Ours']);
  });

  it('that are shared are offered to who may see users, and changed by who may share', async () => {
    const [reader, sharer, nobody] = [
      await someone('users.read'),
      await someone('users.read', 'views.share'),
      await someone('records.read'),
    ];
    const needed = { code: 'forbidden', members: { permission: 'views.share' } };
    await expect(save({ name: 'Leavers', shared: true }, reader)).rejects.toMatchObject(needed);
    const leavers = await save({ name: 'Leavers', filter: { status: 'deactivated' }, shared: true }, sharer);
    await save({ name: 'My own' }, reader);
    expect(await names(reader)).toEqual(['Leavers', 'My own']);
    expect(await names(nobody)).toEqual([]);
    await expect(change(leavers, { name: 'Gone' }, reader)).rejects.toMatchObject(needed);
    await expect(remove(leavers, reader)).rejects.toMatchObject(needed);
    await expect(stage.ask(getView, { ...who(nobody), viewId: leavers.id })).rejects.toMatchObject(
      refused('not-found'),
    );
    expect(await change(leavers, { name: 'Gone' }, sharer)).toMatchObject({ name: 'Gone', version: 2 });
    await remove(leavers);
    expect(await names(reader)).toEqual(['My own']);
  });

  it('say what they name that was deleted, and still open', async () => {
    const groupId = newId('grp');
    await stage.ask(createGroup, { ...who(), groupId, group: { name: 'Tax', permissions: [] } });
    const unit = { ...who(), kind: 'office' as const, unitId: newId('ofc') };
    await stage.ask(createUnit, { ...unit, unit: { name: 'Lyon' } });
    const filter = { group: `${groupId},none`, office: `lyon,${unit.unitId}`, product: 'core' };
    const view = await save({ name: 'Tax in Lyon', filter });
    expect(view.missing).toEqual([]);
    await stage.ask(deleteGroup, { ...who(), groupId, commandId: newId('cmd') });
    await stage.ask(deleteUnit, { ...who(), kind: 'office', unitId: unit.unitId, commandId: newId('cmd') });
    const [shown] = await all();
    expect(shown).toMatchObject({
      filter,
      missing: [
        { filter: 'group', value: groupId },
        { filter: 'office', value: 'lyon' },
        { filter: 'office', value: unit.unitId },
      ],
    });
    const { accountId } = firm;
    const page = { limit: 50 };
    expect((await stage.ask(listUsers, { accountId, filter: shown!.filter, page })).items).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['a filter that nobody knows', { filter: { role: 'admin' } }, 'filter.role'],
    ['people by their ids', { filter: { id: 'usr_12345678' } }, 'filter.id'],
    ['a number of days that is none', { filter: { idleDays: 'many' } }, 'filter.idleDays'],
    ['an order that there is not', { sort: 'passwordHash' }, 'sort'],
    ['a column that there is not', { columns: ['passwordHash'] }, 'columns[0]'],
    ['no column at all', { columns: [] }, 'columns'],
    ['a place behind nothing', { after: newId('viw') }, 'after'],
  ])('are refused for %s, and nothing is kept', async (_case, given, path) => {
    const refusal = save({ name: 'Wrong', ...given });
    await expect(refusal).rejects.toMatchObject({ code: 'validation-failed' });
    const { errors } = (await refusal.catch((error: unknown) => error)) as { errors: { path: string }[] };
    expect(errors.map((error) => error.path.replace(/^view\./, ''))).toContain(path);
    expect(await all()).toEqual([]);
  });

  it('of one name there is one of a kind, whoever is faster, and no more than one may have', async () => {
    const same = ['Idle', 'idle', 'ÍDLE', ' Idle '];
    const { values, refusals } = await race(8, (n) => save({ name: same[n % 4]! }));
    expect([values.length, refusals]).toEqual([1, { 'name-taken': 7 }]);
    await save({ name: 'Idle', shared: true });
    for (let n = 1; n < MOST_OWN - 2; n += 1) await save({ name: `View ${n}` });
    const more = await race(8, (n) => save({ name: `Last ${n}` }));
    expect([more.values.length, more.refusals]).toEqual([2, { 'validation-failed': 6 }]);
    expect((await all()).filter(({ shared }) => !shared)).toHaveLength(MOST_OWN);
    await expect(change(more.values[0]!, { name: 'IDLE' })).rejects.toMatchObject(refused('name-taken'));
    await change(values[0]!, { name: 'idle!' });
  });

  it('are saved once however often they are asked for, and one of two changes of a version is refused', async () => {
    const id = newId('viw');
    await race(4, () => save({ name: 'Idle' }, firm.by, id));
    const [view] = await all();
    expect(await names()).toEqual(['Idle']);
    const { values, refusals } = await race(4, (n) => change(view!, { name: `Idle ${n}` }, firm.by, 1));
    expect([values.length, refusals]).toEqual([1, { 'precondition-failed': 3 }]);
    await race(3, () => remove(view!));
    expect(await all()).toEqual([]);
  });

  it('leave a line in the audit log for each change, and none for what changes nothing', async () => {
    const view = await save({ name: 'Idle', shared: true });
    const other = await save({ name: 'Leavers', shared: true });
    await change(view, { name: 'Idle', filter: {} });
    await change(view, { filter: { idleDays: '90' }, columns: ['lastName'], after: other.id });
    await remove(view);
    await eventually(async () => {
      const { items } = await stage.ask(listAudit, {
        accountId: firm.accountId,
        filter: { target: view.id },
        page: { limit: 10 },
      });
      expect(items.map(({ action }) => action)).toEqual([
        'identity.view.deleted',
        'identity.view.updated',
        'identity.view.created',
      ]);
      expect(items[1]).toMatchObject({
        actor: firm.by,
        detail: { name: 'Idle' },
        changes: [
          { field: 'filter', before: {}, after: { idleDays: '90' } },
          { field: 'columns', before: null, after: ['lastName'] },
          { field: 'order' },
        ],
      });
    });
  });
});
