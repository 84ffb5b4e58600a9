import { RecordTypeContent } from '@seatkeeper/contracts';
import {
  fieldsWanted,
  keysGone,
  MOST_KEYS,
  MOST_TYPES,
  refuseInUse,
  refuseUnseen,
  withType,
} from './record-types.js';

const now = new Date('2026-02-01T08:00:00Z');
const fields = (...keys: string[]) => keys.map((key) => ({ key, label: key }));
const none = { types: [], keys: [] };
const registered = (type: string, ...keys: string[]) =>
  withType(none, type, fieldsWanted({ fields: fields(...keys) }), now)!.set;

describe('the fields of a type of records', () => {
  it.each([
    ['none', [], [['owner', 'Owner']]],
    [
      'one',
      [{ key: 'approver' }],
      [
        ['owner', 'Owner'],
        ['approver', 'approver'],
      ],
    ],
    [
      'the owner called otherwise',
      [
        { key: 'approver', label: 'OK by' },
        { key: 'owner', label: 'Partner' },
      ],
      [
        ['owner', 'Partner'],
        ['approver', 'OK by'],
      ],
    ],
  ])('always have the owner first: %s', (_case, given, wanted) => {
    expect(fieldsWanted({ fields: given }).map(({ key, label }) => [key, label])).toEqual(wanted);
  });

  it.each([
    ['a key twice, once with a capital', [{ key: 'approver' }, { key: 'approVer' }]],
    ['a key with a sign', [{ key: 'approver=' }]],
    ['eleven besides the owner', Array.from({ length: 11 }, (_, n) => ({ key: `field${n}` }))],
  ])('are refused with %s', (_case, given) => {
    expect(RecordTypeContent.safeParse({ fields: given }).success).toBe(false);
  });

  it('change with what was before, and stay known when they go', () => {
    const before = registered('matter', 'approver');
    expect(withType(before, 'matter', fieldsWanted({ fields: fields('approver') }), now)).toBeNull();
    const changed = withType(before, 'matter', fieldsWanted({ fields: fields('assignee') }), now);
    expect(changed).toMatchObject({ is: { version: 2 }, changes: [{ field: 'fields' }] });
    expect(changed?.set.keys).toEqual(['approver', 'assignee']);
  });

  it('go only if it was looked whether they are in use', () => {
    const before = registered('matter', 'approver', 'assignee');
    const wanted = fieldsWanted({ fields: fields('approver') });
    expect(keysGone(before.types[0]!.fields, wanted)).toEqual(['assignee']);
    expect(refuseUnseen(before, 'matter', wanted, ['assignee'])).toBeNull();
    expect(refuseUnseen(before, 'matter', wanted, [])?.code).toBe('service-unavailable');
  });
});

it.each([
  [0, null],
  [1, 'One record has somebody in the field approver.'],
  [7, '7 records have somebody in the field approver.'],
  [100, 'At least 100 records have somebody in the field approver.'],
])('%d records with a field: %s', (records, said) => {
  expect(refuseInUse('somebody in the field approver', records, 100)?.detail ?? null).toBe(said);
});

it('an account registers no more types and fields than can be looked through', () => {
  const many = Array.from({ length: MOST_TYPES }, (_, n) => registered(`type-${n}`).types[0]!);
  const full = { types: many, keys: Array.from({ length: MOST_KEYS }, (_, n) => `key${n}`) };
  expect(() => withType(full, 'one-more', fields('owner'), now)).toThrow('not valid');
  expect(() => withType(full, 'type-1', fields('owner', 'another'), now)).toThrow('not valid');
  expect(withType(full, 'type-1', fields('owner', 'key1'), now)).not.toBeNull();
});
