import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { AuditEntry, listUserHistory } from '../identity/audit.js';
import {
  appendUserImport,
  getUserImport,
  ImportRow,
  openUserImport,
  startUserImport,
  UserImport,
} from '../identity/import.js';
import { importColumns } from '../identity/import-columns.js';
import {
  acceptInvitation,
  INVITATION_SORT_COLUMNS,
  InvitationFilter,
  InvitationRow,
  InvitationView,
  listInvitations,
  resendInvitation,
  revokeInvitation,
  viewInvitation,
} from '../identity/invitation.js';
import { LinkToken } from '../identity/link.js';
import { Tokens } from '../identity/session.js';
import {
  banUser,
  CopyOnReplace,
  deactivateUser,
  getUser,
  inviteUser,
  listUserPermissions,
  listUsers,
  NewUser,
  PermissionSource,
  reactivateUser,
  Replacement,
  replaceUser,
  unbanUser,
  updateUser,
  User,
  USER_SORT_COLUMNS,
  UserChanges,
  UserFilter,
  WhenNoSeat,
} from '../identity/user.js';
import { openUserExport, readUserExport } from '../identity/user-export.js';
import { ImportId, ReassignmentId, UserId } from '../ids.js';
import { pageOf, sortOf } from '../pages.js';
import { line, Moment, Password } from '../people.js';
import { Distribution } from '../reassignment/plan.js';
import { defineEndpoint } from './endpoint.js';
import { listQuery } from './query.js';

const byId = z.strictObject({ id: UserId });
const byToken = z.strictObject({ token: LinkToken });
const user = (description: string) => ({ description, body: User });

export const listUsersEndpoint = defineEndpoint({
  id: 'listUsers',
  method: 'GET',
  path: '/v1/users',
  tag: 'Users',
  summary: 'List users; several values of one filter are given with commas',
  access: 'users.read',
  query: z.strictObject({
    ...UserFilter.shape,
    ...listQuery,
    sort: sortOf(USER_SORT_COLUMNS).optional(),
  }),
  answers: { 200: { description: 'A page of users', body: pageOf(User) } },
  faults: faultsOf(listUsers),
});

export const exportUsersEndpoint = defineEndpoint({
  id: 'exportUsers',
  method: 'GET',
  path: '/v1/users.csv',
  tag: 'Users',
  summary: 'The list of users as a CSV file, with the filters and the order of the list',
  description: `UTF-8 with a byte order mark, without which Excel reads accents wrongly; commas, and CRLF at the ends of rows. The
columns are those that \`POST /v1/users/import\` reads, a \`Custom field: …\` for each custom field among them, and what else is told
of a user. Cells that a spreadsheet would run as a formula have an apostrophe in front, which the import takes off.

Rows are sent as they are read: a file that does not end with its last row was broken off, and the connection with it. The audit log says who
exported, and how many.`,
  access: 'users.read',
  query: z.strictObject({ ...UserFilter.shape, sort: sortOf(USER_SORT_COLUMNS).optional() }),
  answers: { 200: { description: 'The file', type: 'text/csv' } },
  faults: faultsOf(openUserExport, readUserExport),
});

export const inviteUserEndpoint = defineEndpoint({
  id: 'inviteUser',
  method: 'POST',
  path: '/v1/users',
  tag: 'Users',
  summary: 'Invite a user; a seat of each product is claimed, all or none',
  access: 'users.invite',
  body: NewUser.safeExtend({ whenNoSeat: WhenNoSeat }),
  answers: {
    201: user('The user holds the seats and the invitation is on its way'),
    202: user('No seat is free: the user waits, and is invited as soon as one is'),
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
  params: byId,
  answers: { 200: user('The user') },
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
the invitation is accepted, changing the address therefore needs the permission users.invite as well.`,
  access: 'users.update',
  params: byId,
  body: UserChanges,
  answers: { 200: user('The user after the change') },
  faults: faultsOf(updateUser),
  versioned: true,
  example: { title: 'Partner', phones: { cell: '+447700967245' }, department: null },
});

export const importUsersEndpoint = defineEndpoint({
  id: 'importUsers',
  method: 'POST',
  path: '/v1/users/import',
  tag: 'Users',
  summary: 'Invite everybody in a CSV file (Google Workspace, Entra or own column names; 20 MB at most)',
  description: `The file is UTF-8 with commas, semicolons or tabs, and its first line names the columns. Case, spaces and signs
in these names do not count; other columns are left alone. First name, last name and a username or e-mail address are needed.

| column | names | holds |
| --- | --- | --- |
${Object.entries(importColumns)
  .map(([field, { names, holds }]) => `| \`${field}\` | ${names.join(', ')} | ${holds} |`)
  .join('\n')}

Nobody is invited before the whole file was readable; each row then has a result of its own.`,
  access: 'users.invite',
  query: z.strictObject({ whenNoSeat: z.enum(['fail', 'wait']).optional() }),
  upload: ['text/csv', 'multipart/form-data'],
  answers: {
    202: { description: 'The rows are being worked on', body: z.object({ importId: ImportId }) },
  },
  faults: faultsOf(openUserImport, appendUserImport, startUserImport),
  example:
    'Username,First name,Last name,Department,Locale\n' +
    'liam.osei@harbour-lane.example,Liam,Osei,Litigation,en\n' +
    'zoe.lavigne@harbour-lane.example,Zoé,Lavigne,Tax,fr\n',
});

export const getUserImportEndpoint = defineEndpoint({
  id: 'getUserImport',
  method: 'GET',
  path: '/v1/users/imports/:id',
  tag: 'Users',
  summary: 'Progress of an import, with a page of the results row by row',
  access: 'users.invite',
  params: z.strictObject({ id: ImportId }),
  query: z.strictObject(listQuery),
  answers: {
    200: { description: 'The import', body: UserImport.extend({ rows: pageOf(ImportRow) }) },
  },
  faults: faultsOf(getUserImport),
});

export const resendInvitationEndpoint = defineEndpoint({
  id: 'resendInvitation',
  method: 'POST',
  path: '/v1/users/:id/invitation',
  tag: 'Users',
  summary: 'Send a new invitation link; the old one stops working',
  access: 'users.invite',
  params: byId,
  answers: { 200: user('The user with the new invitation') },
  faults: faultsOf(resendInvitation),
});

export const revokeInvitationEndpoint = defineEndpoint({
  id: 'revokeInvitation',
  method: 'DELETE',
  path: '/v1/users/:id/invitation',
  tag: 'Users',
  summary: 'Withdraw an invitation, or leave the wait list; the seats are free again',
  access: 'users.invite',
  params: byId,
  answers: { 200: user('The user, deactivated') },
  faults: faultsOf(revokeInvitation),
});

export const listInvitationsEndpoint = defineEndpoint({
  id: 'listInvitations',
  method: 'GET',
  path: '/v1/invitations',
  tag: 'Invitations',
  summary:
    'List invitations with the state of their mails; several values of one filter are given with commas',
  description:
    'One for each person: a link that is sent again takes the place of the one before. The newest come first; ' +
    '`sort=expiresAt` begins with those that end first.',
  access: 'users.read',
  query: z.strictObject({
    ...InvitationFilter.shape,
    ...listQuery,
    sort: sortOf(INVITATION_SORT_COLUMNS).optional(),
  }),
  answers: { 200: { description: 'A page of invitations', body: pageOf(InvitationRow) } },
  faults: faultsOf(listInvitations),
});

export const viewInvitationEndpoint = defineEndpoint({
  id: 'viewInvitation',
  method: 'GET',
  path: '/v1/invitations/:token',
  tag: 'Invitations',
  summary: 'What an invitation link is for; consumes nothing',
  access: 'public',
  lane: 'invitation',
  params: byToken,
  answers: {
    200: {
      description: 'The invitation',
      body: InvitationView.extend({ account: z.string(), accountSlug: z.string() }),
    },
  },
  faults: faultsOf(viewInvitation),
});

export const acceptInvitationEndpoint = defineEndpoint({
  id: 'acceptInvitation',
  secretAnswer: true,
  method: 'POST',
  path: '/v1/invitations/:token/accept',
  tag: 'Invitations',
  summary: 'Set the password, become active and be signed in',
  access: 'public',
  lane: 'invitation',
  params: byToken,
  body: z.strictObject({ password: Password }),
  answers: { 200: { description: 'Tokens of the first session', body: Tokens } },
  faults: faultsOf(acceptInvitation),
  example: { password: 'a seat at harbour lane' },
});

export const deactivateUserEndpoint = defineEndpoint({
  id: 'deactivateUser',
  method: 'POST',
  path: '/v1/users/:id/deactivate',
  tag: 'Users',
  summary: 'End the sessions, free the seats and, if asked, move the records, as one act',
  access: 'users.deactivate',
  params: byId,
  body: z
    .strictObject({
      reassign: z.union([z.strictObject({ plan: Distribution }), z.strictObject({ to: UserId })]).optional(),
      reason: line(500).optional(),
    })
    .default({}),
  answers: {
    200: {
      description: 'The user, the number of seats freed, and the reassignment that runs',
      body: z.object({ user: User, seatsFreed: z.int(), reassignmentId: ReassignmentId.optional() }),
    },
  },
  faults: faultsOf(deactivateUser),
  example: { reason: 'Left the firm', reassign: { to: 'usr_0000000000000000000000000' } },
});

export const reactivateUserEndpoint = defineEndpoint({
  id: 'reactivateUser',
  method: 'POST',
  path: '/v1/users/:id/reactivate',
  tag: 'Users',
  summary: 'Claim the seats again and restore the user as it was',
  access: 'users.deactivate',
  params: byId,
  answers: { 200: user('The user, active, or invited if no password was ever set') },
  faults: faultsOf(reactivateUser),
});

export const banUserEndpoint = defineEndpoint({
  id: 'banUser',
  method: 'POST',
  path: '/v1/users/:id/ban',
  tag: 'Users',
  summary: 'Refuse sign-in for a reason, until lifted or until a time; the seat stays held',
  access: 'users.ban',
  params: byId,
  body: z.strictObject({ reason: line(500), until: Moment.optional() }),
  answers: { 200: user('The user, banned') },
  faults: faultsOf(banUser),
  example: { reason: 'Lost laptop', until: '2030-01-01T00:00:00Z' },
});

export const unbanUserEndpoint = defineEndpoint({
  id: 'unbanUser',
  method: 'POST',
  path: '/v1/users/:id/unban',
  tag: 'Users',
  summary: 'Lift a ban',
  access: 'users.ban',
  params: byId,
  answers: { 200: user('The user, active again') },
  faults: faultsOf(unbanUser),
});

export const replaceUserEndpoint = defineEndpoint({
  id: 'replaceUser',
  method: 'POST',
  path: '/v1/users/:id/replace',
  tag: 'Users',
  summary: 'Put another user, new or existing, in the place of this one; needs no free seat',
  access: 'users.replace',
  params: byId,
  body: z.strictObject({
    by: Replacement,
    reassign: z.boolean().default(false),
    copy: z.array(CopyOnReplace).max(2).default([]),
  }),
  answers: {
    200: {
      description: 'The one replaced, deactivated, and the one who took the place',
      body: z.object({
        user: User,
        replacement: User,
        seatsSwapped: z.int(),
        reassignmentId: ReassignmentId.optional(),
      }),
    },
  },
  faults: faultsOf(replaceUser),
  example: {
    by: {
      newUser: { username: 'mei.tan@harbour-lane.example', firstName: 'Mei', lastName: 'Tan' },
    },
    reassign: true,
    copy: ['groups', 'offices'],
  },
});

export const userPermissionsEndpoint = defineEndpoint({
  id: 'userPermissions',
  method: 'GET',
  path: '/v1/users/:id/permissions',
  tag: 'Users',
  summary: 'Effective permissions, each with the groups it comes from',
  access: 'users.read',
  params: byId,
  answers: { 200: { description: 'Permissions', body: z.object({ items: z.array(PermissionSource) }) } },
  faults: faultsOf(listUserPermissions),
});

export const userHistoryEndpoint = defineEndpoint({
  id: 'userHistory',
  method: 'GET',
  path: '/v1/users/:id/history',
  tag: 'Users',
  summary: 'Every change of a user with time, actor, before and after; newest first',
  access: 'users.read',
  params: byId,
  query: z.strictObject(listQuery),
  answers: { 200: { description: 'A page of changes', body: pageOf(AuditEntry) } },
  faults: faultsOf(listUserHistory),
});
