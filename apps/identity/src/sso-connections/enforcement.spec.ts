import { exemptAdmins, passwordCounts } from '../accounts/sso.js';
import { sampleUser } from '../../testing/sample-user.js';
import { enforcementAfter, enforcementChanges, refuseEnforcement, refuseExempt } from './enforcement.js';

const now = new Date('2026-11-29T12:00:00Z');
const admin = sampleUser({ _id: 'usr_ada', globalAdmin: true, passwordHash: 'hash' });
const { passwordHash: _, ...without } = admin;

it.each([
  ['an active global admin with a password', admin, null],
  ['nobody', null, 'There is no user'],
  ['somebody else', { ...admin, globalAdmin: false }, 'no active global admin'],
  ['one who is banned', { ...admin, status: 'banned' as const }, 'no active global admin'],
  ['one who never had a password', without, 'no password'],
])('%s can be exempt, or why not', (_case, user, message) => {
  const refusal = refuseExempt(['usr_ada'], [user]);
  expect(refusal?.errors?.[0]?.message ?? null).toEqual(message && expect.stringContaining(message));
});

const proved = { domains: [{ name: 'firm.example', value: 'x', provedAt: now }] };
it.each([
  ['with a proved domain and an active admin', ['usr_ada'], proved, null],
  [
    'without a proved domain',
    ['usr_ada'],
    { domains: [{ name: 'firm.example', value: 'x' }] },
    'validation-failed',
  ],
  ['with nobody who is an active admin', ['usr_bob'], proved, 'last-global-admin'],
])('it is enforced %s, or not at all', (_case, exempt, connection, code) => {
  expect(refuseEnforcement({ globalAdmins: ['usr_ada'] }, connection, exempt)?.code ?? null).toBe(code);
});

const enforced = { connectionId: 'sso_1', exempt: ['usr_ada'], since: now };
const later = new Date('2026-11-30T12:00:00Z');
it.each([
  ['nothing said', undefined, 'sso_1', undefined, undefined],
  ['nothing said of one that is', enforced, 'sso_1', undefined, enforced],
  ['begun', undefined, 'sso_1', { exempt: ['usr_ada'] }, { ...enforced, since: later }],
  ['for others', enforced, 'sso_1', { exempt: ['usr_bob'] }, { ...enforced, exempt: ['usr_bob'] }],
  ['ended', enforced, 'sso_1', null, undefined],
  ['ended of another connection', enforced, 'sso_2', null, enforced],
])('%s: the enforcement is what it is to be', (_case, before, id, wanted, after) => {
  expect(enforcementAfter(before, id, wanted, later)).toEqual(after);
});

it('the history tells who is exempt', () => {
  expect(enforcementChanges(undefined, enforced, 'sso_1')).toEqual([
    { field: 'enforcement', before: null, after: ['usr_ada'] },
  ]);
  expect(enforcementChanges(enforced, enforced, 'sso_1')).toEqual([]);
});

it('passwords count for everybody, or for those who are exempt and active admins alone', () => {
  const open = { globalAdmins: ['usr_ada'] };
  const closed = { ...open, ssoEnforcement: { ...enforced, exempt: ['usr_ada', 'usr_gone'] } };
  expect(exemptAdmins(open)).toBeNull();
  expect(exemptAdmins(closed)).toEqual(['usr_ada']);
  expect([passwordCounts(open, undefined), passwordCounts(open, 'usr_bob')]).toEqual([true, true]);
  expect(['usr_ada', 'usr_gone', 'usr_bob', undefined].map((id) => passwordCounts(closed, id))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
