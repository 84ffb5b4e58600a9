import { SCIM_ENTERPRISE_USER, SCIM_USER } from '@seatkeeper/contracts';
import { isWanted, projected } from './scim-projections.js';

const user = {
  schemas: [SCIM_USER],
  id: 'usr_1',
  userName: 'a@b.example',
  name: { givenName: 'Zoé', familyName: 'Li' },
  emails: [{ type: 'work', value: 'a@b.example' }],
  [SCIM_ENTERPRISE_USER]: { department: 'Tax', employeeNumber: '1' },
  meta: { resourceType: 'User' },
};
const always = { schemas: user.schemas, id: user.id };

it.each([
  ['everything', {}, user],
  ['one, in letters of another case', { attributes: 'USERNAME' }, { ...always, userName: user.userName }],
  ['a part', { attributes: 'name.givenName' }, { ...always, name: { givenName: 'Zoé' } }],
  ['a part of each', { attributes: 'emails.value' }, { ...always, emails: [{ value: 'a@b.example' }] }],
  ['one behind its URN', { attributes: `${SCIM_USER}:userName` }, { ...always, userName: user.userName }],
  [
    'one of the extension',
    { attributes: `${SCIM_ENTERPRISE_USER}:department` },
    { ...always, [SCIM_ENTERPRISE_USER]: { department: 'Tax' } },
  ],
  ['nothing that there is', { attributes: 'shoeSize' }, always],
  [
    'all but two',
    { excludedAttributes: 'emails, meta' },
    {
      ...always,
      userName: user.userName,
      name: user.name,
      [SCIM_ENTERPRISE_USER]: user[SCIM_ENTERPRISE_USER],
    },
  ],
  ['all but a part', { excludedAttributes: 'name.familyName' }, { ...user, name: { givenName: 'Zoé' } }],
  ['never without the id', { excludedAttributes: 'id,schemas' }, user],
])('%s is told', (_what, wanted, expected) => {
  expect(projected(user, wanted)).toEqual(expected);
});

it.each([
  [{}, true],
  [{ excludedAttributes: 'members' }, false],
  [{ excludedAttributes: 'members.display' }, true],
  [{ attributes: 'displayName' }, false],
  [{ attributes: 'members.value' }, true],
])('members are looked for with %j: %s', (wanted, expected) => {
  expect(isWanted(wanted, 'members')).toBe(expected);
});
