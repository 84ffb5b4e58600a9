import { Fault } from '@seatkeeper/contracts';
import { sortOrder, userQuery } from './user-lists.js';

describe('a list of users', () => {
  it('is sorted by folded columns, and by others as they are', () => {
    expect(sortOrder('lastName,-createdAt,status')).toEqual([
      ['sortKeys.lastName', 1],
      ['createdAt', -1],
      ['status', 1],
    ]);
  });

  it('takes several values of a filter as any of them', () => {
    const filter = { status: 'active, banned', office: 'ofc_1,ofc_2', group: 'grp_12345678', q: 'Ob' };
    expect(userQuery(filter)).toEqual({
      anyOf: { status: ['active', 'banned'], 'offices.id': ['ofc_1', 'ofc_2'], groups: ['grp_12345678'] },
      text: 'Ob',
    });
  });

  it.each([
    ['status', { status: 'active,retired' }],
    ['status', { status: '' }],
    ['type', { type: 'robot' }],
  ])('refuses an unknown %s', (path, filter) => {
    const refuse = () => userQuery(filter);
    expect(refuse).toThrow(Fault);
    expect(refuse).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ path })] }));
  });
});
