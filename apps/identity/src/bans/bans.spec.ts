import { UserStatus } from '@seatkeeper/contracts';
import { sampleUser } from '../../testing/sample-user.js';
import { banPatch, isBannedSo, refuseBan, refuseUnban } from './bans.js';

const now = new Date('2026-11-22T12:00:00Z');
const later = new Date('2026-11-22T13:00:00Z');
const earlier = new Date('2026-11-22T11:00:00Z');

describe('which status allows what', () => {
  const rules = {
    ban: (user: ReturnType<typeof sampleUser>) => refuseBan(user, { reason: 'Lost laptop' }, now),
    unban: refuseUnban,
  };
  const allowed: Record<keyof typeof rules, readonly UserStatus[]> = {
    ban: ['active'],
    unban: ['banned'],
  };
  const cases = Object.keys(rules).flatMap((rule) =>
    UserStatus.options.map((status) => [rule as keyof typeof rules, status] as const),
  );
  it.each(cases)('%s who is %s', (rule, status) => {
    const code = allowed[rule].includes(status) ? null : 'wrong-status';
    expect(rules[rule](sampleUser({ status }))?.code ?? null).toBe(code);
  });
});

describe('a ban', () => {
  const ban = (until: Date | null) => ({ reason: 'Lost laptop', since: earlier, until });

  it('ends every session: none that began before it has the epoch of the user any more', () => {
    const user = sampleUser();
    const { set } = banPatch(user, { reason: 'Lost laptop' }, now);
    expect(set).toMatchObject({ status: 'banned', sessionEpoch: user.sessionEpoch + 1 });
  });

  it('has to end in the future', () => {
    expect(refuseBan(sampleUser(), { reason: 'x', until: now }, now)?.code).toBe('validation-failed');
    expect(refuseBan(sampleUser(), { reason: 'x', until: later }, now)).toBeNull();
  });

  it('that comes again is known', () => {
    const user = sampleUser({ status: 'banned', ban: ban(later) });
    expect(isBannedSo(user, { reason: 'Lost laptop', until: new Date(later) })).toBe(true);
    expect(isBannedSo(user, { reason: 'Lost laptop' })).toBe(false);
    expect(isBannedSo(user, { reason: 'Fraud', until: later })).toBe(false);
  });
});
