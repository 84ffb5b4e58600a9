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
  ...expiryFrom(now),
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
    ['of somebody else', session({ userId: 'usr_2' }), now, false],
  ])('%s', (_case, given, at, alive) => {
    expect(isAlive(given, user, at)).toBe(alive);
  });
});
