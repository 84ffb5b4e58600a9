import { isPending, queryOf, readInvitationSearch } from './invitation-search.js';

it.each([
  ['nothing', {}, {}],
  ['words', { q: ' Åberg ' }, { q: 'Åberg' }],
  ['words that look like a number', { q: 2041 }, { q: '2041' }],
  ['states', { state: 'open,expired' }, { state: 'open,expired' }],
  ['a state that there is not, which is refused', { state: 'opened,open' }, { state: 'opened,open' }],
  ['nothing but such', { state: 'all', mail: 'lost' }, { state: 'all', mail: 'lost' }],
  ['no state', { state: '', mail: ' ' }, {}],
  ['days, which the router reads as a number', { ends: 3 }, { ends: '3' }],
  ['other days', { ends: 4 }, {}],
  ['the order by end', { sort: 'expiresAt' }, { sort: 'expiresAt' }],
  ['an order of another list', { sort: 'lastName' }, {}],
  ['what belongs to another page', { person: 'usr_1', office: 'Paris' }, {}],
])('an address with %s is read', (_what, address, search) => {
  expect(readInvitationSearch(address)).toEqual(search);
});

it('asks for what ends by a full hour, and for the same a minute later', () => {
  const now = Date.parse('2026-11-29T10:05:00Z');
  const asked = queryOf({ ends: '3', state: 'open' }, now);
  expect(asked).toEqual({ state: 'open', expiresBefore: '2026-12-02T11:00:00.000Z' });
  expect(queryOf({ ends: '3', state: 'open' }, now + 60_000)).toEqual(asked);
});

it.each([
  ['invited', true],
  ['active', false],
  ['deactivated', false],
] as const)('of somebody who is %s there is something left to do: %s', (status, is) => {
  expect(
    isPending({ user: { id: 'usr_1', username: 'a@b.example', firstName: 'A', lastName: 'B', status } }),
  ).toBe(is);
});
