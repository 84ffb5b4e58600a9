import type { StoredUser } from '../src/users/users.schema.js';
import { storedUser } from './stored-users.js';

/** A user for tests of rules: as stored, at a fixed time. */
export const sampleUser = (given: Partial<StoredUser> = {}): StoredUser => ({
  ...storedUser({
    _id: 'usr_liamosei',
    accountId: 'acc_harbourlane',
    username: 'liam@firm.example',
    firstName: 'Liam',
    lastName: 'Osei',
    createdAt: new Date('2026-11-01T09:00:00Z'),
    updatedAt: new Date('2026-11-01T09:00:00Z'),
    ...given,
  }),
  version: given.version ?? 1,
});
