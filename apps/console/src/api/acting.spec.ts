import { Problem } from '@seatkeeper/client';
import { acting, isOwn, usefulBelow } from './acting.js';

it.each([
  ['/v1/me', true],
  ['/v1/me/sessions', true],
  ['/v1/auth/prove', true],
  ['/v1/menus', false],
  ['/v1/users/{id}', false],
  ['/v1/account', false],
])('%s is asked at home: %s', (path, expected) => {
  expect(isOwn(path)).toBe(expected);
});

it('offers nothing that is for the people of an account alone', () => {
  const held = [
    'users.read',
    'users.ban',
    'audit.read',
    'account.update',
    'accounts.affiliates',
    'records.read',
    'licenses.read',
    'seats.purchase',
  ];
  expect(usefulBelow(held)).toEqual(['users.read', 'users.ban', 'licenses.read']);
});

it('an end is of the account that one is in, and is told once', () => {
  const account = { id: 'acc_1', name: 'Lyon', slug: 'lyon' };
  const problem = new Problem(undefined, { status: 404 });
  let told = 0;
  const stop = acting.subscribe(() => (told += 1));
  acting.end(account, problem);
  expect([acting.read(), told]).toEqual([null, 0]);
  acting.set({ account, permissions: [], client: {} as never, ended: null });
  acting.end({ ...account, id: 'acc_2' }, problem);
  expect(acting.read()?.ended).toBeNull();
  acting.end(account, problem);
  expect([acting.read()?.ended, told]).toEqual([problem, 2]);
  acting.set(null);
  stop();
});
