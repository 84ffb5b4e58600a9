import { countSeatKeepers, listSeatHolders, systemActor } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import type { Connection } from 'mongoose';
import { type Stage, startStage } from '../../testing/stage.js';
import { storedUser } from '../../testing/stored-users.js';
import { UsersRepository } from '../users/users.repository.js';
import type { StoredUser } from '../users/users.schema.js';

const MONTH = 30 * 86_400_000;
const ago = (months: number) => new Date(Date.now() - months * MONTH);

describe('who holds the seats of a product', () => {
  let stage: Stage;
  const accountId = newId('acc');
  const other = newId('acc');
  beforeAll(async () => {
    stage = await startStage();
    const users = stage.identity.get(UsersRepository);
    const add = (lastName: string, given: Partial<StoredUser> = {}) =>
      users.create(storedUser({ accountId, lastName, ...given }));
    await add('Busy', { lastActiveAt: ago(0) });
    await add('Idle', { lastActiveAt: ago(9) });
    await add('Never');
    await add('Slow', { lastActiveAt: ago(3) });
    await add('Robot', { type: 'service' });
    await add('Elsewhere', { products: ['contract'] });
    await add('Stranger', { accountId: other });
    await add('Left', { status: 'deactivated', lastActiveAt: ago(20) });
    await add('Waits', { status: 'waiting', waitingSince: ago(20) });
    const invitation = (months: number, state: 'open' | 'expired') => ({
      id: newId('inv'),
      tokenHash: newId('hash'),
      state,
      sentTo: newId('mail'),
      by: systemActor('test'),
      createdAt: ago(months),
      expiresAt: ago(months - 1),
      mail: { state: 'sent' as const, at: ago(months) },
    });
    await add('Young', { status: 'invited', invitation: invitation(1, 'open') });
    await add('Old', { status: 'invited', invitation: invitation(7, 'expired') });
    const ban = { reason: 'Lost laptop', since: ago(2), until: null };
    await add('Banned', { status: 'banned', ban: { ...ban, until: ago(-0.5) }, lastActiveAt: ago(2) });
    await add('Banned longer', { status: 'banned', ban, lastActiveAt: ago(4) });
  });
  afterAll(() => stage.close());

  const ask = (limit: number, product = 'core') => stage.ask(listSeatHolders, { accountId, product, limit });

  it('is told by status: the longest idle first, the oldest invitation first, nobody without a seat', async () => {
    const { active, invited, banned } = await ask(10);
    const names = ({ items }: typeof active) => items.map(({ user }) => user.lastName);
    expect([active.count, names(active)]).toEqual([4, ['Never', 'Idle', 'Slow', 'Busy']]);
    expect([invited.count, names(invited)]).toEqual([2, ['Old', 'Young']]);
    expect([banned.count, names(banned)]).toEqual([2, ['Banned longer', 'Banned']]);
    expect(invited.items[0]).toMatchObject({
      invitation: { state: 'expired' },
      lastActiveAt: null,
      ban: null,
    });
    expect(banned.items[0]?.ban).not.toHaveProperty('reason');
  });

  it('names no more than asked for, and counts all', async () => {
    expect(await ask(1)).toMatchObject({
      active: { count: 4, items: [{ user: { lastName: 'Never' } }] },
      invited: { count: 2, items: [expect.anything()] },
    });
    expect(await ask(0)).toMatchObject({ active: { count: 4, items: [] }, banned: { count: 2, items: [] } });
    expect(await ask(5, 'yoga')).toMatchObject({ active: { count: 0, items: [] } });
  });

  it('keeps the seat when an invitation expires and held it while banned: both are counted up to a moment', async () => {
    const over = (before: Date) =>
      stage.ask(countSeatKeepers, { accountId, product: 'core', before: before.toISOString() });
    expect(await over(ago(7))).toEqual({ invitationsOver: 0, bansOver: 0 });
    expect(await over(ago(5))).toEqual({ invitationsOver: 1, bansOver: 0 });
    expect(await over(ago(-1))).toEqual({ invitationsOver: 2, bansOver: 1 });
  });

  it('is counted in an index alone, and read in its order: no document more than is shown', async () => {
    const users = stage.identity.get<Connection>(MONGO_CONNECTION).collection('users');
    const who = { accountId, type: 'standard', products: 'core' };
    const counting = await users
      .aggregate([
        { $match: { ...who, status: { $in: ['invited', 'active', 'banned'] } } },
        { $group: { _id: '$status', users: { $sum: 1 } } },
      ])
      .explain('executionStats');
    expect(JSON.stringify(counting)).toContain('"totalDocsExamined":0');
    const reading = await users
      .find({ ...who, status: 'active' })
      .sort({ 'sortKeys.lastActiveAt': 1, _id: 1 })
      .limit(2)
      .hint('seat-holders-by-activity')
      .explain('executionStats');
    expect(reading).toMatchObject({ executionStats: { totalDocsExamined: 2, totalKeysExamined: 2 } });
  });
});
