import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { listAffiliatedUsers, ListedUser } from '../identity/affiliated-users.js';
import { AuditEntry, listUserHistory } from '../identity/audit.js';
import { getUser, listUserPermissions, ManagedGroups, PermissionSource, User } from '../identity/user.js';
import { inviteUser, updateUser, WhenNoSeat } from '../identity/user-acts.js';
import { listUsers, UserFilter, UserSort } from '../identity/user-lists.js';
import { NewUser, UserChanges } from '../identity/user-profile.js';
import { UserId } from '../ids.js';
import { Day } from '../people.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { flag, listQuery } from './query.js';

export const byUser = z.strictObject({ id: UserId });
export const userAnswer = (description: string) => ({ description, body: User });

export const listUsersEndpoint = defineEndpoint({
  id: 'listUsers',
  method: 'GET',
  path: '/v1/users',
  tag: 'Users',
  summary: 'List users; several values of one filter are given with commas',
  description:
    'With `affiliates=true` also those of the accounts below, at whatever depth, in one order: of each that the caller could go into, ' +
    'whom they would see there. Each user then says of which `account` it is. It needs the permission `accounts.affiliates`, too, and ' +
    'a session of the own account. Up to 200 accounts are listed together; of more it is refused with `too-large`.',
  access: 'users.read',
  openToParents: true,
  openToManagers: true,
  query: z.strictObject({
    ...UserFilter.shape,
    ...listQuery,
    sort: UserSort.optional(),
    affiliates: flag.optional(),
  }),
  answers: { 200: { description: 'A page of users', body: pageOf(ListedUser) } },
  faults: faultsOf(listUsers, listAffiliatedUsers),
});

export const inviteUserEndpoint = defineEndpoint({
  id: 'inviteUser',
  method: 'POST',
  path: '/v1/users',
  tag: 'Users',
  summary: 'Invite a user; a seat of each product is claimed, all or none',
  description: `With \`joinsOn\` nothing is sent and no seat is taken before that day. With its beginning, in the time zone of the account, the
invitation goes out by itself; where no seat is free then, the user waits for one. \`/v1/users/{id}/arrival\` tells of it, and changes it.`,
  access: 'users.invite',
  openToParents: true,
  openToManagers: true,
  body: NewUser.safeExtend({
    whenNoSeat: WhenNoSeat,
    joinsOn: Day.optional().describe('A day to come: what `whenNoSeat` says is for who is invited at once'),
  }),
  answers: {
    201: userAnswer(
      'The user holds the seats and the invitation is on its way; or, with `joinsOn`, it goes out on that day',
    ),
    202: userAnswer('No seat is free: the user waits, and is invited as soon as one is'),
  },
  faults: faultsOf(inviteUser),
  example: {
    username: 'liam.osei@harbour-lane.example',
    firstName: 'Liam',
    lastName: 'Osei',
    department: 'Litigation',
    offices: ['Montréal'],
  },
});

export const getUserEndpoint = defineEndpoint({
  id: 'getUser',
  method: 'GET',
  path: '/v1/users/:id',
  tag: 'Users',
  summary: 'One user',
  access: 'users.read',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  answers: { 200: userAnswer('The user') },
  faults: faultsOf(getUser),
  versioned: true,
});

export const updateUserEndpoint = defineEndpoint({
  id: 'updateUser',
  method: 'PATCH',
  path: '/v1/users/:id',
  tag: 'Users',
  summary: 'Change a user by JSON Merge Patch',
  description: `Another e-mail address of somebody who is invited voids the open link, and a new one goes to the new address. Until
the invitation is accepted, changing the address therefore needs the permission users.invite as well.

Another e-mail address of somebody who signs in takes effect when who reads it confirms it by the link of a mail; the present
one is told at once. Until then it stands in \`emailChange\`, and \`email\` is as before. The same address again sends the mail again.`,
  access: 'users.update',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  body: UserChanges,
  answers: { 200: userAnswer('The user after the change') },
  faults: faultsOf(updateUser),
  versioned: true,
  example: { title: 'Partner', phones: { cell: '+447700967245' }, department: null },
});

export const userPermissionsEndpoint = defineEndpoint({
  id: 'userPermissions',
  method: 'GET',
  path: '/v1/users/:id/permissions',
  tag: 'Users',
  summary: 'Effective permissions, each with the groups it comes from',
  access: 'users.read',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  answers: {
    200: {
      description: 'Permissions',
      body: z.object({ items: z.array(PermissionSource), manages: ManagedGroups }),
    },
  },
  faults: faultsOf(listUserPermissions),
});

export const userHistoryEndpoint = defineEndpoint({
  id: 'userHistory',
  method: 'GET',
  path: '/v1/users/:id/history',
  tag: 'Users',
  summary: 'Every change of a user with time, actor, before and after; newest first',
  access: 'users.read',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  query: z.strictObject(listQuery),
  answers: { 200: { description: 'A page of changes', body: pageOf(AuditEntry) } },
  faults: faultsOf(listUserHistory),
});
