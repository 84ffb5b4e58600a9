import {
  createGroup,
  createUnit,
  deactivateUser,
  deleteUnit,
  departmentCreated,
  type FaultCode,
  getUnit,
  listAudit,
  listUnits,
  officeDeleted,
  officeUpdated,
  replaceUser,
  type Unit,
  type UnitKind,
  updateUnit,
  updateUser,
  type User,
  userActor,
  userUpdated,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, TestClock } from '@seatkeeper/testing';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';
import { UnitSpreadService } from './unit-spread.service.js';
import { unitKinds } from './units.js';
import { UnitsRepository } from './units.repository.js';

describe('the organisation of an account', () => {
  const clock = new TestClock(new Date().toISOString());
  let stage: Stage;
  let firm: Firm;

  beforeAll(async () => {
    stage = await startStage({ clock });
  });
  beforeEach(async () => {
    firm = await stage.signUp(40);
  });
  afterAll(() => stage.close());

  const create = (kind: UnitKind, name: string, more: { after?: string | null; accountId?: string } = {}) => {
    const { accountId = firm.accountId, after } = more;
    const unitId = newId(unitKinds[kind].prefix);
    return stage.ask(createUnit, { accountId, by: firm.by, kind, unitId, unit: { name, after } });
  };
  const change = (
    { id }: Unit,
    kind: UnitKind,
    changes: { name?: string; after?: string | null },
    ifVersion?: number,
  ) =>
    stage.ask(updateUnit, { accountId: firm.accountId, by: firm.by, kind, unitId: id, changes, ifVersion });
  const remove = ({ id }: Unit, kind: UnitKind, replaceBy?: string) =>
    stage.ask(deleteUnit, { accountId: firm.accountId, by: firm.by, kind, unitId: id, replaceBy });
  const list = async (kind: UnitKind) =>
    (await stage.ask(listUnits, { accountId: firm.accountId, kind, withUsers: true, page: {} })).items;
  const names = async (kind: UnitKind) => (await list(kind)).map(({ name }) => name);
  const patch = (
    { id }: User,
    changes: Parameters<typeof stage.ask<typeof updateUser>>[1]['changes'],
    by = firm.by,
  ) => stage.ask(updateUser, { accountId: firm.accountId, by, userId: id, changes });
  /** What is left to do once everybody has forgotten what was read before the change. */
  const settle = async () => {
    clock.advance(61_000);
    const sweeper = stage.identity.get(UnitSpreadService);
    for (let round = 0; round < 20 && (await sweeper.sweep()); round += 1);
  };
  const validation = (path: string) => ({
    ...refused('validation-failed'),
    errors: [expect.objectContaining({ path })],
  });

  it.each(['office', 'department', 'seniority'] as const)(
    'two of a kind never have one name, whatever the letters: %s',
    async (kind) => {
      const { values, refusals } = await race(8, (n) => create(kind, n % 2 ? 'Équipe  A' : 'ÉQUIPE A'));
      expect(values).toHaveLength(1);
      expect(refusals).toEqual({ 'name-taken': 7 });
      const other = await create(kind, 'Other');
      await expect(change(other, kind, { name: 'équipe a' })).rejects.toMatchObject(refused('name-taken'));
      await expect(create(kind, 'Équipe A', { accountId: newId('acc') })).resolves.toBeDefined();
    },
  );

  it('a unit is created once, however often it is asked for with its id', async () => {
    const asked = {
      accountId: firm.accountId,
      by: firm.by,
      kind: 'office' as const,
      unitId: newId('ofc'),
      unit: { name: 'Lyon' },
    };
    const { values } = await race(5, () => stage.ask(createUnit, asked));
    expect(values.map(({ id }) => id)).toEqual(Array.from({ length: 5 }, () => asked.unitId));
  });

  it('a department that is new with the people in it is there once, and everybody is in it', async () => {
    const people = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        firm.invite(`n${n}`, { department: n % 2 ? 'Tax Law' : 'tax  law' }),
      ),
    );
    const [department, ...others] = await list('department');
    expect(others).toEqual([]);
    expect(department).toMatchObject({ users: 8 });
    for (const user of people)
      expect(user).toMatchObject({ department: department?.name, departmentId: department?.id });
    await eventually(() => expect(stage.heard.of(departmentCreated, firm.accountId)).toHaveLength(1));
  });

  it('who may not manage the organisation names what is there, and nothing else', async () => {
    await create('office', 'Lyon');
    const { id: groupId } = await stage.ask(createGroup, {
      accountId: firm.accountId,
      by: firm.by,
      groupId: newId('grp'),
      group: { name: 'Hosts', permissions: ['users.invite', 'users.update'] },
    });
    const host = userActor((await firm.join('host', { groups: [groupId] })).id);
    const liam = await firm.invite('liam', { offices: ['lyon'] }, { by: host });
    expect(liam.offices).toEqual(['Lyon']);
    await expect(firm.invite('mei', { offices: ['Lyon', 'Nowhere'] }, { by: host })).rejects.toMatchObject(
      validation('offices[1]'),
    );
    await expect(patch(liam, { seniority: 'Partner' }, host)).rejects.toMatchObject(validation('seniority'));
    expect(await names('office')).toEqual(['Lyon']);
    expect(await names('seniority')).toEqual([]);
    expect((await firm.users()).map(({ username }) => username)).not.toContain(`mei@${firm.slug}.example`);
  });

  it('a rename reaches everybody, whatever their status, and tells it once each', async () => {
    const lyon = await create('office', 'Lyon');
    const mei = await firm.join('mei', { offices: ['Lyon', 'Paris'] });
    const liam = await firm.invite('liam', { offices: [lyon.id] });
    const gone = await firm.join('gone', { offices: ['lyon'] });
    await stage.ask(deactivateUser, { accountId: firm.accountId, by: firm.by, userId: gone.id });
    const renamed = await change(lyon, 'office', { name: 'Lyon Part-Dieu' });
    expect(renamed).toMatchObject({ id: lyon.id, name: 'Lyon Part-Dieu', version: 2 });
    expect((await firm.user(mei.id)).offices).toEqual(['Lyon Part-Dieu', 'Paris']);
    for (const { id } of [liam, gone]) expect((await firm.user(id)).offices).toEqual(['Lyon Part-Dieu']);
    await settle();
    await eventually(() => {
      const told = stage.heard
        .of(userUpdated, firm.accountId)
        .filter(({ actor }) => actor.id === 'organisation');
      expect(told.map(({ user }) => user.id).sort()).toEqual([mei.id, liam.id, gone.id].sort());
      expect(told[0]?.changes).toMatchObject([{ field: 'offices' }]);
      expect(stage.heard.of(officeUpdated, firm.accountId)).toHaveLength(1);
    });
    expect(await change(lyon, 'office', { name: 'Lyon Part-Dieu' })).toMatchObject({ version: 2 });
    await expect(change(lyon, 'office', { name: 'Late' }, 1)).rejects.toMatchObject(
      refused('precondition-failed'),
    );
  });

  it('a rename that a crash cut off is carried on by the sweep, and so is what was written meanwhile', async () => {
    const tax = await create('department', 'Tax');
    const liam = await firm.invite('liam', { department: 'Tax' });
    const set = { name: 'Tax Law', nameKey: 'tax law', spreadAt: clock.now(), updatedAt: clock.now() };
    const units = stage.identity.get(UnitsRepository);
    await units.decide(firm.accountId, 'department', tax.id, () => ({ update: { set } }));
    await settle();
    expect((await firm.user(liam.id)).department).toBe('Tax Law');
    await settle();
    expect(await units.dueToSpread(new Date(clock.now().getTime() + 3_600_000), 10)).toEqual([]);
  });

  it('renames and people who join at the same moment agree in the end', async () => {
    const tax = await create('department', 'Tax');
    const people = await Promise.all(Array.from({ length: 6 }, (_, n) => firm.invite(`n${n}`)));
    await Promise.all([
      ...people.map((user) => patch(user, { department: tax.id })),
      ...['Tax I', 'Tax II', 'Tax III'].map((name) => change(tax, 'department', { name })),
    ]);
    await settle();
    const [{ name } = { name: '' }] = await list('department');
    for (const { id } of people) expect((await firm.user(id)).department).toBe(name);
  });

  it('one in use does not vanish under its users, unless another one takes its place', async () => {
    const [lyon, brest] = [await create('office', 'Lyon'), await create('office', 'Brest')];
    const mei = await firm.join('mei', { offices: ['Lyon'] });
    const liam = await firm.invite('liam', { offices: ['Brest', 'Lyon'] });
    await expect(remove(lyon, 'office')).rejects.toMatchObject({
      ...refused('in-use'),
      members: { users: 2 },
    });
    for (const replaceBy of [lyon.id, newId('ofc'), (await create('department', 'Tax')).id])
      await expect(remove(lyon, 'office', replaceBy)).rejects.toMatchObject(validation('replaceBy'));
    expect(await names('office')).toEqual(['Brest', 'Lyon']);

    await remove(lyon, 'office', brest.id);
    for (const { id } of [mei, liam])
      expect(await firm.user(id)).toMatchObject({ offices: ['Brest'], officeIds: [brest.id] });
    await expect(remove(lyon, 'office')).rejects.toMatchObject(refused('not-found'));
    await expect(patch(mei, { offices: [lyon.id] })).rejects.toMatchObject(validation('offices[0]'));
    await eventually(() => expect(stage.heard.of(officeDeleted, firm.accountId)).toHaveLength(1));
    await settle();
    const units = stage.identity.get(UnitsRepository);
    expect(await units.deletedBefore(clock.now(), 10)).toEqual([]);
    await eventually(async () => {
      const target = { accountId: firm.accountId, filter: { target: lyon.id }, page: {} };
      const { items } = await stage.ask(listAudit, target);
      const deleted = items.find(({ action }) => action === 'identity.office.deleted');
      expect(items.map(({ action }) => action).sort()).toEqual([
        'identity.office.created',
        'identity.office.deleted',
      ]);
      expect(deleted).toMatchObject({ actor: firm.by, detail: { name: 'Lyon' } });
    });
  });

  it('a deletion that the bus delivers again answers as it did, and another one finds nothing', async () => {
    const { id: unitId } = await create('office', 'Lyon');
    const command = { accountId: firm.accountId, by: firm.by, kind: 'office' as const, unitId };
    const commandId = newId('cmd');
    const { values } = await race(4, () => stage.ask(deleteUnit, { ...command, commandId }));
    expect(values).toEqual([{}, {}, {}, {}]);
    await eventually(() => expect(stage.heard.of(officeDeleted, firm.accountId)).toHaveLength(1));
    const another = stage.ask(deleteUnit, { ...command, commandId: newId('cmd') });
    await expect(another).rejects.toMatchObject(refused('not-found'));
  });

  it('who has left holds no unit back', async () => {
    const tax = await create('department', 'Tax');
    const gone = await firm.join('gone', { department: 'Tax' });
    await stage.ask(deactivateUser, { accountId: firm.accountId, by: firm.by, userId: gone.id });
    await remove(tax, 'department');
    expect(await firm.user(gone.id)).toMatchObject({ department: null, departmentId: null });
  });

  it('whoever is given a unit while it is deleted keeps it: nobody refers to what is not there', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, (_, n) => firm.invite(`n${n}`)));
    for (let round = 0; round < 5; round += 1) {
      const unit = await create('department', `Round ${round}`);
      const tries = await Promise.allSettled([
        ...people.map((user) => patch(user, { department: unit.id })),
        remove(unit, 'department'),
        ...people.map((user) => patch(user, { title: `Title ${round}` })),
      ]);
      const given = people.filter((_user, n) => tries[n]?.status === 'fulfilled');
      await settle();
      const live = new Map((await list('department')).map(({ id, name }) => [id, name]));
      for (const { id } of given) {
        const user = await firm.user(id);
        expect(user.department).toBe(`Round ${round}`);
        expect(live.get(user.departmentId ?? '')).toBe(user.department);
      }
      for (const user of people) await patch(user, { department: null });
    }
  });

  it('a deletion that a crash cut off is finished by the sweep', async () => {
    const [lyon, brest] = [await create('office', 'Lyon'), await create('office', 'Brest')];
    const mei = await firm.invite('mei', { offices: ['Lyon'] });
    const set = { live: false, updatedAt: clock.now(), replacedBy: brest.id };
    const units = stage.identity.get(UnitsRepository);
    await units.decide(firm.accountId, 'office', lyon.id, () => ({ update: { set } }));
    await settle();
    expect((await firm.user(mei.id)).offices).toEqual(['Brest']);
    expect(await units.deletedBefore(clock.now(), 10)).toEqual([]);
  });

  it('seniorities have the order the account gives them, and users are sorted by it', async () => {
    const [partner, associate] = [
      await create('seniority', 'Partner'),
      await create('seniority', 'Associate'),
    ];
    const consultant = await create('seniority', 'Consultant', { after: partner.id });
    expect(await names('seniority')).toEqual(['Partner', 'Consultant', 'Associate']);
    await firm.invite('mei', { seniority: 'Consultant' });
    await change(consultant, 'seniority', { after: null });
    expect(await names('seniority')).toEqual(['Consultant', 'Partner', 'Associate']);
    await change(partner, 'seniority', { after: associate.id, name: 'Équity Partner' });
    expect(await names('seniority')).toEqual(['Consultant', 'Associate', 'Équity Partner']);
    await expect(change(partner, 'seniority', { after: partner.id })).rejects.toMatchObject(
      validation('after'),
    );
    const office = await create('office', 'Lyon');
    await expect(change(office, 'office', { after: null })).rejects.toMatchObject(validation('after'));
    await settle();
    const mei = (await firm.users()).find(({ seniority }) => seniority === 'Consultant');
    expect(mei).toMatchObject({ seniorityId: consultant.id });
  });

  it('moves to the same place at once, and without end, leave a whole order', async () => {
    const first = await create('seniority', 'First');
    const others = [];
    for (const name of ['A', 'B', 'C', 'D']) others.push(await create('seniority', name));
    await Promise.all(others.map((unit) => change(unit, 'seniority', { after: first.id })));
    expect((await names('seniority')).toSorted()).toEqual(['A', 'B', 'C', 'D', 'First']);
    for (let move = 0; move < 70; move += 1) {
      const unit = others[move % 2];
      if (unit) await change(unit, 'seniority', { after: first.id });
    }
    expect((await names('seniority')).slice(0, 3)).toEqual(['First', 'B', 'A']);
  });

  it('a newcomer who takes a place is filed as everybody else', async () => {
    const liam = await firm.join('liam', { offices: ['Lyon'], department: 'Tax' });
    const { replacement } = await stage.ask(replaceUser, {
      accountId: firm.accountId,
      by: firm.by,
      userId: liam.id,
      newUserId: newId('usr'),
      replacement: {
        newUser: {
          username: `mei@${firm.slug}.example`,
          firstName: 'Mei',
          lastName: 'Sato',
          offices: ['Brest'],
        },
      },
      copy: ['offices'],
    });
    expect(replacement.offices).toEqual(['Brest', 'Lyon']);
    expect(await names('office')).toEqual(['Brest', 'Lyon']);
  });

  it('belongs to one account: ids of another one are found neither as a resource nor in a user', async () => {
    const lyon = await create('office', 'Lyon');
    const mei = await firm.invite('mei');
    const other = await stage.signUp();
    const elsewhere = { accountId: other.accountId, by: other.by, kind: 'office' as const, unitId: lyon.id };
    const calls: (() => Promise<unknown>)[] = [
      () => stage.ask(getUnit, elsewhere),
      () => stage.ask(updateUnit, { ...elsewhere, changes: { name: 'Mine' } }),
      () => stage.ask(deleteUnit, elsewhere),
      () => stage.ask(getUnit, { ...elsewhere, accountId: firm.accountId, kind: 'department' }),
    ];
    const code: FaultCode = 'not-found';
    for (const call of calls) await expect(call()).rejects.toMatchObject(refused(code));
    const foreign = await stage.ask(createUnit, {
      ...elsewhere,
      unitId: newId('ofc'),
      unit: { name: 'Oslo' },
    });
    await expect(patch(mei, { offices: [foreign.id] })).rejects.toMatchObject(validation('offices[0]'));
    await expect(remove(lyon, 'office', foreign.id)).rejects.toMatchObject(validation('replaceBy'));
    expect(await names('office')).toEqual(['Lyon']);
  });
});
