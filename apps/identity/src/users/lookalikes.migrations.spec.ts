import { keyOf, shareOut } from './lookalikes.migrations.js';

const [accountId, other] = ['acc_one', 'acc_other'];
const looks = 'bob@firrn.example';

it('what two people of an account look like is of who has it already, else of the first; both are told of', () => {
  const missing = [
    { _id: 'usr_a', accountId, looks },
    { _id: 'usr_b', accountId, looks },
    { _id: 'usr_c', accountId: other, looks },
    { _id: 'usr_d', accountId, looks: 'held' },
  ];
  const { free, alike } = shareOut(missing, new Map([[keyOf(accountId, 'held'), 'usr_holder']]));
  expect(free.map(({ _id }) => _id)).toEqual(['usr_a', 'usr_c']);
  expect(alike).toEqual([
    { accountId, userIds: ['usr_a', 'usr_b'] },
    { accountId, userIds: ['usr_holder', 'usr_d'] },
  ]);
});

it('a batch that is gone through again finds what it gave, and gives nothing twice', () => {
  const missing = [{ _id: 'usr_a', accountId, looks }];
  expect(shareOut(missing, new Map([[keyOf(accountId, looks), 'usr_a']]))).toEqual({
    free: missing,
    alike: [],
  });
});
