import type { Permission } from '../../api/me.js';
import { byArea, offeredTo } from './permission-areas.js';

it('tells permissions by what they are about, in one order, and nothing of what there is none', () => {
  const permissions: Permission[] = ['records.read', 'users.ban', 'users.read', 'seats.purchase'];
  expect(byArea(permissions, (one) => one)).toEqual([
    { area: 'users', items: ['users.ban', 'users.read'] },
    { area: 'licenses', items: ['seats.purchase'] },
    { area: 'records', items: ['records.read'] },
  ]);
});

it('has a place for one that is newer than the console', () => {
  const permissions = ['something.new'] as unknown as Permission[];
  expect(byArea(permissions, (one) => one)).toEqual([{ area: 'account', items: ['something.new'] }]);
});

it('offers what is for the vendor to who holds it alone', () => {
  expect(offeredTo([])).not.toContain('operator.orders');
  expect(offeredTo(['operator.orders'])).toContain('operator.orders');
  expect(offeredTo([])).toContain('users.ban');
});
