import { Fault, SCIM_ENTERPRISE_USER, SCIM_USER, ScimPatch } from '@seatkeeper/contracts';
import fc from 'fast-check';
import { saidByBody, saidByOperations } from './scim-persons.js';

const operations = (...Operations: object[]) => ScimPatch.parse({ Operations }).Operations;
const typeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof Fault ? error.members?.['scimType'] : error;
  }
};

describe('operations as they are sent', () => {
  it.each([
    [
      'Entra, of old: a text with a capital',
      { op: 'Replace', path: 'active', value: 'False' },
      { active: false },
    ],
    ['Entra: a truth value', { op: 'Replace', path: 'active', value: true }, { active: true }],
    ['Okta: without a path', { op: 'replace', value: { active: false } }, { active: false }],
    [
      'Okta: with the id beside it',
      { op: 'replace', value: { id: 'usr_1', title: 'Partner' } },
      { title: 'Partner' },
    ],
    ['Entra: names', { op: 'Add', path: 'name.givenName', value: 'Zoé' }, { givenName: 'Zoé' }],
    ['a name as a whole', { op: 'replace', path: 'name', value: { familyName: 'Li' } }, { familyName: 'Li' }],
    [
      'Entra: the address by its type',
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'a@b.example' },
      { email: 'a@b.example' },
    ],
    [
      'the address that comes first',
      { op: 'replace', path: 'emails[primary eq true].value', value: 'a@b.example' },
      { email: 'a@b.example' },
    ],
    [
      'a truth value as a text in brackets',
      { op: 'replace', path: 'emails[primary eq "True"].value', value: 'a@b.example' },
      { email: 'a@b.example' },
    ],
    [
      'an address at home, which is not kept',
      { op: 'add', path: 'emails[type eq "home"].value', value: 'a@b.example' },
      {},
    ],
    [
      'Google: all addresses',
      {
        op: 'replace',
        path: 'emails',
        value: [
          { type: 'home', value: 'h@b.example' },
          { type: 'work', primary: true, value: 'a@b.example' },
        ],
      },
      { email: 'a@b.example' },
    ],
    [
      'Entra: a phone where there was none',
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+33 6' },
      { mobile: '+33 6' },
    ],
    [
      'Entra: a fax, which is not kept',
      { op: 'Add', path: 'phoneNumbers[type eq "fax"].value', value: '+33 1' },
      {},
    ],
    [
      'Entra: an address of the office',
      { op: 'Add', path: 'addresses[type eq "work"].streetAddress', value: 'Rue 1' },
      { street: 'Rue 1' },
    ],
    [
      'Entra: an address as it is written, which is not kept',
      { op: 'Add', path: 'addresses[type eq "work"].formatted', value: 'Rue 1, Paris' },
      {},
    ],
    [
      'Entra: department by its URN',
      { op: 'Add', path: `${SCIM_ENTERPRISE_USER}:department`, value: 'Tax' },
      { department: 'Tax' },
    ],
    [
      'Entra: manager as a bare id',
      { op: 'Add', path: `${SCIM_ENTERPRISE_USER}:manager`, value: 'usr_1' },
      { manager: 'usr_1' },
    ],
    [
      'Okta: manager as an object',
      { op: 'add', path: `${SCIM_ENTERPRISE_USER}:manager`, value: { value: 'usr_1', displayName: 'Ada' } },
      { manager: 'usr_1' },
    ],
    [
      'Entra: manager in a list',
      { op: 'Add', path: `${SCIM_ENTERPRISE_USER}:manager`, value: [{ $ref: null, value: 'usr_1' }] },
      { manager: 'usr_1' },
    ],
    [
      'Entra: no manager any more',
      { op: 'Remove', path: `${SCIM_ENTERPRISE_USER}:manager` },
      { manager: null },
    ],
    [
      'an empty manager',
      { op: 'replace', path: `${SCIM_ENTERPRISE_USER}:manager`, value: '' },
      { manager: null },
    ],
    [
      'a part of the manager',
      { op: 'replace', path: `${SCIM_ENTERPRISE_USER}:manager.value`, value: 'usr_1' },
      { manager: 'usr_1' },
    ],
    [
      'the whole extension taken away',
      { op: 'remove', path: SCIM_ENTERPRISE_USER },
      { department: null, employeeNumber: null, manager: null },
    ],
    [
      'a path behind the core URN',
      { op: 'replace', path: `${SCIM_USER}:title`, value: 'Partner' },
      { title: 'Partner' },
    ],
    [
      'a path in capitals',
      { op: 'REPLACE', path: 'USERNAME', value: 'a@b.example' },
      { userName: 'a@b.example' },
    ],
    ['an empty text', { op: 'replace', path: 'title', value: '' }, { title: null }],
    ['null', { op: 'replace', path: 'title', value: null }, { title: null }],
    [
      'a number of an employee as a number',
      { op: 'add', path: `${SCIM_ENTERPRISE_USER}:employeeNumber`, value: 4711 },
      { employeeNumber: '4711' },
    ],
    [
      'Entra: dots, brackets and URNs without a path (aadOptscim062020)',
      {
        op: 'replace',
        value: {
          'name.givenName': 'Zoé',
          'emails[type eq "work"].value': 'a@b.example',
          [`${SCIM_ENTERPRISE_USER}:department`]: 'Tax',
          displayName: 'Zoé Li',
          active: 'True',
        },
      },
      { givenName: 'Zoé', email: 'a@b.example', department: 'Tax', displayName: 'Zoé Li', active: true },
    ],
    [
      'the extension as an object',
      { op: 'add', value: { [SCIM_ENTERPRISE_USER]: { department: 'Tax', costCenter: '7' } } },
      { department: 'Tax' },
    ],
    ['phones taken away', { op: 'remove', path: 'phoneNumbers' }, { officePhone: null, mobile: null }],
    ['one phone taken away', { op: 'remove', path: 'phoneNumbers[type eq "work"]' }, { officePhone: null }],
    [
      'all phones replaced',
      { op: 'replace', path: 'phoneNumbers', value: [{ type: 'mobile', value: '+1' }] },
      { officePhone: null, mobile: '+1' },
    ],
    [
      'a phone added to others',
      { op: 'add', path: 'phoneNumbers', value: [{ type: 'mobile', value: '+1' }] },
      { mobile: '+1' },
    ],
    ['a password, which nobody keeps', { op: 'replace', value: { password: 'secret' } }, {}],
    ['what nobody knows, without a path', { op: 'replace', value: { shoeSize: 42 } }, {}],
  ])('%s', (_who, operation, expected) => {
    expect(saidByOperations(operations(operation))).toEqual(expected);
  });

  it('count in their order, the last word about a thing', () => {
    const said = saidByOperations(
      operations(
        { op: 'replace', path: 'title', value: 'Clerk' },
        { op: 'replace', path: 'active', value: false },
        { op: 'remove', path: 'title' },
        { op: 'replace', path: 'active', value: true },
      ),
    );
    expect(said).toEqual({ title: null, active: true });
  });

  it.each([
    ['an attribute that nobody knows', { op: 'replace', path: 'shoeSize', value: 42 }, 'invalidPath'],
    ['a part that nobody knows', { op: 'replace', path: 'name.nick', value: 'x' }, 'invalidPath'],
    ['a path that cannot be read', { op: 'replace', path: 'name..x', value: 'x' }, 'invalidPath'],
    [
      'a path with brackets that do not end',
      { op: 'replace', path: 'emails[type eq "work"', value: 'x' },
      'invalidPath',
    ],
    [
      'a filter in it that cannot be read',
      { op: 'replace', path: 'emails[type is "work"].value', value: 'x' },
      'invalidFilter',
    ],
    [
      'a choice by the value',
      { op: 'replace', path: 'emails[value eq "a@b.example"].value', value: 'x' },
      'invalidFilter',
    ],
    ['nothing named to remove', { op: 'remove' }, 'noTarget'],
    ['a text where an object is', { op: 'replace', value: 'x' }, 'invalidValue'],
    ['an object where a text is', { op: 'replace', path: 'title', value: { a: 1 } }, 'invalidValue'],
    ['a word that is no truth value', { op: 'replace', path: 'active', value: 'perhaps' }, 'invalidValue'],
    ['a prototype', { op: 'replace', path: '__proto__', value: { title: 'x' } }, 'invalidPath'],
    ['a constructor', { op: 'replace', path: 'constructor', value: 'x' }, 'invalidPath'],
    ['a part of a prototype', { op: 'replace', path: 'name.constructor', value: 'x' }, 'invalidPath'],
  ])('are refused with %s', (_what, operation, scimType) => {
    expect(typeOf(() => saidByOperations(operations(operation)))).toBe(scimType);
  });

  it('of another kind are refused before they are looked at', () => {
    expect(ScimPatch.safeParse({ Operations: [{ op: 'test', path: 'title' }] }).success).toBe(false);
    expect(ScimPatch.safeParse({ Operations: [] }).success).toBe(false);
  });
});

describe('a body as it is sent', () => {
  it('by Okta says the whole person', () => {
    const body = {
      schemas: [SCIM_USER],
      userName: 'liam@firm.example',
      name: { givenName: 'Liam', familyName: 'Osei', middleName: 'J' },
      emails: [{ primary: true, value: 'liam@firm.example', type: 'work' }],
      displayName: 'Liam Osei',
      locale: 'en-US',
      externalId: '00u1',
      groups: [],
      password: 'Abcd1234',
      active: true,
    };
    expect(saidByBody(body)).toEqual({
      userName: 'liam@firm.example',
      givenName: 'Liam',
      familyName: 'Osei',
      email: 'liam@firm.example',
      displayName: 'Liam Osei',
      externalId: '00u1',
      active: true,
    });
  });

  it('in letters of another case is the same, and what is inherited says nothing', () => {
    const body = JSON.parse(
      '{"USERNAME":"a@b.example","Name":{"GivenName":"Zoé"},"Emails":[{"Value":"z@b.example"}]}',
    ) as object;
    expect(saidByBody({ ...body, toString: 'x', valueOf: { a: 1 } })).toEqual({
      userName: 'a@b.example',
      givenName: 'Zoé',
      email: 'z@b.example',
    });
  });
});

describe('whatever is sent', () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  const path = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'emails[type eq "work"].value',
      'name',
      '__proto__.x',
      'emails',
      'addresses[primary eq true]',
      SCIM_ENTERPRISE_USER,
      'active',
    ),
  );
  const operation = fc.record({ op: fc.constantFrom('add', 'Replace', 'REMOVE'), path, value: json });
  const ownWords =
    /^(userName|externalId|givenName|familyName|formatted|displayName|title|preferredLanguage|email|officePhone|mobile|street|city|region|postalCode|country|department|employeeNumber|manager|active)$/;

  it('says texts of a person or is refused in the words of SCIM, and changes no prototype', () => {
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1, maxLength: 5 }), (all) => {
        const said = typeOf(() => saidByOperations(operations(...all)));
        if (typeof said === 'string') return expect(said).toMatch(/^(invalid|noTarget)/);
        expect(said).not.toBeInstanceOf(Error);
        for (const [name, value] of Object.entries(said as object)) {
          expect(name).toMatch(ownWords);
          expect(value === null || ['string', 'boolean'].includes(typeof value)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
