import { userActor } from '@seatkeeper/contracts';
import { changedFields, fieldsOf, unknownFields, unknownKey } from './fields.js';
import { changeTo, newRecord, refusalsOf } from './records.js';

const [ann, bob] = ['usr_annannann', 'usr_bobbobbob'];
const now = new Date('2026-02-01T08:00:00Z');
const type = {
  type: 'matter',
  fields: ['owner', 'secondOwner', 'approver'].map((key) => ({ key, label: key })),
  createdAt: now,
  updatedAt: now,
  version: 1,
};
const holders = [`approver=${ann}`, `secondOwner=${bob}`];

describe('the fields of a record', () => {
  it.each([
    ['as they are', { approver: ann }, [], holders],
    ['none of them', {}, [], holders],
    ['another user', { approver: bob }, [['approver', ann, bob]], [`approver=${bob}`, `secondOwner=${bob}`]],
    ['nobody any more', { approver: null }, [['approver', ann, null]], [`secondOwner=${bob}`]],
    ['nobody as before', { assignee: null }, [], holders],
    [
      'one more',
      { assignee: ann },
      [['assignee', null, ann]],
      [`approver=${ann}`, `assignee=${ann}`, `secondOwner=${bob}`],
    ],
  ] as const)('are wanted so: %s', (_case, wanted, links, after) => {
    const changed = changedFields({ holders: [...holders] }, wanted);
    expect(changed.links.map(({ field, from, to }) => [field, from, to])).toEqual(links);
    expect(changed.holders).toEqual(after);
  });

  it('are read as they were written', () => {
    expect([...fieldsOf(holders)]).toEqual([
      ['approver', ann],
      ['secondOwner', bob],
    ]);
    expect([...fieldsOf()]).toEqual([]);
  });

  it.each([
    ['is known', type, 'approver', null],
    ['is misspelt', type, 'aprover', 'have no field of this name; did you mean approver?'],
    ['is written otherwise', type, 'second_owner', 'did you mean secondOwner?'],
    ['is like none', type, 'reviewer', 'Records of the type matter have no field of this name'],
    ['is the owner', type, 'owner', 'Name the owner by ownerId or ownerUsername'],
    ['is of a type that is not registered', null, 'approver', 'PUT /v1/record-types/matter'],
  ])('are refused where one %s', (_case, registered, key, said) => {
    const errors = unknownFields(registered, 'matter', [key]);
    if (said === null) expect(errors).toEqual([]);
    else expect(errors).toMatchObject([{ path: `fields.${key}`, message: expect.stringContaining(said) }]);
  });

  it('of a list are the owner and those that any type ever had', () => {
    expect(unknownKey('owner', [])).toBeNull();
    expect(unknownKey('approver', ['approver'])).toBeNull();
    expect(unknownKey('aprover', ['approver'])?.message).toContain('did you mean approver?');
  });

  it('change together with the owner in one write, with a link for each', () => {
    const wanted = {
      type: 'matter',
      externalId: 'M-1',
      title: 'Lease',
      ownerId: ann,
      tags: [],
      closed: false,
    };
    const record = {
      ...newRecord('acc_harbourlane', { ...wanted, fields: { approver: ann } }, now),
      version: 1,
    };
    expect(record.owners).toMatchObject([{ field: 'approver', from: null, to: ann }]);
    const change = changeTo(
      record,
      { ...wanted, ownerId: bob, fields: { approver: null } },
      userActor(bob),
      now,
    );
    expect(change).toMatchObject({
      set: { ownerId: bob },
      unset: ['holders'],
      push: {
        owners: {
          $each: [
            { from: ann, to: bob },
            { field: 'approver', from: ann, to: null },
          ],
        },
      },
    });
  });

  it('give nothing new to who has left, and let them keep what they have', () => {
    const departed = [
      { field: 'owner', error: { path: 'ownerId', message: 'left' } },
      { field: 'approver', error: { path: 'fields.approver', message: 'left' } },
    ];
    const wanted = { ownerId: ann, fields: { approver: ann } };
    const paths = (record: Parameters<typeof refusalsOf>[0]) =>
      refusalsOf(record, wanted, departed).map(({ path }) => path);
    expect(paths(null)).toEqual(['ownerId', 'fields.approver']);
    expect(paths({ ownerId: ann })).toEqual(['fields.approver']);
    expect(paths({ ownerId: bob, holders })).toEqual(['ownerId']);
    expect(paths({ ownerId: ann, holders })).toEqual([]);
  });
});
