import { Fault, type ProvisionedUser } from '@seatkeeper/contracts';
import { saidByBody } from './scim-persons.js';
import { changesOfPerson, newPerson, replacementOfPerson, toScimUser } from './scim-users.js';

const errorsOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof Fault ? error.errors?.map(({ path }) => path) : error;
  }
};

describe('somebody new', () => {
  it.each([
    ['with names', { givenName: 'Liam', familyName: 'Osei' }, ['Liam', 'Osei']],
    ['with a whole name alone', { displayName: 'Liam J Osei' }, ['Liam', 'J Osei']],
    ['with half of it', { familyName: 'Osei', displayName: 'Liam Osei' }, ['Liam', 'Osei']],
    ['with nothing but a username', {}, ['liam', 'osei']],
  ])('%s is called so', (_what, said, names) => {
    const { user, active } = newPerson({ userName: 'liam.osei@firm.example', ...said });
    expect([user.firstName, user.lastName, active]).toEqual([...names, true]);
  });

  it('has no value that is empty', () => {
    const { user } = newPerson(
      saidByBody({ userName: 'Liam.Osei@Firm.example', title: '', phoneNumbers: [], active: 'False' }),
    );
    expect(user).toEqual({
      username: 'liam.osei@firm.example',
      firstName: 'Liam',
      lastName: 'Osei',
      phones: {},
      address: undefined,
    });
  });

  it.each([
    ['a username that is no address', { userName: 'liam' }, ['userName']],
    ['no username', {}, ['userName']],
    [
      'a name with a web address',
      { userName: 'a@b.example', givenName: 'www.x.example', familyName: 'x' },
      ['name.givenName'],
    ],
    ['a manager who has no id', { userName: 'a@b.example', manager: 'boss' }, ['manager']],
  ])('is refused with %s, by the names of SCIM', (_what, said, paths) => {
    expect(errorsOf(() => newPerson(said))).toEqual(paths);
  });
});

describe('a change', () => {
  it.each([
    ['a language with a region', { preferredLanguage: 'fr-ca' }, { locale: 'fr-CA' }],
    ['a language that messages are not written in', { preferredLanguage: 'de-DE' }, {}],
    ['no language', { preferredLanguage: null }, {}],
    ['an address taken away', { email: null }, { email: null }],
    ['a phone taken away', { mobile: null }, { phones: { cell: null } }],
  ])('of %s', (_what, said, changes) => {
    expect(changesOfPerson(said)).toEqual({ changes });
  });

  it.each(['userName', 'givenName', 'familyName'] as const)('takes nobody the %s', (name) => {
    expect(errorsOf(() => changesOfPerson({ [name]: null }))).toHaveLength(1);
  });
});

it('a replacement clears what it leaves out, save what nobody is without', () => {
  const { changes, active } = replacementOfPerson({
    userName: 'a@b.example',
    givenName: null,
    title: 'Partner',
  });
  expect(active).toBeUndefined();
  expect(changes).toMatchObject({
    username: 'a@b.example',
    title: 'Partner',
    department: null,
    externalId: null,
    phones: { cell: null },
  });
  for (const name of ['firstName', 'email', 'locale']) expect(changes).not.toHaveProperty(name);
  expect(errorsOf(() => replacementOfPerson({ title: 'x' }))).toEqual(['userName']);
});

it.each([
  ['waiting', true],
  ['invited', true],
  ['banned', true],
  ['deactivated', false],
] as const)('who is %s is told as active: %s', (status, active) => {
  const user = {
    status,
    phones: {},
    address: {},
    customFields: {},
    groupNames: [],
    reportsTo: null,
    department: null,
    externalId: null,
    title: null,
  };
  expect(toScimUser(user as unknown as ProvisionedUser, 'x')).toMatchObject({ active });
});
