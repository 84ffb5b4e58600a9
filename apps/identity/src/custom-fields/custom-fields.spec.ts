import {
  changedField,
  choicesGone,
  MOST_FIELDS,
  newField,
  placed,
  refuseInUse,
  refuseNewField,
} from './custom-fields.js';

const t0 = new Date('2026-11-28T09:00:00Z');
const given = (key: string) => ({ key, label: key, type: 'text' as const, required: false });
const field = (key: string) => newField(`cfd_${key}`, given(key), t0);
const [a, b, c] = [field('a'), field('b'), field('c')];
const choice = newField(
  'cfd_town',
  { ...given('town'), type: 'choice', choices: [{ value: 'paris', label: 'Paris' }, { value: 'lyon' }] },
  t0,
);

it('a key is taken whatever its capitals, and an account has a hundred fields at most', () => {
  expect(refuseNewField([a, b], given('B'))?.code).toBe('name-taken');
  expect(refuseNewField([a, b], given('c'))).toBeNull();
  const full = Array.from({ length: MOST_FIELDS }, (_, n) => field(`f${n}`));
  expect(refuseNewField(full, given('c'))?.code).toBe('validation-failed');
});

it.each([
  ['a new one, last', [a, b], c, undefined, 'abc'],
  ['a new one, first', [a, b], c, null, 'cab'],
  ['a new one, behind another', [a, b], c, a.id, 'acb'],
  ['one that stays', [a, b, c], b, undefined, 'abc'],
  ['one that moves up', [a, b, c], c, null, 'cab'],
  ['one that moves down', [a, b, c], a, b.id, 'bac'],
])('the order with %s is %#', (_case, fields, one, after, order) => {
  expect(
    placed(fields, one, after)
      .map(({ key }) => key)
      .join(''),
  ).toBe(order);
});

it('nothing stands behind itself, or behind what is not there', () => {
  for (const after of [a.id, 'cfd_unknown0'])
    expect(() => placed([a, b], a, after)).toThrow('Some fields are not valid');
});

it('a choice is called what it is until somebody says otherwise, and its value stays', () => {
  expect(choice.choices).toEqual([
    { value: 'paris', label: 'Paris' },
    { value: 'lyon', label: 'lyon' },
  ]);
  const wanted = { choices: [{ value: 'lyon', label: 'Lyon' }, { value: 'nice' }] };
  expect(choicesGone(choice, wanted)).toEqual(['paris']);
  expect(choicesGone(choice, {})).toEqual([]);
  expect(changedField(choice, wanted).changes).toMatchObject([
    { field: 'choices', after: [{ label: 'Lyon' }, { label: 'nice' }] },
  ]);
  expect(changedField(choice, { label: 'town', required: false }).changes).toEqual([]);
  expect(() => changedField(a, wanted)).toThrow('Some fields are not valid');
});

it('what users have does not go, and the answer says how many they are', () => {
  expect(refuseInUse('Town', 0, '')).toBeNull();
  expect(refuseInUse('Town', 2, 'Move them.')).toMatchObject({
    code: 'in-use',
    detail: '2 users have Town. Move them.',
    members: { users: 2 },
  });
});
