import { expiryFrom, isAlive } from './sessions.js';
import type { StoredSession } from './sessions.schema.js';

const now = new Date('2026-11-22T12:00:00Z');
const session = (changes: Partial<StoredSession> = {}): StoredSession => ({
  _id: 'ses_1',
  accountId: 'acc_1',
  version: 1,
  userId: 'usr_1',
  epoch: 3,
  familyHash: '',
  tokenHash: '',
  createdAt: now,
  refreshedAt: now,
  ...expiryFrom(now, { startedAt: now, sessionDays: 365 }),
  ...changes,
});
const user = { _id: 'usr_1', sessionEpoch: 3 };

describe('a session', () => {
  it.each([
    ['just opened', session(), now, true],
    ['used a day ago', session(), new Date('2026-11-23T12:00:00Z'), true],
    ['not used for thirty days', session(), new Date('2026-12-22T12:00:00Z'), false],
    ['signed out', session({ ended: { at: now, cause: 'signed-out' } }), now, false],
    ['of a user whose password changed since', session({ epoch: 2 }), now, false],
    ['of an earlier epoch', session({ epoch: 2 }), now, false],
    ['of somebody else', session({ userId: 'usr_2' }), now, false],
  ])('%s', (_case, given, at, alive) => {
    expect(isAlive(given, user, at)).toBe(alive);
  });

  it.each([
    ['goes on when the others were ended', 3, {}, true],
    ['but not if that was long ago, and all were ended since', 2, {}, false],
    ['nor if it was signed out meanwhile', 3, { ended: { at: now, cause: 'signed-out' } }, false],
  ] as const)('that is kept %s', (_case, epoch, changes, alive) => {
    const given = session({ epoch: 1, ...changes });
    expect(isAlive(given, { ...user, keptSession: { id: 'ses_1', epoch } }, now)).toBe(alive);
    expect(isAlive({ ...given, _id: 'ses_2' }, { ...user, keptSession: { id: 'ses_1', epoch } }, now)).toBe(
      false,
    );
  });

  it.each([
    ['is idle for thirty days', 365, '2026-11-22T12:00:00Z', '2026-12-22T12:00:00Z'],
    ['is as old as the account lets it get', 7, '2026-11-20T12:00:00Z', '2026-11-27T12:00:00Z'],
    ['was too old before', 1, '2026-11-20T12:00:00Z', '2026-11-21T12:00:00Z'],
  ])('ends when it %s', (_case, sessionDays, startedAt, end) => {
    const { expiresAt, purgeAt } = expiryFrom(now, { startedAt: new Date(startedAt), sessionDays });
    expect(expiresAt).toEqual(new Date(end));
    expect(purgeAt > expiresAt).toBe(true);
  });
});
