import { accountChanges, sessionDaysOf, timeZones } from './account-drafts.js';

it.each([
  ['14', 14],
  [' 1 ', 1],
  ['365', 365],
  ['366', null],
  ['0', null],
  ['', null],
  ['1.5', null],
  ['soon', null],
])('%j are %j days', (sessionDays, days) => {
  expect(sessionDaysOf({ sessionDays })).toBe(days);
});

it.each([
  ['nothing changed is nothing to say', {}, {}],
  ['a name without the blanks around it', { name: ' Harbour Lane ' }, { name: 'Harbour Lane' }],
  ['no group any more', { defaultGroup: '' }, { policies: { defaultGroup: null } }],
  [
    'several policies at once',
    {
      sessionDays: '7',
      secondFactor: 'required',
      invitationReminders: false,
      digest: 'daily',
      provisioningSignIn: 'single-sign-on',
      provisioningWhenNoSeat: 'wait',
    },
    {
      policies: {
        sessionDays: 7,
        secondFactor: 'required',
        invitationReminders: false,
        digest: 'daily',
        provisioningSignIn: 'single-sign-on',
        provisioningWhenNoSeat: 'wait',
      },
    },
  ],
] as const)('%s', (_what, changes, said) => {
  expect(accountChanges(changes)).toEqual(said);
});

it('a zone that this browser does not know can stay chosen', () => {
  expect(timeZones('Mars/Olympus')).toEqual(expect.arrayContaining(['UTC', 'Europe/Paris', 'Mars/Olympus']));
  expect(timeZones('UTC').filter((zone) => zone === 'UTC')).toHaveLength(1);
});
