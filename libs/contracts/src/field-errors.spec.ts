import { endpoints } from './index.js';
import { fieldErrors, firstOf } from './field-errors.js';

/** What is wrong with a body or query of a call: path and sentence of each. */
function wrong(id: string, part: 'body' | 'query', value: unknown): Record<string, string> {
  const { error } = endpoints.find((endpoint) => endpoint.id === id)![part].safeParse(value);
  return Object.fromEntries((error ? fieldErrors(error) : []).map(({ path, message }) => [path, message]));
}

const person = { username: 'ann@firm.example', firstName: 'Ann', lastName: 'Lee' };
const usr = (n: number) => `usr_${String(n).repeat(12)}`;

describe('a wrong call is told', () => {
  it.each<[string, string, 'body' | 'query', unknown, Record<string, string>]>([
    [
      'which field it may mean',
      'inviteUser',
      'body',
      { ...person, last_name: 'Lee', ofices: [] },
      {
        last_name: 'This field is not known; did you mean lastName?',
        ofices: 'This field is not known; did you mean offices?',
      },
    ],
    [
      'which filter it may mean',
      'listUsers',
      'query',
      { stauts: 'active' },
      { stauts: 'This field is not known; did you mean status?' },
    ],
    [
      'nothing of a field that is like none',
      'listUsers',
      'query',
      { colour: 'red' },
      { colour: 'This field is not known' },
    ],
    [
      'inside an object too',
      'inviteUser',
      'body',
      { ...person, phones: { mobile: '1', cel: '2' } },
      {
        'phones.mobile': 'This field is not known',
        'phones.cel': 'This field is not known; did you mean cell?',
      },
    ],
    [
      'the words of a choice',
      'inviteUser',
      'body',
      { ...person, type: 'robot', whenNoSeat: 'queue' },
      {
        type: 'Expected standard or service',
        whenNoSeat: 'Expected fail or wait',
      },
    ],
    ['the only word', 'listUsers', 'query', { count: '1' }, { count: 'Expected exact' }],
    ['yes or no', 'listRecords', 'query', { closed: 'maybe' }, { closed: 'Expected true or false' }],
    [
      'a word of a list',
      'replaceUser',
      'body',
      { by: { userId: usr(1) }, copy: ['seats'] },
      {
        'copy[0]': 'Expected groups, offices, visibility or sharedItems',
      },
    ],
    [
      'how many there may be',
      'replaceUser',
      'body',
      { by: { userId: usr(1) }, copy: ['groups', 'offices', 'visibility', 'sharedItems', 'groups'] },
      {
        copy: 'At most 4 of them',
      },
    ],
    [
      'the forms of a value',
      'deactivateUser',
      'body',
      { reassign: usr(1) },
      { reassign: 'Expected object, not string' },
    ],
    [
      'what is needed, of several',
      'deactivateUser',
      'body',
      { reassign: {} },
      { reassign: 'Expected plan or to' },
    ],
    ['what is needed to replace', 'replaceUser', 'body', { by: {} }, { by: 'Expected userId or newUser' }],
    [
      'what is wrong with the form that is nearest',
      'deactivateUser',
      'body',
      { reassign: { to: 'grp_1' } },
      {
        'reassign.to': 'Expected an id that starts with usr_',
      },
    ],
    [
      'what is wrong deep inside',
      'deactivateUser',
      'body',
      { reassign: { plan: { to: 7 } } },
      {
        'reassign.plan.to': 'Expected string, not number',
      },
    ],
    [
      'a value of an own field',
      'inviteUser',
      'body',
      { ...person, customFields: { badge: { no: 1 } } },
      {
        'customFields.badge': 'Expected string, number or boolean, not object',
      },
    ],
    [
      'how a time looks',
      'banUser',
      'body',
      { reason: 'x', until: 'tomorrow' },
      {
        until: 'Expected a time such as 2026-11-24T09:00:00Z, or a day',
      },
    ],
  ])('%s', (_what, id, part, value, expected) => {
    expect(wrong(id, part, value)).toEqual(expected);
  });

  it('never in the words of the library that found it', () => {
    for (const { body, query } of endpoints)
      for (const value of [undefined, null, 7, 'x', [], {}, { a: 1 }, { type: 'x', by: 7, permissions: 'x' }])
        for (const schema of [body, query])
          for (const { message } of fieldErrors(schema.safeParse(value).error ?? ({ issues: [] } as never)))
            expect(message).not.toMatch(/Invalid|Too (big|small)|received|\|/);
  });
});

describe('a time that somebody gives', () => {
  const until = (given: string) => {
    const ban = endpoints.find(({ id }) => id === 'banUser')!.body;
    return (ban.safeParse({ reason: 'x', until: given }).data as { until?: string } | undefined)?.until;
  };
  it.each([
    ['2030-01-01T00:00:00Z', '2030-01-01T00:00:00.000Z'],
    ['2030-01-01T01:30:00+01:30', '2030-01-01T00:00:00.000Z'],
    ['2029-12-31T19:00:00.5-05:00', '2030-01-01T00:00:00.500Z'],
    // As an unescaped plus sign of a query arrives.
    ['2030-01-01T01:00:00 01:00', '2030-01-01T00:00:00.000Z'],
    ['2030-01-01', '2030-01-01T00:00:00.000Z'],
    ['2030-02-30', undefined],
    ['2030-01-01T25:00:00Z', undefined],
    ['2030-01-01T00:00:00', undefined],
    ['01/02/2030', undefined],
  ])('%s is %s', (given, meant) => expect(until(given)).toBe(meant));
});

it.each([
  [[], undefined],
  [[{ path: 'lastName', message: 'This field is required' }], 'lastName: This field is required.'],
  [
    [
      { path: 'last_name', message: 'This field is not known; did you mean lastName?' },
      { path: 'lastName', message: 'This field is required' },
      { path: 'username', message: 'This field is required' },
    ],
    'last_name: This field is not known; did you mean lastName (and 2 more)?',
  ],
  [[{ path: '', message: 'Expected object, not array' }], 'Expected object, not array.'],
])('of several errors the first is the sentence', (errors, sentence) =>
  expect(firstOf(errors)).toBe(sentence),
);
