import { Fault, UserFilter } from '@seatkeeper/contracts';
import { countsDays, matching } from './user-lists.filters.js';
import { sortOrder, userQuery } from './user-lists.js';

describe('a list of users', () => {
  it('is sorted by folded columns, and by others as they are', () => {
    expect(sortOrder('title,-createdAt,status')).toEqual([
      ['sortKeys.title', 1],
      ['createdAt', -1],
      ['status', 1],
    ]);
  });

  it.each([
    ['lastName', ['sortKeys.lastName', 1], ['sortKeys.firstName', 1]],
    ['-lastName', ['sortKeys.lastName', -1], ['sortKeys.firstName', -1]],
    ['lastName,-firstName', ['sortKeys.lastName', 1], ['sortKeys.firstName', 1]],
    ['-firstName,lastName', ['sortKeys.firstName', -1], ['sortKeys.lastName', 1]],
    ['lastName,lastName', ['sortKeys.lastName', 1], ['sortKeys.firstName', 1]],
  ])('sorted by %s, has who shares a last name in the order of first names', (sort, ...order) => {
    expect(sortOrder(sort)).toEqual(order);
  });

  it('takes several values of a filter as any of them', () => {
    const filter = {
      ...{ id: 'usr_1,usr_2', status: 'active, banned', office: 'ofc_1,ofc_2', group: 'grp_12345678' },
      q: 'Ob',
    };
    expect(userQuery(filter)).toEqual({
      anyOf: {
        _id: ['usr_1', 'usr_2'],
        status: ['active', 'banned'],
        'offices.id': ['ofc_1', 'ofc_2'],
        groups: ['grp_12345678'],
      },
      text: 'Ob',
    });
  });

  it.each([
    ['0', false],
    ['1', true],
    ['9999', true],
    ['10000', false],
    ['-3', false],
    ['3.5', false],
    ['', false],
  ])('counts %s days: %s', (days, isRight) => {
    for (const name of ['idleDays', 'invitationEndsInDays'])
      expect(UserFilter.safeParse({ [name]: days }).success).toBe(isRight);
  });

  it('counts days from the moment at which it is asked', () => {
    const query = userQuery({ idleDays: '60', invitationEndsInDays: '3' });
    expect(matching(query, new Date('2026-11-29T12:00:00Z'))).toMatchObject({
      'sortKeys.lastActiveAt': { $lt: new Date('2026-09-30T12:00:00Z') },
      'invitation.state': 'open',
      'invitation.expiresAt': { $lt: new Date('2026-12-02T12:00:00Z') },
    });
    expect([countsDays(query), countsDays(userQuery({ status: 'active' }))]).toEqual([true, false]);
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
