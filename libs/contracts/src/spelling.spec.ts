import { closest, editDistance } from './spelling.js';

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

it.each([
  ['kitten', 'sitting', 3],
  ['ab', 'ba', 1],
  ['firstname', 'fristname', 1],
  ['', 'abc', 3],
])(
  'from %s to %s it is told exactly up to a bound, and above it no more than that it is above',
  (one, other, far) => {
    expect(editDistance(one, other)).toBe(far);
    expect(editDistance(one, other, far)).toBe(far);
    expect(editDistance(one, other, far - 1)).toBe(Infinity);
  },
);
