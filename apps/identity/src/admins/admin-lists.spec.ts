import { isActiveAdmin, listMismatches } from './admin-lists.js';

it.each([
  ['agree', ['usr_a', 'usr_b'], ['usr_b', 'usr_a'], []],
  ['differ by who is to be counted', ['usr_a'], ['usr_a', 'usr_b'], [['usr_b', 'not-listed']]],
  ['differ by who is none any more', ['usr_a', 'usr_b'], ['usr_a'], [['usr_b', 'no-admin']]],
  [
    'differ by both: who is missing comes first, so that somebody stays',
    ['usr_a'],
    ['usr_b'],
    [
      ['usr_b', 'not-listed'],
      ['usr_a', 'no-admin'],
    ],
  ],
])('list and users %s', (_case, listed, active, expected) => {
  expect(listMismatches(listed, active).map(({ userId, kind }) => [userId, kind])).toEqual(expected);
});

it.each([
  [true, 'active', true],
  [false, 'active', false],
  [true, 'banned', false],
  [true, 'deactivated', false],
] as const)('globalAdmin %s and %s counts: %s', (globalAdmin, status, counts) => {
  expect(isActiveAdmin({ globalAdmin, status })).toBe(counts);
});
