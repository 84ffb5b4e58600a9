import { UserChanges } from '@seatkeeper/contracts';
import { refuseManagedChanges } from './managed-changes.js';

it.each([
  'firstName',
  'lastName',
  'title',
  'phones',
  'address',
  'offices',
  'department',
  'seniority',
  'customFields',
  'locale',
])('a manager changes %s', (field) => expect(refuseManagedChanges({ [field]: null })).toBeNull());

it('a manager changes nothing else that there is, whatever comes to users later', () => {
  const mine = Object.keys(UserChanges.shape).filter((field) => !refuseManagedChanges({ [field]: true }));
  expect(mine).toHaveLength(10);
  expect(refuseManagedChanges({ title: 'Dr', groups: [], email: undefined })).toMatchObject({
    code: 'forbidden',
    members: { permission: 'users.update' },
  });
});
