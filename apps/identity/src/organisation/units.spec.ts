import { Fault } from '@seatkeeper/contracts';
import { sampleUser } from '../../testing/sample-user.js';
import { filed, namedUnits } from './unit-names.js';
import { nameKeyOf, rankBehind, refiled, refuseInUse, unitChanges } from './units.js';
import { inReferences } from './units.migrations.js';

const lyon = { id: 'ofc_lyon0000', name: 'Lyon' };
const paris = { id: 'ofc_paris000', name: 'Paris' };

describe('the name of a unit', () => {
  it.each([
    ['in capitals', 'LYON', 'lyon'],
    ['with space around it and wide within', '  Tax   Law ', 'tax law'],
    ['with an accent, which counts', 'Montréal', 'montréal'],
  ])('%s', (_case, name, key) => expect(nameKeyOf(name)).toBe(key));
});

describe('a place in an order', () => {
  const order = [
    { _id: 'a', rank: 1_024 },
    { _id: 'b', rank: 2_048 },
    { _id: 'c', rank: 3_072 },
  ];

  it.each([
    ['the last one, of a new one', 'n', undefined, 4_096],
    ['the first one', 'c', null, 512],
    ['behind the first one', 'c', 'a', 1_536],
    ['behind the last one', 'a', 'c', 4_096],
    ['where it is already', 'b', 'a', 2_048],
  ])('%s', (_case, mine, after, rank) => expect(rankBehind(order, mine, after)).toBe(rank));

  it('is the first one in an order without anybody', () => {
    expect(rankBehind([], 'n', undefined)).toBe(1_024);
    expect(rankBehind([], 'n', null)).toBe(1_024);
  });

  it.each([
    ['itself', 'b'],
    ['nobody', 'x'],
  ])('is not behind %s', (_case, after) => {
    expect(() => rankBehind(order, 'b', after)).toThrow(Fault);
  });

  it('is not to be had between two neighbours without a number in between', () => {
    const narrow = [
      { _id: 'a', rank: 1 },
      { _id: 'b', rank: 1 + Number.EPSILON },
    ];
    expect(rankBehind(narrow, 'n', 'a')).toBeNull();
    expect(
      rankBehind(
        [
          { _id: 'a', rank: 7 },
          { _id: 'b', rank: 7 },
        ],
        'n',
        'a',
      ),
    ).toBeNull();
  });
});

it('a change of a unit tells of its name, its place, or nothing', () => {
  const before = { name: 'Partner', rank: 1 };
  expect(unitChanges(before, before)).toEqual([]);
  expect(unitChanges(before, { name: 'Associé', rank: 2 })).toEqual([
    { field: 'name', before: 'Partner', after: 'Associé' },
    { field: 'rank', before: 1, after: 2 },
  ]);
});

describe('a user whose unit gives way', () => {
  const user = sampleUser({ offices: [lyon, paris], department: { id: 'dep_tax00000', name: 'Tax' } });

  it.each([
    ['to another name of it', { ...lyon, name: 'Lyon-Part-Dieu' }, ['Lyon-Part-Dieu', 'Paris']],
    ['to another office', { id: 'ofc_brest000', name: 'Brest' }, ['Brest', 'Paris']],
    ['to an office the user has already', paris, ['Paris']],
    ['to none', null, ['Paris']],
  ])('%s', (_case, reference, names) => {
    expect(refiled(user, 'office', lyon.id, reference)?.offices?.map(({ name }) => name)).toEqual(names);
  });

  it('has nothing to change where it is not the unit in question, or is as it should be', () => {
    expect(refiled(user, 'office', 'ofc_brest000', null)).toBeNull();
    expect(refiled(user, 'office', lyon.id, lyon)).toBeNull();
    expect(refiled(user, 'department', 'dep_other000', null)).toBeNull();
    expect(refiled(user, 'department', 'dep_tax00000', null)).toEqual({ department: null });
    expect(refiled(user, 'seniority', 'sen_partner0', null)).toBeNull();
  });
});

it('a unit in use says how many use it', () => {
  expect(refuseInUse('office', 'Lyon', 0)).toBeNull();
  expect(refuseInUse('office', 'Lyon', 1)?.detail).toMatch(/^One user is filed under Lyon/);
  expect(refuseInUse('office', 'Lyon', 3)).toMatchObject({ code: 'in-use', members: { users: 3 } });
});

describe('what is said of a user', () => {
  it('names units in each of its fields, and where', () => {
    expect(namedUnits({ offices: ['Lyon', lyon.id], department: 'Tax', seniority: null })).toEqual([
      { kind: 'office', value: 'Lyon', path: 'offices[0]' },
      { kind: 'office', value: lyon.id, path: 'offices[1]' },
      { kind: 'department', value: 'Tax', path: 'department' },
    ]);
    expect(namedUnits({})).toEqual([]);
  });

  it('keeps what it says besides, and is silent where it was', () => {
    const said = { title: 'Partner', offices: ['Lyon', 'LYON'], seniority: null };
    expect(filed(said, () => lyon)).toEqual({ title: 'Partner', offices: [lyon], seniority: null });
  });
});

it('text of before becomes references, and references stay', () => {
  const find = (_kind: string, name: string) => ({ id: `x_${name.toLowerCase()}`, name });
  expect(
    inReferences({ offices: ['Lyon', 'LYON', 'Brest'], department: 'Tax', seniority: null }, find),
  ).toEqual({
    offices: [
      { id: 'x_lyon', name: 'LYON' },
      { id: 'x_brest', name: 'Brest' },
    ],
    department: { id: 'x_tax', name: 'Tax' },
  });
  expect(inReferences({ offices: [lyon], department: null }, find)).toBeNull();
});
