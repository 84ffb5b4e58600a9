import { AccountShares } from './account-shares.js';

it('an account that has its share waits until it gives something back, and no other waits for it', () => {
  const shares = new AccountShares(2);
  expect([1, 2, 3].map(() => shares.take('acc_slow'))).toEqual([true, true, false]);
  expect(shares.take('acc_quick')).toBe(true);
  shares.giveBack('acc_slow');
  expect([shares.take('acc_slow'), shares.take('acc_slow')]).toEqual([true, false]);
});
