import { z } from 'zod';
import { faultsOf } from '../contract.js';
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
import { SessionKept, SessionTokens } from '../identity/session.js';
import { pageOf, sortOf } from '../pages.js';
import { Password } from '../people.js';
import { defineEndpoint } from './endpoint.js';
import { listQuery } from './query.js';
import { byUser, userAnswer } from './users.js';

const byToken = z.strictObject({ token: LinkToken });

export const resendInvitationEndpoint = defineEndpoint({
  id: 'resendInvitation',
  method: 'POST',
  path: '/v1/users/:id/invitation',
  tag: 'Users',
  summary: 'Send a new invitation link; the old one stops working',
  access: 'users.invite',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  answers: { 200: userAnswer('The user with the new invitation') },
  faults: faultsOf(resendInvitation),
});

export const revokeInvitationEndpoint = defineEndpoint({
  id: 'revokeInvitation',
  method: 'DELETE',
  path: '/v1/users/:id/invitation',
  tag: 'Users',
  summary: 'Withdraw an invitation, or leave the wait list; the seats are free again',
  access: 'users.invite',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  answers: { 200: userAnswer('The user, deactivated') },
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
  openToParents: true,
  openToManagers: true,
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
  body: z.strictObject({ password: Password, session: SessionKept }),
  answers: { 200: { description: 'Tokens of the first session', body: SessionTokens } },
  faults: [...faultsOf(acceptInvitation), 'not-same-origin'],
  example: { password: 'a seat at harbour lane' },
});
