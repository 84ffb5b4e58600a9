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
  expect(rowsOf([person], known, asked).map((row) => row.state)).toEqual([state]);
});
