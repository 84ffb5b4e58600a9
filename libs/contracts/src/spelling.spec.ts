import { closest } from './spelling.js';

const known = ['username', 'firstName', 'lastName', 'email', 'to', 'from', 'status', 'type'];

it.each([
  ['first_name', 'firstName'],
  ['FIRSTNAME', 'firstName'],
  ['lastNmae', 'lastName'],
  ['emial', 'email'],
  ['e-mail', 'email'],
  ['user', undefined],
  ['fro', 'from'],
  ['stats', 'status'],
  ['x', undefined],
  ['', undefined],
  ['a'.repeat(10_000), undefined],
])('%s may mean %s', (name, meant) => expect(closest(name, known)).toBe(meant));
