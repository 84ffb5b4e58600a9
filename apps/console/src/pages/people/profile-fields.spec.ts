import type { Person } from './person-acts.js';
import {
  changedBetween,
  changesOf,
  CORE_FIELDS,
  type CustomField,
  draftOf,
  mergeDrafts,
  profileParts,
} from './profile-fields.js';

const zoe = {
  firstName: 'Zoé',
  lastName: 'Lavigne',
  username: 'zoe@firm.example',
  email: 'zoe@firm.example',
  title: null,
  offices: ['Montréal', 'Paris'],
  department: 'Litigation',
  seniority: null,
  phones: { cell: '+1 514 555 0100' },
  address: {},
  locale: 'fr',
  reportsTo: null,
  customFields: { badge: 12, parking: false },
} as unknown as Person;
const define = (key: string, type: CustomField['type'], more: Partial<CustomField> = {}) =>
  ({ key, label: key, type, required: false, choices: [], ...more }) as CustomField;
const defined = [
  define('badge', 'number'),
  define('parking', 'yes-no'),
  define('team', 'choice', { choices: [{ value: 'a', label: 'Team A' }] }),
  define('since', 'date', { required: true }),
];
const fields = profileParts(defined).flatMap((part) => part.fields);
const draft = draftOf(zoe, fields);

it.each([
  ['nothing', {}, {}],
  ['blanks alone', { title: '  ', firstName: ' Zoé ' }, {}],
  ['a name', { firstName: 'Zoe' }, { firstName: 'Zoe' }],
  ['what is taken away', { department: '' }, { department: null }],
  ['another office', { offices: 'Montréal,  Lyon,' }, { offices: ['Montréal', 'Lyon'] }],
  ['no office any more', { offices: '' }, { offices: [] }],
  ['one of two phones', { 'phones.cell': '', 'phones.office': '1' }, { phones: { cell: null, office: '1' } }],
  ['a manager', { reportsTo: 'usr_2' }, { reportsTo: 'usr_2' }],
  ['a number', { 'customFields.badge': '7' }, { customFields: { badge: 7 } }],
  ['what is no number', { 'customFields.badge': 'seven' }, { customFields: { badge: 'seven' } }],
  ['no number any more', { 'customFields.badge': '' }, { customFields: { badge: null } }],
  ['no to yes', { 'customFields.parking': 'yes' }, { customFields: { parking: true } }],
  ['no to nothing', { 'customFields.parking': '' }, { customFields: { parking: null } }],
  ['a choice', { 'customFields.team': 'a' }, { customFields: { team: 'a' } }],
])('where %s was changed, that is said', (_what, typed, changes) => {
  expect(changesOf(fields, draft, { ...draft, ...typed })).toEqual(changes);
});

it('what has to be there is not taken away but refused by its field', () => {
  const since = { ...draft, 'customFields.since': '2026-01-01' };
  expect(changesOf(fields, since, { ...since, 'customFields.since': '' })).toEqual({
    customFields: { since: '' },
  });
});

it('shows own fields as the account has defined them, and no part for them where there are none', () => {
  expect(
    profileParts(defined)
      .at(-1)
      ?.fields.map(({ name, kind }) => [name, kind]),
  ).toEqual([
    ['customFields.badge', 'number'],
    ['customFields.parking', 'yes-no'],
    ['customFields.team', 'choice'],
    ['customFields.since', 'date'],
  ]);
  expect(profileParts([]).map(({ part }) => part)).toEqual(['who', 'place', 'contact', 'address']);
  expect(draft).toMatchObject({ 'customFields.badge': '12', 'customFields.parking': 'no' });
});

it('keeps what was typed above what somebody else has changed meanwhile, and names that', () => {
  const before = draftOf(zoe, CORE_FIELDS);
  const now = { ...before, title: 'Partner', department: 'Tax' };
  const mine = { ...before, department: 'Corporate' };
  expect(changedBetween(CORE_FIELDS, before, now).map(({ name }) => name)).toEqual(['title', 'department']);
  expect(mergeDrafts(mine, before, now)).toEqual({ ...now, department: 'Corporate' });
});
