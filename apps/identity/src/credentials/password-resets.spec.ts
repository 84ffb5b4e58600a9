import { UserStatus } from '@seatkeeper/contracts';
import { sampleUser } from '../../testing/sample-user.js';
import { isOpen, newPasswordReset, refuseWithoutPassword } from './password-resets.js';

const now = new Date('2026-11-22T12:00:00Z');
const after = (ms: number) => new Date(now.getTime() + ms);
const by = { type: 'system', id: 'forgotten-password' } as const;
const user = sampleUser({ status: 'active', email: 'Ann@Firm.example' });
const reset = newPasswordReset({ id: 'pwr_1', token: 't', sentTo: user.email, by, now });

it.each(UserStatus.options)('a link is sent to who may sign in, not to who is %s otherwise', (status) => {
  const code = status === 'active' ? null : 'wrong-status';
  const ban = { reason: 'Lost laptop', since: now, until: null };
  const given = sampleUser({ status, ...(status === 'banned' && { ban }) });
  expect(refuseWithoutPassword(given, now)?.code ?? null).toBe(code);
});

it('no link is sent to a machine', () => {
  expect(refuseWithoutPassword(sampleUser({ status: 'active', type: 'service' }), now)?.code).toBe(
    'wrong-status',
  );
});

it.each([
  ['works for an hour', user, after(3_599_999), true],
  ['and no longer', user, after(3_600_000), false],
  ['works once', { ...user, passwordReset: { ...reset, state: 'ended' as const } }, now, false],
  ['not when a newer one was sent', { ...user, passwordReset: { ...reset, id: 'pwr_2' } }, now, false],
  ['not when the address was corrected', { ...user, email: 'bob@firm.example' }, now, false],
  ['whatever the case of the letters', { ...user, email: 'ANN@firm.example' }, now, true],
  [
    'not during a ban',
    { ...user, status: 'banned' as const, ban: { reason: 'x', since: now, until: null } },
    now,
    false,
  ],
  ['not after the leaving', { ...user, status: 'deactivated' as const }, now, false],
])('a link %s', (_case, given, at, works) => {
  expect(isOpen({ passwordReset: reset, ...given }, 'pwr_1', at)).toBe(works);
});
