import { Fault, ScimPatch } from '@seatkeeper/contracts';
import { refuseMembers, saidByGroup, saidByGroupOperations } from './scim-groups.js';

const operations = (...Operations: object[]) => ScimPatch.parse({ Operations }).Operations;
const typeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof Fault ? error.members?.['scimType'] : error;
  }
};
const nobody = { add: [], remove: [] };

describe('operations as they are sent', () => {
  it.each([
    [
      'Entra: people come',
      [{ op: 'Add', path: 'members', value: [{ $ref: null, value: 'usr_1' }, { value: 'usr_2' }] }],
      { add: ['usr_1', 'usr_2'], remove: [] },
    ],
    [
      'Entra: one goes',
      [{ op: 'Remove', path: 'members', value: [{ value: 'usr_1' }] }],
      { add: [], remove: ['usr_1'] },
    ],
    [
      'Okta: one goes by brackets',
      [{ op: 'remove', path: 'members[value eq "usr_1"]' }],
      { add: [], remove: ['usr_1'] },
    ],
    [
      'Okta: another name with the id',
      [{ op: 'replace', value: { id: 'grp_1', displayName: 'Tax' } }],
      { ...nobody, name: 'Tax' },
    ],
    [
      'Okta: all of them replaced',
      [{ op: 'replace', path: 'members', value: [{ value: 'usr_1' }] }],
      { ...nobody, replace: ['usr_1'] },
    ],
    [
      'Entra: the external id without a path',
      [{ op: 'replace', value: { externalId: '7d' } }],
      { ...nobody, externalId: '7d' },
    ],
    ['everybody goes', [{ op: 'remove', path: 'members' }], { ...nobody, replace: [] }],
    [
      'the same one twice',
      [{ op: 'add', path: 'members', value: [{ value: 'usr_1' }, { value: 'usr_1' }] }],
      { add: ['usr_1'], remove: [] },
    ],
    [
      'one comes and goes',
      [
        { op: 'add', path: 'members', value: [{ value: 'usr_1' }] },
        { op: 'remove', path: 'members[value eq "usr_1"]' },
      ],
      { add: [], remove: ['usr_1'] },
    ],
    [
      'one goes before all are replaced',
      [
        { op: 'remove', path: 'members[value eq "usr_1"]' },
        { op: 'replace', path: 'members', value: [{ value: 'usr_1' }] },
      ],
      { ...nobody, replace: ['usr_1'] },
    ],
    [
      'two ids of one person',
      [{ op: 'remove', path: 'members[value eq "usr_1" and value eq "usr_2"]' }],
      nobody,
    ],
  ])('%s', (_who, sent, expected) => {
    expect(saidByGroupOperations(operations(...sent))).toEqual(expected);
  });

  it.each([
    ['another filter of members', { op: 'remove', path: 'members[display eq "Ada"]' }, 'invalidFilter'],
    ['no name', { op: 'remove', path: 'displayName' }, 'invalidValue'],
    ['an attribute that nobody knows', { op: 'add', path: 'colour', value: 'red' }, 'invalidPath'],
    ['a member without an id', { op: 'add', path: 'members', value: [{ display: 'Ada' }] }, 'invalidValue'],
  ])('are refused with %s', (_what, operation, scimType) => {
    expect(typeOf(() => saidByGroupOperations(operations(operation)))).toBe(scimType);
  });
});

it('a body says who is left, and nothing of members where it has no word about them', () => {
  expect(saidByGroup({ displayName: 'Tax', members: [{ value: 'usr_1' }] })).toEqual({
    ...nobody,
    name: 'Tax',
    replace: ['usr_1'],
  });
  expect(saidByGroup({ displayName: 'Tax' })).toEqual({ ...nobody, name: 'Tax' });
});

it('what is no id of a user can be taken out, and not put in', () => {
  expect(refuseMembers({ add: ['boss'] })?.members).toEqual({ scimType: 'invalidValue' });
  expect(refuseMembers({ add: [], replace: ['usr_00000000'] })).toBeNull();
});
