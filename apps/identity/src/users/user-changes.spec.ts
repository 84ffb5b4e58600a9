import { userUpdated } from '@seatkeeper/contracts';
import { sampleUser } from '../../testing/sample-user.js';
import { newInvitation } from '../invitations/invitations.js';
import { changesBetween, correctionChange, patched, userEvent } from './user-changes.js';

const now = new Date('2026-11-22T12:00:00Z');
const by = { type: 'user', id: 'usr_adaquill' } as const;

describe('a change of a user', () => {
  it('carries along what is derived, and nothing that is noted in passing', () => {
    const before = sampleUser({ version: 4 });
    const { after, update } = patched(before, { set: { lastName: 'Ørsted' }, unset: ['ban'] }, now);
    expect(after).toMatchObject({ version: 5, updatedAt: now, sortKeys: { lastName: 'orsted' } });
    expect(after.search).toContain('orsted');
    expect(update.set).toMatchObject({ lastName: 'Ørsted', 'sortKeys.lastName': 'orsted' });
    expect(Object.keys(update.set ?? {})).not.toContain('sortKeys.lastActiveAt');
    expect(update.unset).toEqual(['ban', 'invitedAt', 'customKeys']);
  });

  it('takes a new name with what it looks like, and for one that the user had already nothing that may be somebody else’s', () => {
    const before = sampleUser({ username: 'ann@firn.test', names: ['ann@firn.test', 'b0b@firn.test'] });
    const named = (username: string) => patched(before, { set: { username } }, now).update.set?.['names'];
    expect(named('al1@firn.test')).toEqual([...before.names, 'al1@firn.test', 'all@firn.test']);
    expect(named('b0b@firn.test')).toBeUndefined();
    expect(named('ann@firn.test')).toBeUndefined();
  });

  it('is told field by field, before and after', () => {
    const before = sampleUser();
    const { after } = patched(before, { set: { title: 'Partner', status: 'banned' } }, now);
    expect(changesBetween(before, after)).toEqual([
      { field: 'status', before: 'active', after: 'banned' },
      { field: 'title', before: null, after: 'Partner' },
    ]);
  });

  it('never tells a secret', () => {
    const token = 'a-very-secret-token';
    const invitation = newInvitation({
      id: 'inv_12345678',
      token,
      sentTo: 'l@firm.example',
      by,
      now,
      days: 7,
    });
    const before = sampleUser();
    const set = { passwordHash: '$argon2id$secret', invitation };
    const { after } = patched(before, { set }, now);
    const told = JSON.stringify(userEvent(userUpdated, { before, after, by }));
    expect(told).toContain('inv_12345678');
    expect(told).not.toMatch(/secret|argon|tokenHash|sessionEpoch/);
  });

  it('says when a correction was vouched for', () => {
    expect(correctionChange(true)).toEqual([{ field: 'correction', before: null, after: true }]);
    expect(correctionChange(undefined)).toEqual([]);
  });
});
