import type { UserStatus } from '@seatkeeper/contracts';
import { isRemoved, refuseReturn, standingFor } from './provisioned-people.js';

it.each<[UserStatus, boolean | undefined, string | null]>([
  ['active', true, null],
  ['active', false, 'deactivate'],
  ['banned', false, 'deactivate'],
  ['banned', true, null],
  ['invited', false, 'revoke'],
  ['waiting', false, 'revoke'],
  ['waiting', true, null],
  ['deactivated', true, 'reactivate'],
  ['deactivated', false, null],
  ['active', undefined, null],
])('who is %s and is to be active %s: %s', (status, active, standing) => {
  expect(standingFor({ status }, active)).toBe(standing);
});

it.each<[UserStatus, Date | undefined, boolean]>([
  ['deactivated', new Date(), true],
  ['deactivated', undefined, false],
  ['active', new Date(), false],
])('who is %s and was removed at %s is gone: %s', (status, unprovisionedAt, gone) => {
  expect(isRemoved({ status, ...(unprovisionedAt && { unprovisionedAt }) })).toBe(gone);
});

const liam = { username: 'liam@firm.example', firstName: 'Liam', lastName: 'Osei' };

it.each([
  ['the same name, and the provider tells no id', liam, {}, null],
  ['the same name and the same id', { ...liam, externalId: '1' }, { externalId: '1' }, null],
  [
    'the same id and another name to sign in with',
    { ...liam, externalId: '1' },
    { externalId: '1', username: 'l@firm.example' },
    null,
  ],
  ['a new last name', liam, { lastName: 'Adeyemi' }, null],
  [
    'the same id and two new names, as after a correction',
    { ...liam, externalId: '1' },
    { externalId: '1', firstName: 'Lia', lastName: 'Adeyemi' },
    null,
  ],
  ['another id', { ...liam, externalId: '1' }, { externalId: '2' }, 'username-taken'],
  ['two other names', liam, { firstName: 'Noa', lastName: 'Levi' }, 'username-taken'],
  [
    'no id, and two other names',
    { ...liam, externalId: '1' },
    { firstName: 'Noa', lastName: 'Levi' },
    'username-taken',
  ],
])('who comes with %s', (_what, removed, said, code) => {
  expect(refuseReturn(removed, { ...liam, ...said })?.code ?? null).toBe(code);
});
