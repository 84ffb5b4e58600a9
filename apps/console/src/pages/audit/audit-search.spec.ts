import { auditFilter, readAuditSearch } from './audit-search.js';

it.each([
  ['says nothing', {}, {}],
  [
    'holds every filter',
    { actor: 'usr_1', target: 'grp_1', action: 'a.b', from: '2026-11-01', to: '2026-11-29' },
    null,
  ],
  ['names days that there are not', { from: '2026-02-30', to: 'soon' }, {}],
  ['holds blanks and what is no text', { actor: ' ', target: 7, action: ['a'] }, {}],
  ['holds what nobody knows', { page: 'usr_1' }, {}],
])('an address that %s', (_what, search, read) => {
  expect(readAuditSearch(search)).toEqual(read ?? search);
});

it('counts whole days of the account, the last one too', () => {
  expect(auditFilter({ actor: 'usr_1', from: '2026-11-28', to: '2026-11-28' }, 'America/Toronto')).toEqual({
    actor: 'usr_1',
    from: '2026-11-28T05:00:00.000Z',
    to: '2026-11-29T05:00:00.000Z',
  });
  expect(auditFilter({ action: 'a.b' }, 'UTC')).toEqual({ action: 'a.b' });
});
