import {
  connectionChanges,
  domainsIn,
  NEW_CONNECTION,
  newConnectionOf,
  newcomersOf,
  stateOf,
  withProvider,
} from './connection-drafts.js';
import type { Connection } from './connection-queries.js';

it.each([
  ['', []],
  ['firm.example', ['firm.example']],
  [' Firm.example\nother.example,firm.example; ', ['firm.example', 'other.example']],
  ['@firm.example ann@other.example', ['firm.example', 'other.example']],
])('in %j are the domains %j', (text, domains) => {
  expect(domainsIn(text)).toEqual(domains);
});

it('a provider brings what goes with it, and takes nothing that somebody has typed', () => {
  const google = withProvider(NEW_CONNECTION, 'google');
  expect(google).toMatchObject({ name: 'Google Workspace', issuer: 'https://accounts.google.com' });
  expect(withProvider(google, 'entra')).toMatchObject({
    name: 'Entra ID',
    issuer: '',
    vouchesForAddresses: true,
  });
  const typed = withProvider({ ...google, name: 'House', issuer: 'https://house.example' }, 'okta');
  expect(typed).toMatchObject({
    name: 'House',
    issuer: 'https://house.example',
    vouchesForAddresses: false,
  });
});

it('a connection is told without blanks around its words, but for the secret', () => {
  const draft = { ...NEW_CONNECTION, name: ' House ', clientSecret: ' as it is ', domains: 'firm.example' };
  expect(newConnectionOf(draft)).toMatchObject({
    name: 'House',
    clientSecret: ' as it is ',
    domains: ['firm.example'],
  });
});

it.each([
  ['a secret that was not typed stays', { name: ' Other ', clientSecret: '' }, { name: 'Other' }],
  ['a secret that was typed is set', { clientSecret: 'x ' }, { clientSecret: 'x ' }],
  ['nobody is vouched for any more', { vouchesForAddresses: false }, { vouchesForAddresses: false }],
])('%s', (_what, changes, said) => {
  expect(connectionChanges(changes)).toEqual(said);
});

it('who is let in for the first time is nobody, or all that was chosen', () => {
  const chosen = { products: ['core'], groups: ['grp_1'], whenNoSeat: 'wait' } as const;
  expect(newcomersOf({ isOpen: false, ...chosen })).toBeNull();
  expect(newcomersOf({ isOpen: true, ...chosen })).toEqual(chosen);
});

const domain = (provedAt: string | null) => ({ name: 'firm.example', record: '', value: '', provedAt });
it.each([
  ['no-domain', { domains: [] }],
  ['unproved', { domains: [domain(null)] }],
  ['ready', { domains: [domain(null), domain('2026-03-09T10:00:00.000Z')] }],
  ['enforced', { domains: [domain('2026-03-09T10:00:00.000Z')], enforcement: {} }],
])('it is %s', (state, given) => {
  expect(stateOf({ enforcement: null, ...given } as Connection)).toBe(state);
});
