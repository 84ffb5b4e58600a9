import { isWithin, type Reach } from './reaches.js';

const nobody: Reach = { ids: [], groups: [], reportsTo: [] };
const person = (more: object = {}) => ({ _id: 'usr_liam', groups: [], reportsTo: null, ...more });

it.each<[string, Reach | null, object, boolean]>([
  ['everybody', null, {}, true],
  ['the people of a group', { ...nobody, groups: ['grp_one'] }, { groups: ['grp_two', 'grp_one'] }, true],
  ['nobody of another group', { ...nobody, groups: ['grp_one'] }, { groups: ['grp_two'] }, false],
  ['who is listed', { ...nobody, ids: ['usr_mei', 'usr_liam'] }, {}, true],
  ['nobody who is not', { ...nobody, ids: ['usr_mei'] }, {}, false],
  [
    'who reports to somebody of the team',
    { ...nobody, reportsTo: ['usr_ada'] },
    { reportsTo: 'usr_ada' },
    true,
  ],
  ['nobody who reports elsewhere', { ...nobody, reportsTo: ['usr_ada'] }, { reportsTo: 'usr_mei' }, false],
  ['nobody who reports to nobody', { ...nobody, reportsTo: ['usr_ada'] }, {}, false],
  ['nobody at all', nobody, { groups: ['grp_one'], reportsTo: 'usr_ada' }, false],
])('somebody reaches %s', (_case, reach, user, reaches) => {
  expect(isWithin(reach, person(user))).toBe(reaches);
});
