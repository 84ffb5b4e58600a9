import {
  appendUserImport,
  causedBy,
  createCustomField,
  type CustomField,
  customFieldCreated,
  deleteCustomField,
  getCustomField,
  getMergeFields,
  getUserImport,
  type Input,
  listAudit,
  listCustomFields,
  openUserExport,
  openUserImport,
  readUserExport,
  replaceUser,
  startUserImport,
  systemActor,
  updateCustomField,
  updateUser,
  type User,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { from } from '../../testing/group-of-companies.js';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

type Given = Input<typeof createCustomField>['field'];

describe('custom fields', () => {
  let stage: Stage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    firm = await stage.signUp(20);
  });

  const us = () => ({ accountId: firm.accountId, by: firm.by });
  const define = (field: Partial<Given> & { key: string }, fieldId = newId('cfd')): Promise<CustomField> =>
    stage.ask(createCustomField, {
      ...us(),
      fieldId,
      field: { label: field.key, type: 'text', ...field },
    });
  const change = ({ id: fieldId }: CustomField, changes: Input<typeof updateCustomField>['changes']) =>
    stage.ask(updateCustomField, { ...us(), fieldId, changes });
  const remove = ({ id: fieldId }: CustomField, keepValues = false) =>
    stage.ask(deleteCustomField, { ...us(), fieldId, keepValues });
  const keys = async (of = firm) =>
    (await stage.ask(listCustomFields, { accountId: of.accountId })).items.map(({ key }) => key);
  const set = (user: User, customFields: Record<string, string | number | boolean | null>) =>
    stage.ask(updateUser, { ...us(), userId: user.id, changes: { customFields } });
  const wrong = (...paths: string[]) => ({
    code: 'validation-failed',
    errors: paths.map((path) => ({ path: `customFields.${path}` })),
  });
  const towns = () =>
    define({ key: 'town', type: 'choice', choices: [{ value: 'p', label: 'Paris' }, { value: 'l' }] });

  it('are nothing to users until the first is defined; then what they had stays, and what is new has to fit', async () => {
    const mei = await firm.invite('mei', { customFields: { anything: 'goes', badge: 'seven' } });
    await define({ key: 'badge', type: 'number' });
    await expect(firm.invite('noor', { customFields: { anything: 'goes' } })).rejects.toMatchObject(
      wrong('anything'),
    );
    await expect(set(mei, { badge: 'eight' })).rejects.toMatchObject(wrong('badge'));
    expect(await set(mei, { anything: 'goes', badge: 'seven' })).toMatchObject({ version: mei.version });
    expect((await set(mei, { badge: 8, anything: null })).customFields).toEqual({ badge: 8 });
  });

  it('that are required are asked of new people at every door, and of nobody who is there, nor of machines', async () => {
    const mei = await firm.join('mei');
    const field = await define({ key: 'costCentre', required: true });
    await expect(firm.invite('noor')).rejects.toMatchObject(wrong('costCentre'));
    await expect(
      stage.ask(replaceUser, {
        ...us(),
        userId: mei.id,
        replacement: {
          newUser: { username: `new@${firm.slug}.example`, firstName: 'New', lastName: 'Comer' },
        },
        copy: [],
        newUserId: newId('usr'),
        reassignmentId: newId('rea'),
      }),
    ).rejects.toMatchObject(wrong('costCentre'));
    await firm.invite('machine', { type: 'service' });
    await set(mei, {});
    await set(mei, { costCentre: 'CC-7' });
    await expect(set(mei, { costCentre: null })).rejects.toMatchObject(wrong('costCentre'));
    await change(field, { required: false });
    await firm.invite('noor');
    expect((await firm.users()).map(({ firstName }) => firstName).sort()).toEqual([
      'Ada',
      'Machine',
      'Mei',
      'Noor',
    ]);
  });

  it('of two that are defined at once under one key one is there, and of many keys all, in one order', async () => {
    const { values, refusals } = await race(6, () => define({ key: 'badge' }));
    expect([values.length, refusals]).toEqual([1, { 'name-taken': 5 }]);
    const id = newId('cfd');
    await race(4, (n) => define({ key: `f${n}` }, n === 0 ? id : undefined));
    await define({ key: 'f0' }, id);
    expect((await keys()).toSorted()).toEqual(['badge', 'f0', 'f1', 'f2', 'f3']);
    await change(values[0]!, { after: id });
    const order = await keys();
    expect(order.indexOf('badge')).toBe(order.indexOf('f0') + 1);
    await eventually(() => expect(stage.heard.of(customFieldCreated, firm.accountId)).toHaveLength(5));
    const other = await stage.signUp(5);
    expect(await keys(other)).toEqual([]);
    await expect(
      stage.ask(getCustomField, { accountId: other.accountId, fieldId: id }),
    ).rejects.toMatchObject(refused('not-found'));
  });

  it('whose choices are called otherwise change no user; one that users have cannot go', async () => {
    const town = await towns();
    const mei = await firm.invite('mei', { customFields: { town: 'PARIS' } });
    expect(mei.customFields).toEqual({ town: 'p' });
    const renamed = await change(town, { choices: [{ value: 'p', label: 'Paris 8e' }, { value: 'n' }] });
    expect(renamed).toMatchObject({ version: 2, choices: [{ label: 'Paris 8e' }, { value: 'n' }] });
    expect(await firm.user(mei.id)).toEqual(mei);
    await expect(change(town, { choices: [{ value: 'n' }] })).rejects.toMatchObject({
      code: 'in-use',
      members: { users: 1 },
    });
    await expect(
      stage.ask(updateCustomField, { ...us(), fieldId: town.id, changes: { label: 'x' }, ifVersion: 1 }),
    ).rejects.toMatchObject(refused('precondition-failed'));
    await eventually(async () => {
      const { items } = await stage.ask(listAudit, {
        accountId: firm.accountId,
        filter: { target: town.id },
        page: {},
      });
      expect(items).toMatchObject([
        { action: 'identity.custom-field.updated', actor: firm.by, changes: [{ field: 'choices' }] },
        { action: 'identity.custom-field.created', detail: { name: 'town' } },
      ]);
    });
  });

  it('that users have go only if the values may stay, which are then shown and removed, and not changed', async () => {
    const town = await towns();
    const badge = await define({ key: 'badge' });
    const mei = await firm.invite('mei', { customFields: { town: 'l' } });
    expect(await stage.ask(getCustomField, { accountId: firm.accountId, fieldId: town.id })).toMatchObject({
      users: 1,
    });
    await expect(remove(town)).rejects.toMatchObject({ code: 'in-use', members: { users: 1 } });
    await remove(town, true);
    await expect(remove(town, true)).rejects.toMatchObject(refused('not-found'));
    expect((await firm.user(mei.id)).customFields).toEqual({ town: 'l' });
    await expect(set(mei, { town: 'p' })).rejects.toMatchObject(wrong('town'));
    expect((await set(mei, { town: null })).customFields).toEqual({});
    await remove(badge);
    expect((await set(mei, { any: 'thing' })).customFields).toEqual({ any: 'thing' });
  });

  it('are read from files by their types, and written to files in their order, defined ones first', async () => {
    await define({ key: 'staffNo' });
    await towns();
    await define({ key: 'firstAid', type: 'yes-no' });
    const importId = newId('imp');
    const which = { accountId: firm.accountId, importId };
    const header = ['Username', 'First name', 'Last name'].concat(
      ['town', 'staffNo', 'firstAid'].map((key) => `Custom field: ${key}`),
    );
    const row = (name: string, ...cells: string[]) => [
      `${name}@${firm.slug}.example`,
      name,
      'Osei',
      ...cells,
    ];
    await stage.ask(openUserImport, { ...which, by: firm.by, header, whenNoSeat: 'fail' });
    await stage.ask(appendUserImport, {
      ...which,
      rows: [
        { line: 2, cells: row('Mei', 'Paris', '1e3', 'yes') },
        { line: 3, cells: row('Noor', 'Nice', '7', 'perhaps') },
      ],
    });
    await stage.ask(startUserImport, { ...which, total: 2 });
    await eventually(async () => {
      const { state } = await stage.ask(getUserImport, { ...which, page: {} });
      expect(state).toBe('finished');
    });
    const { rows } = await stage.ask(getUserImport, { ...which, page: {} });
    expect(rows.items.find(({ line }) => line === 3)).toMatchObject({
      outcome: 'failed',
      errors: [
        { path: 'customFields.town', message: 'Expected one of p, l' },
        { path: 'customFields.firstAid', message: 'Expected true or false' },
      ],
    });
    const mei = (await firm.users()).find(({ firstName }) => firstName === 'Mei');
    expect(mei?.customFields).toEqual({ town: 'p', staffNo: '1e3', firstAid: true });

    const { customFields } = await stage.ask(openUserExport, { accountId: firm.accountId, filter: {} });
    expect(customFields).toEqual(['staffNo', 'town', 'firstAid']);
    const read = { accountId: firm.accountId, filter: {}, sort: 'firstName', customFields, limit: 10 };
    const exported = await stage.ask(readUserExport, read);
    expect(exported.rows.find((cells) => cells.includes('Mei'))).toEqual(
      expect.arrayContaining(['"1e3"', 'p', 'true']),
    );
  });

  it('are said in mails as they are read, of people of the account alone', async () => {
    await towns();
    const ann = await firm.invite('ann');
    await set(ann, { town: 'p' });
    const of = { accountId: firm.accountId, userId: ann.id, causedBy: firm.admin.id };
    const fields = await stage.ask(getMergeFields, of);
    expect(fields).toMatchObject({ username: ann.username, email: ann.email, custom: { town: 'Paris' } });
    expect(fields.actor).toBe(`${firm.admin.firstName} ${firm.admin.lastName}`);
    expect(await stage.ask(getMergeFields, { ...of, causedBy: null })).toMatchObject({
      actor: '',
    });
    const other = await stage.signUp(5);
    await expect(stage.ask(getMergeFields, { ...of, accountId: other.accountId })).rejects.toMatchObject(
      refused('not-found'),
    );
    // Who acts from an account above is named as well, and found in theirs alone.
    const above = from(other, other.admin);
    expect(await stage.ask(getMergeFields, { ...of, ...causedBy(above) })).toMatchObject({
      actor: `${other.admin.firstName} ${other.admin.lastName}`,
    });
    expect(await stage.ask(getMergeFields, { ...of, causedBy: above.id })).toMatchObject({ actor: '' });
    expect(await stage.ask(getMergeFields, { ...of, ...causedBy(systemActor('test')) })).toMatchObject({
      actor: '',
    });
  });
});
