import { Fault, SCIM_GROUP, SCIM_USER } from '@seatkeeper/contracts';
import fc from 'fast-check';
import { groupConditions, readFilter, userConditions } from './scim-filters.js';

const typeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof Fault ? error.members?.['scimType'] : error;
  }
};

describe('a filter of users', () => {
  it.each([
    ['Okta, who is there', 'userName eq "liam@firm.example"', { username: 'liam@firm.example' }],
    ['Entra, by the external id', 'externalId eq "00u1"', { externalId: '00u1' }],
    [
      'Entra, with another name',
      'emails[type eq "work"].value eq "liam@firm.example"',
      { email: 'liam@firm.example' },
    ],
    ['Google, in small letters', 'username EQ "liam@firm.example"', { username: 'liam@firm.example' }],
    ['an address', 'emails.value eq "liam@firm.example"', { email: 'liam@firm.example' }],
    [
      'two conditions',
      'userName eq "a@b.example" and active eq true',
      { username: 'a@b.example', active: true },
    ],
    ['a truth value as a text', 'active eq "False"', { active: false }],
    ['an attribute behind its URN', `${SCIM_USER}:userName eq "a@b.example"`, { username: 'a@b.example' }],
    ['quotes and letters that are escaped', 'externalId eq "a\\"b\\u00e9"', { externalId: 'a"bé' }],
    ['the same twice', 'id eq "usr_1" and id eq "usr_1"', { id: 'usr_1' }],
    ['two of one attribute, which nobody has', 'id eq "usr_1" and id eq "usr_2"', null],
    ['active and not', 'active eq true and active eq false', null],
  ])('%s: %s', (_who, filter, expected) => {
    expect(userConditions(filter, SCIM_USER)).toEqual(expected);
  });

  it.each([
    ['an operator that is not supported', 'userName sw "liam"'],
    ['or', 'userName eq "a" or userName eq "b"'],
    ['not', 'not (userName eq "a")'],
    ['brackets', '(userName eq "a")'],
    ['an attribute that nobody is found by', 'title eq "Partner"'],
    ['presence', 'title pr'],
    ['no value', 'userName eq'],
    ['a value without quotes', 'userName eq liam'],
    ['no blank before the value', 'userName eq"liam"'],
    ['a quote that does not end', 'userName eq "liam'],
    ['more behind the end', 'userName eq "liam" "osei"'],
    ['a word that only begins like a value', 'active eq truely'],
    ['another kind of value', 'userName eq 5'],
    ['nothing', ''],
    ['ten and one conditions', Array.from({ length: 11 }, () => 'id eq "a"').join(' and ')],
  ])('is refused and never left out: %s', (_what, filter) => {
    expect(typeOf(() => userConditions(filter, SCIM_USER))).toBe('invalidFilter');
  });

  it('says which operator it is that is not supported', () => {
    expect(() => readFilter('userName co "x"')).toThrow('The operator co is not supported, only eq.');
  });
});

it.each([
  ['displayName eq "Litigators"', { name: 'Litigators' }],
  ['externalId eq "7d7c"', { externalId: '7d7c' }],
  ['id eq "grp_1" and members eq "usr_1"', { id: 'grp_1', member: 'usr_1' }],
  ['members.value eq "usr_1"', { member: 'usr_1' }],
  ['userName eq "a"', 'invalidFilter'],
])('a filter of groups: %s', (filter, expected) => {
  expect(typeOf(() => groupConditions(filter, SCIM_GROUP))).toEqual(expected);
});

describe('whatever is sent as a filter', () => {
  const pieces = fc.constantFrom(
    'userName',
    'eq',
    '"',
    '\\',
    '[',
    ']',
    '(',
    ' and ',
    ' or ',
    'true',
    '"a"',
    '.',
    ':',
    ' ',
    'urn:',
    '__proto__',
  );

  it('is understood, or refused with invalidFilter', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const read = typeOf(() => readFilter(text));
        expect(read === 'invalidFilter' || Array.isArray(read)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes no longer for being long', () => {
    const hostile = [
      `${'a'.repeat(50_000)} eq`,
      `urn:${'a:'.repeat(50_000)}`,
      `userName eq "${'\\"'.repeat(50_000)}`,
      '('.repeat(100_000),
      `emails[${'['.repeat(100_000)}`,
      `active eq ${'1'.repeat(100_000)}`,
      `userName${' '.repeat(100_000)}x`,
    ];
    const began = performance.now();
    for (const text of hostile) expect(typeOf(() => readFilter(text))).toBe('invalidFilter');
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
