import { searchWithPerson } from './person-address.js';

it.each([
  [
    'keeps the list as it was filtered and sorted',
    '/people',
    { status: 'active', sort: '-title', person: 'usr_1' },
    { status: 'active', sort: '-title', person: 'usr_2' },
  ],
  ['takes nothing along from another page', '/invite', { group: 'grp_1' }, { person: 'usr_2' }],
])('looking at somebody %s', (_what, pathname, search, expected) => {
  expect(searchWithPerson({ pathname, search }, 'usr_2')).toEqual(expected);
});
