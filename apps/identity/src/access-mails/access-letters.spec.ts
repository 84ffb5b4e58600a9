import type { AccessChange } from '@seatkeeper/contracts';
import { openFrom } from '@seatkeeper/mongo';
import { sampleUser } from '../../testing/sample-user.js';
import { newFlow } from '../flows/flows.js';
import type { StoredUser } from '../users/users.schema.js';
import { accessOf } from './access-letters.js';

const [earlier, now, later] = ['11:00', '12:00', '13:00'].map(
  (time) => new Date(`2026-11-22T${time}:00Z`),
) as [Date, Date, Date];
const by = { type: 'user' as const, id: 'usr_adaquill' };
const ban = (until: Date | null) => ({ reason: 'Lost laptop', since: earlier, until });
const leaving = (leftAt: Date) => {
  const input = { held: 1, reason: undefined, done: { leftAt } };
  const flow = newFlow('deactivate', { id: 'cmd_leaves', step: 'free', input, by, now: leftAt });
  return { ...flow, lease: openFrom(leftAt, 0) };
};

describe('what a mail says of somebody’s access when it is sent', () => {
  it.each<[string, AccessChange, Partial<StoredUser>, { since: Date | null; until: Date | null } | null]>([
    ['a ban with an end', 'banned', { status: 'banned', ban: ban(later) }, { since: earlier, until: later }],
    ['a ban without one', 'banned', { status: 'banned', ban: ban(null) }, { since: earlier, until: null }],
    ['a ban that is over, and lifted by nobody yet', 'banned', { status: 'banned', ban: ban(now) }, null],
    ['a ban that was lifted', 'banned', {}, null],
    ['a ban of who has left since', 'banned', { status: 'deactivated', ban: ban(null) }, null],
    ['a lifted ban', 'unbanned', {}, { since: null, until: null }],
    ['a lifted ban of who is banned again', 'unbanned', { status: 'banned', ban: ban(null) }, null],
    ['a lifted ban of who has left since', 'unbanned', { status: 'deactivated' }, null],
    [
      'a leaving under way, of who left once before',
      'deactivated',
      { status: 'deactivated', flow: leaving(now), offboarding: { at: earlier, seatsFreed: 1 } },
      { since: now, until: null },
    ],
    [
      'a leaving that is done',
      'deactivated',
      { status: 'deactivated', offboarding: { at: earlier, seatsFreed: 1 } },
      { since: earlier, until: null },
    ],
    ['a leaving of who is back', 'deactivated', { offboarding: { at: earlier, seatsFreed: 1 } }, null],
    [
      'a password to choose',
      'password-change-required',
      { mustChangePassword: true, passwordHash: 'x' },
      { since: null, until: null },
    ],
    [
      'a password to choose of who has none, and signs in at a provider',
      'password-change-required',
      { mustChangePassword: true },
      null,
    ],
    ['a password that was chosen', 'password-change-required', {}, null],
    [
      'a password to choose in place of a temporary one, which has a mail of its own',
      'password-change-required',
      { mustChangePassword: true, passwordHash: 'x', temporaryPasswordBy: by },
      null,
    ],
    [
      'a password to choose of who is banned',
      'password-change-required',
      { mustChangePassword: true, passwordHash: 'x', status: 'banned', ban: ban(null) },
      null,
    ],
  ])('of %s', (_case, about, given, said) => {
    expect(accessOf(sampleUser(given), about, now)).toEqual(
      said && { since: said.since?.toISOString() ?? null, until: said.until?.toISOString() ?? null },
    );
  });

  it.each<[AccessChange, Partial<StoredUser>]>([
    ['banned', { status: 'banned', ban: ban(null) }],
    ['unbanned', {}],
    ['deactivated', { status: 'deactivated' }],
  ])('is nothing for a machine that is %s', (about, given) => {
    expect(accessOf(sampleUser({ type: 'service', ...given }), about, now)).toBeNull();
  });
});
