import {
  countRecords,
  getRecord,
  getRecordType,
  listOwnershipChanges,
  listRecords,
  listRecordTypes,
  putRecordType,
  removeRecordType,
  upsertRecord,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import { type ReassignmentStage, reassignmentStage } from '../../testing/reassignment-stage.js';
import { type RawRecords, recordsOf, seed } from '../../testing/seeded-records.js';
import { listFilter, ofTypeWith } from '../records/records.filters.js';

let stage: ReassignmentStage;

beforeAll(async () => {
  stage = await reassignmentStage();
});
afterAll(() => stage.close());

function firm() {
  const accountId = newId('acc');
  const person = () => stage.people.add(accountId);
  const [ann, bob, cem] = [person(), person(), person()];
  const by = userActor(ann.id);
  const { bus } = stage.peer;
  const which = { accountId, type: 'matter' };
  return {
    ...{ accountId, ann, bob, cem },
    register: (keys: string[], type = 'matter') =>
      bus.request(putRecordType, { accountId, type, by, content: { fields: keys.map((key) => ({ key })) } }),
    remove: () => bus.request(removeRecordType, { ...which, by }),
    types: async () => (await bus.request(listRecordTypes, { accountId })).items,
    type: () => bus.request(getRecordType, which),
    upsert: (externalId: string, record: object, type = 'matter') =>
      bus.request(upsertRecord, {
        ...{ accountId, type, by, externalId },
        record: { title: 'Lumen lease', ownerId: ann.id, ...record },
      }),
    get: (externalId: string) => bus.request(getRecord, { ...which, externalId }),
    history: (externalId: string) =>
      bus.request(listOwnershipChanges, { ...which, externalId, page: { limit: 50 } }),
    list: async (filter: object) =>
      (await bus.request(listRecords, { accountId, filter, page: {} })).items.map((each) => each.externalId),
    counts: (user: string) => bus.request(countRecords, { accountId, user }),
  };
}

describe('A type of records', () => {
  it('is registered with its fields, changed, listed and taken back', async () => {
    const { accountId, register, types, type, remove } = firm();
    expect(await types()).toEqual([]);
    expect(await register(['approver'])).toMatchObject({
      created: true,
      recordType: { fields: [{ key: 'owner', label: 'Owner' }, { key: 'approver' }], version: 1 },
    });
    expect(await register(['approver'])).toMatchObject({ created: false, recordType: { version: 1 } });
    expect(await register(['assignee', 'approver'])).toMatchObject({ recordType: { version: 2 } });
    expect(await type()).toEqual((await types())[0]);
    await remove();
    expect(await types()).toEqual([]);
    await expect(type()).rejects.toMatchObject({ code: 'not-found' });
    await expect(remove()).rejects.toMatchObject({ code: 'not-found' });
    await eventually(() => {
      const said = new Set(stage.people.ofTypes.filter((each) => each.startsWith(accountId)));
      expect(said).toEqual(
        new Set(['registered', 'changed', 'removed'].map((verb) => `${accountId} ${verb} matter`)),
      );
    });
  });

  it('that ten register at once with fields of their own is one, with the fields of one of them', async () => {
    const { register, types } = firm();
    await race(10, (n) => register([`field${n}`]));
    const [only, ...others] = await types();
    expect(others).toEqual([]);
    expect(only?.fields).toHaveLength(2);
  });

  it('and its fields stay while records have them, and the refusal counts these', async () => {
    const { register, upsert, remove, type, bob } = firm();
    await register(['approver', 'assignee']);
    await upsert('M-1', { fields: { approver: bob.id } });
    await upsert('M-2', { fields: { approver: bob.id } });
    await expect(register(['assignee'])).rejects.toMatchObject({
      code: 'in-use',
      detail: '2 records have somebody in the field approver.',
      members: { records: 2 },
    });
    await register(['approver']);
    await upsert('M-1', { fields: { approver: null } });
    await upsert('M-2', { fields: { approver: null } });
    await register([]);
    expect((await type()).fields).toHaveLength(1);
    await expect(remove()).rejects.toMatchObject({ code: 'in-use', members: { records: 2 } });
  });

  it('of another account is not found, and its fields are no fields here', async () => {
    const mine = firm();
    await mine.register(['approver']);
    const theirs = firm();
    expect(await theirs.types()).toEqual([]);
    await expect(theirs.upsert('M-1', { fields: { approver: theirs.bob.id } })).rejects.toMatchObject({
      code: 'validation-failed',
    });
  });
});

describe('The fields of a record', () => {
  it('are set by id or username, stay when they are not named, are cleared by null, and leave links', async () => {
    const { register, upsert, get, history, ann, bob, cem } = firm();
    await register(['approver', 'secondOwner']);
    const said = { approver: bob.username.toUpperCase(), secondOwner: cem.id };
    expect((await upsert('M-1', { fields: said })).record.fields).toEqual({
      approver: bob.id,
      secondOwner: cem.id,
    });
    expect((await upsert('M-1', { fields: said })).record.version).toBe(1);
    await upsert('M-1', { title: 'Another' });
    await upsert('M-1', { ownerId: bob.id, fields: { approver: null } });
    expect(await get('M-1')).toMatchObject({ ownerId: bob.id, fields: { secondOwner: cem.id }, version: 3 });
    expect((await history('M-1')).items.map(({ field = 'owner', from, to }) => [field, from, to])).toEqual([
      ['owner', null, ann.id],
      ['approver', null, bob.id],
      ['secondOwner', null, cem.id],
      ['owner', ann.id, bob.id],
      ['approver', bob.id, null],
    ]);
  });

  it('are refused, all that is wrong at once, and nothing is stored', async () => {
    const { accountId, register, upsert, get, bob } = firm();
    await register(['approver', 'secondOwner']);
    stage.people.setStatus(accountId, bob.id, 'deactivated');
    await expect(
      upsert('M-1', { fields: { aprover: bob.id, secondOwner: newId('usr') } }),
    ).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [
        { path: 'fields.aprover', message: expect.stringContaining('did you mean approver?') },
        { path: 'fields.secondOwner', message: 'No user of this account has this id' },
      ],
    });
    await expect(upsert('M-1', { fields: { approver: bob.id } })).rejects.toMatchObject({
      errors: [{ path: 'fields.approver', message: expect.stringContaining('deactivated') }],
    });
    await expect(upsert('T-1', { fields: { approver: bob.id } }, 'task')).rejects.toMatchObject({
      errors: [{ path: 'fields.approver', message: expect.stringContaining('not registered') }],
    });
    await expect(get('M-1')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('find a record by whoever is named in one, and are counted one by one', async () => {
    const { register, upsert, list, counts, ann, bob } = firm();
    await register(['approver', 'secondOwner']);
    await register(['approver'], 'task');
    await upsert('M-1', { ownerId: bob.id });
    await upsert('M-2', { fields: { approver: bob.id, secondOwner: bob.id } });
    await upsert('M-3', { ownerId: bob.id, closed: true, fields: { approver: bob.id } });
    await upsert('M-4', { fields: { approver: ann.id } });
    await upsert('T-1', { fields: { approver: bob.id } }, 'task');
    expect(await list({ user: bob.id, field: 'approver' })).toEqual(['M-2', 'M-3', 'T-1']);
    expect(await list({ user: bob.id, field: 'owner' })).toEqual(['M-1', 'M-3']);
    expect(await list({ owner: ann.id, user: bob.id, field: 'approver' })).toEqual(['M-2', 'T-1']);
    expect(await counts(bob.id)).toEqual({
      total: 6,
      items: [
        { type: 'matter', open: 1, closed: 1 },
        { type: 'matter', field: 'approver', open: 1, closed: 1 },
        { type: 'matter', field: 'secondOwner', open: 1, closed: 0 },
        { type: 'task', field: 'approver', open: 1, closed: 0 },
      ],
    });
    await expect(list({ user: bob.id, field: 'aprover' })).rejects.toMatchObject({
      errors: [{ path: 'field', message: expect.stringContaining('did you mean approver?') }],
    });
    for (const half of [{ field: 'approver' }, { user: bob.id }])
      await expect(list(half)).rejects.toMatchObject({ code: 'validation-failed' });
  });

  it('are found by indexes: what is not shown is not read, and a record with an owner alone is in no index of fields', async () => {
    const { accountId, ann, bob } = firm();
    const keys = ['approver', 'assignee', 'secondOwner'];
    const fields = (n: number) => (n % 2 === 0 ? { fields: { [keys[n % 3] ?? '']: bob.id } } : {});
    await seed(
      stage.raw,
      accountId,
      recordsOf(ann.id, 600, ['matter', 'task']).map((record, n) => ({ ...record, ...fields(n) })),
    );
    await seed(stage.raw, accountId, recordsOf(bob.id, 300, ['note']));
    const explain = async (filter: object, sort: { _id?: 1 } = {}) => {
      const cursor = stage.raw.find({ accountId, ...filter } as Parameters<RawRecords['find']>[0]);
      const plan = await cursor.sort(sort).limit(10).explain('executionStats');
      return { text: JSON.stringify(plan), read: plan['executionStats'].totalDocsExamined as number };
    };
    for (const [filter, sort] of [
      [listFilter(accountId, { user: bob.id, field: 'approver' }), { _id: 1 as const }],
      [listFilter(accountId, { user: bob.id, field: 'approver', type: 'matter' }), { _id: 1 as const }],
      [ofTypeWith(accountId, 'matter', 'approver'), {}],
    ] as const) {
      const { text, read } = await explain(filter, sort);
      expect(text).toContain('by-holder');
      expect(text).not.toContain('COLLSCAN');
      expect({ filter, read: read <= 10 }).toEqual({ filter, read: true });
    }
    expect((await explain({ ownerId: bob.id })).text).not.toContain('"indexName":"by-holder"');
    expect(await stage.raw.countDocuments({ accountId, holders: { $exists: true } })).toBe(300);
  });
});
