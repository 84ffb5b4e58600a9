import { nextReminder, remindedAt } from './reminders.js';
import { newInvitation } from './invitations.js';
import { systemActor } from '@seatkeeper/contracts';

const by = systemActor('test');
const issued = (now: string, days = 7) =>
  newInvitation({ id: 'inv_1', token: 't', sentTo: 'ann@acme.example', by, now: new Date(now), days });
const noon = '2026-11-02T12:00:00Z';

describe('the next reminder', () => {
  it.each([
    ['two days after the invitation', noon, '2026-11-02T12:00:00Z', '2026-11-04T12:00:00.000Z'],
    ['five days after it, once the first is over', noon, '2026-11-04T12:00:00Z', '2026-11-07T12:00:00.000Z'],
    ['none any more before a week is over', noon, '2026-11-07T12:00:00Z', null],
    [
      'not at night, but in the morning',
      '2026-11-02T22:30:00Z',
      '2026-11-02T22:30:00Z',
      '2026-11-05T07:00:00.000Z',
    ],
    ['not before breakfast', '2026-11-02T03:00:00Z', '2026-11-02T03:00:00Z', '2026-11-04T07:00:00.000Z'],
  ])('is %s', (_case, created, now, next) => {
    expect(nextReminder(issued(created), new Date(now), 'Europe/Paris')?.toISOString() ?? null).toBe(next);
  });

  it('comes a third time while the invitation lasts longer', () => {
    const invitation = issued(noon, 30);
    const times = [
      '2026-11-02T12:00:00Z',
      '2026-11-04T12:00:00Z',
      '2026-11-07T12:00:00Z',
      '2026-11-12T12:00:00Z',
    ];
    expect(times.map((now) => nextReminder(invitation, new Date(now), 'UTC')?.toISOString())).toEqual([
      '2026-11-04T12:00:00.000Z',
      '2026-11-07T12:00:00.000Z',
      '2026-11-12T12:00:00.000Z',
      undefined,
    ]);
  });

  it('is none where the link ends before, or soon after', () => {
    expect(nextReminder(issued(noon, 1), new Date(noon), 'UTC')).toBeNull();
    expect(nextReminder(issued(noon, 2), new Date(noon), 'UTC')).toBeNull();
  });
});

describe('somebody whose reminder is due', () => {
  const sent = { ...issued(noon), mail: { state: 'sent' as const, at: new Date(noon) } };
  const user = { status: 'invited' as const, invitation: sent };
  const how = { timeZone: 'UTC', wanted: true };
  const due = new Date('2026-11-04T12:00:10Z');

  it('is reminded, and again later', () => {
    expect(remindedAt(user, how, due)).toEqual({
      isReminded: true,
      next: new Date('2026-11-07T12:00:00Z'),
    });
  });

  it.each([
    ['who has accepted', { ...user, status: 'active' as const }],
    ['who is banned', { ...user, status: 'banned' as const }],
    ['whose invitation was withdrawn', { ...user, invitation: { ...sent, state: 'revoked' as const } }],
    ['who was never invited', { status: 'invited' as const }],
  ])('is left alone: %s', (_case, given) => {
    expect(remindedAt(given, how, due)).toEqual({ isReminded: false, next: null });
  });

  it('is left alone where the account wants no reminders', () => {
    expect(remindedAt(user, { ...how, wanted: false }, due)).toEqual({ isReminded: false, next: null });
  });

  it.each(['queued', 'failed'] as const)('gets no second mail while the first is %s', (state) => {
    const invitation = { ...sent, mail: { state, at: new Date(noon) } };
    expect(remindedAt({ ...user, invitation }, how, due)).toMatchObject({ isReminded: false });
  });

  it('is reminded in the morning when it became due and night fell', () => {
    expect(remindedAt(user, how, new Date('2026-11-04T23:00:00Z'))).toEqual({
      isReminded: false,
      next: new Date('2026-11-05T08:00:00Z'),
    });
  });

  it('is reminded once of all that was missed', () => {
    expect(remindedAt(user, how, new Date('2026-11-08T09:00:00Z'))).toEqual({ isReminded: true, next: null });
  });

  it('is not reminded of a link that is about to end', () => {
    expect(remindedAt(user, how, new Date('2026-11-09T09:00:00Z'))).toEqual({
      isReminded: false,
      next: null,
    });
  });
});
