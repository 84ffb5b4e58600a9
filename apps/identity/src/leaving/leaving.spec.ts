import { UserStatus } from '@seatkeeper/contracts';
import { sampleUser } from '../../testing/sample-user.js';
import { newInvitation } from '../invitations/invitations.js';
import {
  departurePatch,
  endedAccess,
  refuseDeactivation,
  refuseReactivation,
  refuseRevocation,
} from './departures.js';
import { refuseReplacing, refuseSuccessor, succession } from './replacements.js';

const now = new Date('2026-11-22T12:00:00Z');

describe('which status allows what', () => {
  const rules = {
    deactivate: refuseDeactivation,
    reactivate: refuseReactivation,
    revoke: refuseRevocation,
    replace: refuseReplacing,
    succeed: (user: ReturnType<typeof sampleUser>) => refuseSuccessor(user, 'usr_somebodyelse'),
  };
  const allowed: Record<keyof typeof rules, readonly UserStatus[]> = {
    deactivate: ['waiting', 'invited', 'active', 'banned'],
    reactivate: ['deactivated'],
    revoke: ['waiting', 'invited'],
    replace: ['invited', 'active', 'banned'],
    succeed: ['invited', 'active'],
  };
  const cases = Object.keys(rules).flatMap((rule) =>
    UserStatus.options.map((status) => [rule as keyof typeof rules, status] as const),
  );
  it.each(cases)('%s who is %s', (rule, status) => {
    const code = allowed[rule].includes(status) ? null : 'wrong-status';
    expect(rules[rule](sampleUser({ status }))?.code ?? null).toBe(code);
  });
});

it('leaving ends the sessions and voids the invitation, and keeps the rest for the way back', () => {
  const invitation = newInvitation({
    id: 'inv_12345678',
    token: 'x',
    sentTo: 'liam@firm.example',
    by: { type: 'user', id: 'usr_adaquill' },
    now,
    days: 7,
  });
  const patch = departurePatch(sampleUser({ status: 'invited', sessionEpoch: 4, invitation }));
  expect(patch.set).toEqual({
    status: 'deactivated',
    sessionEpoch: 5,
    invitation: { ...invitation, state: 'revoked' },
  });
  expect(departurePatch(sampleUser({ status: 'active' })).set).not.toHaveProperty('invitation');
});

describe('a mail of the access that has ended', () => {
  const told = (given: Parameters<typeof sampleUser>[0]) => {
    const before = sampleUser(given);
    const after = sampleUser({ ...given, status: 'deactivated' });
    return endedAccess({ before, after, by: { type: 'user', id: 'usr_adaquill' } }).length;
  };

  it.each(UserStatus.options)('is due to who was %s, if that is to have access', (status) => {
    expect(told({ status })).toBe(status === 'active' || status === 'banned' ? 1 : 0);
  });

  it('is due to no machine', () => {
    expect(told({ status: 'active', type: 'service' })).toBe(0);
  });
});

describe('a replacement', () => {
  const replaced = sampleUser({
    products: ['core', 'contract'],
    groups: ['grp_1'],
    offices: [{ id: 'ofc_1', name: 'Lyon' }],
    reportsTo: 'usr_boss',
  });
  const successor = sampleUser({
    _id: 'usr_mei',
    products: ['core'],
    groups: ['grp_2'],
    reportsTo: 'usr_liamosei',
  });

  it('adds the products, and what is to be copied', () => {
    expect(succession(successor, replaced, { copy: ['groups', 'offices'] })).toEqual({
      products: ['core', 'contract'],
      groups: ['grp_2', 'grp_1'],
      offices: [{ id: 'ofc_1', name: 'Lyon' }],
    });
    expect(succession(successor, replaced, { copy: [] })).toEqual({
      products: ['core', 'contract'],
    });
  });

  it('moves a successor from below up to the place', () => {
    expect(succession(successor, replaced, { copy: [], reportsTo: replaced.reportsTo })).toMatchObject({
      reportsTo: 'usr_boss',
    });
  });

  it.each([
    ['by oneself', sampleUser(), 'validation-failed'],
    ['by a machine', sampleUser({ _id: 'usr_robot', type: 'service' }), 'validation-failed'],
    ['by somebody else', sampleUser({ _id: 'usr_mei' }), null],
  ])('%s', (_case, by, code) => {
    expect(refuseSuccessor(by, 'usr_liamosei')?.code ?? null).toBe(code);
  });

  it('of a machine is refused', () => {
    expect(refuseReplacing(sampleUser({ type: 'service' }))?.code).toBe('validation-failed');
  });
});
