import { rowsOf } from './invite-rows.js';

const ann = { source: '', email: 'ann@x.example', firstName: 'Ann', lastName: 'Lee' };
const looked = new Set(['ann@x.example']);

it.each([
  ['was not looked up', ann, null, new Set<string>(), 'checking'],
  ['nobody knows', ann, null, looked, 'new'],
  ['works here', ann, 'active', looked, 'known'],
  ['has left', ann, 'deactivated', looked, 'known'],
  ['is invited', ann, 'invited', looked, 'invited'],
  ['waits for a seat', ann, 'waiting', looked, 'invited'],
  ['has no last name', { ...ann, lastName: ' ' }, null, looked, 'invalid'],
  ['has no address', { ...ann, email: '' }, null, looked, 'invalid'],
  ['is known, whatever the name is', { ...ann, lastName: '' }, 'active', looked, 'known'],
] as const)('somebody who %s', (_who, person, status, asked, state) => {
  const known = new Map(status === null ? [] : [['ann@x.example', { status }] as const]);
  expect(rowsOf([person], { known, looked: asked, failed: new Set() }).map((row) => row.state)).toEqual([
    state,
  ]);
});

it('somebody who could not be looked up is not taken for new', () => {
  const looks = { known: new Map(), looked: new Set<string>(), failed: looked };
  expect(rowsOf([ann], looks).map(({ state }) => state)).toEqual(['unlooked']);
});

it('of two with one address the first is invited, and two without any are two', () => {
  const none = { ...ann, email: '' };
  const looks = { known: new Map(), looked, failed: new Set<string>() };
  expect(rowsOf([ann, { ...ann, firstName: 'Bob' }, none, none], looks).map(({ state }) => state)).toEqual([
    'new',
    'double',
    'invalid',
    'invalid',
  ]);
});
