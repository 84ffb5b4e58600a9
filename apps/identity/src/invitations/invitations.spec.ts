import { sampleUser } from '../../testing/sample-user.js';
import { newInvitation, pastInvitations, refuseAcceptance, stateAt, withdrawn } from './invitations.js';

const now = new Date('2026-11-22T12:00:00Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const by = { type: 'user', id: 'usr_adaquill' } as const;
const issue = (id: string) => newInvitation({ id, token: id, sentTo: 'Liam@Firm.example', by, now, days: 7 });

describe('an invitation', () => {
  it('goes to one address however it is written, and works for as many days as set', () => {
    expect(issue('inv_1')).toMatchObject({ state: 'open', sentTo: 'liam@firm.example', expiresAt: days(7) });
  });

  it.each([
    ['open', days(1), 'open', null],
    ['open', now, 'expired', 'invitation-expired'],
    ['expired', days(-1), 'expired', 'invitation-expired'],
    ['accepted', days(-1), 'accepted', 'invitation-used'],
    ['accepted', days(1), 'accepted', 'invitation-used'],
    ['revoked', days(1), 'revoked', 'invitation-revoked'],
  ] as const)('%s until %s is %s', (state, expiresAt, shown, code) => {
    expect(stateAt({ state, expiresAt }, now)).toBe(shown);
    expect(refuseAcceptance({ state, expiresAt }, now)?.code ?? null).toBe(code);
  });

  it('that is sent anew voids the one before, and remembers how older ones ended', () => {
    const first = pastInvitations(sampleUser({ invitation: issue('inv_1') }));
    expect(first).toEqual([expect.objectContaining({ id: 'inv_1', state: 'revoked' })]);
    const expired = { ...issue('inv_2'), state: 'expired' as const };
    const second = pastInvitations(sampleUser({ invitation: expired, pastInvitations: first }));
    expect(second.map(({ id, state }) => [id, state])).toEqual([
      ['inv_1', 'revoked'],
      ['inv_2', 'expired'],
    ]);
  });

  it('is remembered among the last twenty', () => {
    const invitations = Array.from({ length: 25 }, (_, n) => issue(`inv_${n}`));
    const user = invitations.reduce(
      (current, invitation) => sampleUser({ invitation, pastInvitations: pastInvitations(current) }),
      sampleUser(),
    );
    expect(pastInvitations(user)).toHaveLength(20);
    expect(pastInvitations(user).at(-1)?.id).toBe('inv_24');
  });

  it('that was accepted is not withdrawn by leaving later', () => {
    expect(withdrawn({ ...issue('inv_1'), state: 'accepted' }).state).toBe('accepted');
    expect(withdrawn(issue('inv_1')).state).toBe('revoked');
  });
});
