import { bodyOf, isIn } from './group-change.js';

const desk = { id: 'grp_1', name: 'Desk' };
const role = { id: 'grp_0', name: 'Global Admin', builtIn: 'global-admin' };
const ann = { groups: ['grp_1', 'grp_2'], globalAdmin: true };

it.each([
  [
    'comes into a group',
    { group: { id: 'grp_3', name: 'New' }, isMember: true },
    { groups: ['grp_1', 'grp_2', 'grp_3'] },
  ],
  ['comes into one that holds her already', { group: desk, isMember: true }, { groups: ['grp_2', 'grp_1'] }],
  ['leaves a group', { group: desk, isMember: false }, { groups: ['grp_2'] }],
  ['is no global admin any more', { group: role, isMember: false }, { globalAdmin: false }],
])('who %s keeps the others', (_what, change, body) => {
  expect(bodyOf(ann, change)).toEqual(body);
});

it('knows the role of a global admin as a group that nobody has among theirs', () => {
  expect([isIn(ann, role), isIn(ann, desk), isIn({ ...ann, globalAdmin: false }, role)]).toEqual([
    true,
    true,
    false,
  ]);
});
