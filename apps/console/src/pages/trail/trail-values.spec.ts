import { detailsOf, tellChange, tellValue } from './trail-values.js';

it.each([
  ['nothing', 'title', null, { is: 'nothing' }],
  ['an empty list', 'offices', [], { is: 'nothing' }],
  ['nothing within', 'phones', { cell: null }, { is: 'nothing' }],
  ['a text', 'title', 'Partner', { is: 'text', text: 'Partner' }],
  ['a number', 'quantity', 0, { is: 'text', text: '0' }],
  ['a no', 'globalAdmin', false, { is: 'yes-no', yes: false }],
  ['somebody', 'reportsTo', 'usr_1a', { is: 'person', id: 'usr_1a' }],
  ['a text that begins like an id', 'title', 'usr_ is not an id', { is: 'text', text: 'usr_ is not an id' }],
  [
    'groups',
    'groups',
    ['grp_1', 'grp_2'],
    {
      is: 'list',
      items: [
        { is: 'group', id: 'grp_1' },
        { is: 'group', id: 'grp_2' },
      ],
    },
  ],
  ['a time', 'until', '2026-11-29T10:00:00.000Z', { is: 'moment', at: '2026-11-29T10:00:00.000Z' }],
  ['a day, which has no zone', 'since', '2026-11-29', { is: 'text', text: '2026-11-29' }],
  ['a status', 'status', 'banned', { is: 'status', key: 'banned' }],
  ['a name that is called like a status', 'title', 'banned', { is: 'text', text: 'banned' }],
  [
    'permissions',
    'permissions',
    ['users.ban'],
    { is: 'list', items: [{ is: 'permission', key: 'users.ban' }] },
  ],
  [
    'several values',
    'visibility',
    { users: ['usr_1'] },
    { is: 'pairs', pairs: [['users', { is: 'list', items: [{ is: 'person', id: 'usr_1' }] }]] },
  ],
])('%s is told as such', (_what, field, value, told) => {
  expect(tellValue(field, value)).toEqual(told);
});

it('tells of what has several parts those that changed, and no ids', () => {
  const invitation = { id: 'inv_1', state: 'open', sentTo: 'a@x.example', mail: { state: 'sent' } };
  expect(tellChange('invitation', invitation, { ...invitation, id: 'inv_2', state: 'accepted' })).toEqual([
    { is: 'pairs', pairs: [['state', { is: 'state', key: 'open' }]] },
    { is: 'pairs', pairs: [['state', { is: 'state', key: 'accepted' }]] },
  ]);
  expect(tellChange('phones', { cell: '1' }, {})).toEqual([
    { is: 'pairs', pairs: [['cell', { is: 'text', text: '1' }]] },
    { is: 'nothing' },
  ]);
  expect(tellChange('title', null, 'Partner')).toEqual([{ is: 'nothing' }, { is: 'text', text: 'Partner' }]);
});

it('tells what somebody said, and no ids that only machines follow', () => {
  const detail = { username: 'ann@x.example', userId: 'usr_1', reason: 'Lost laptop', seatId: 'seat_1' };
  expect(detailsOf({ detail })).toEqual([['reason', { is: 'text', text: 'Lost laptop' }]]);
});
