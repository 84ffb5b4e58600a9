import { Fault } from '@seatkeeper/contracts';
import { sortOrder, userFilter } from './user-lists.js';

describe('a list of users', () => {
  it('is sorted by folded columns, and by others as they are', () => {
    expect(sortOrder('lastName,-createdAt,status')).toEqual([
      ['sortKeys.lastName', 1],
      ['createdAt', -1],
      ['status', 1],
    ]);
  });

  it('leaves out who is just being created, unless asked', () => {
    expect(userFilter({})).toEqual({ status: { $ne: 'pending' } });
    expect(userFilter({ status: 'pending' })).toEqual({ status: { $in: ['pending'] } });
  });

  it('takes several values of a filter as any of them', () => {
    expect(userFilter({ status: 'active, banned', office: 'Lyon,Montréal', group: 'grp_12345678' })).toEqual({
      status: { $in: ['active', 'banned'] },
      offices: { $in: ['Lyon', 'Montréal'] },
      groups: { $in: ['grp_12345678'] },
    });
  });

  it('asks for every word of the query, and never runs it as an expression', () => {
    expect(userFilter({ q: 'Ob .* $gt' }).$and).toEqual([
      { search: { $elemMatch: { $gte: 'ob', $lt: 'ob\u{10FFFF}' } } },
      { search: { $elemMatch: { $gte: '.*', $lt: '.*\u{10FFFF}' } } },
      { search: { $elemMatch: { $gte: '$gt', $lt: '$gt\u{10FFFF}' } } },
    ]);
  });

  it.each([
    ['status', { status: 'active,retired' }],
    ['status', { status: '' }],
    ['type', { type: 'robot' }],
  ])('refuses an unknown %s', (path, filter) => {
    const refuse = () => userFilter(filter);
    expect(refuse).toThrow(Fault);
    expect(refuse).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ path })] }));
  });
});
