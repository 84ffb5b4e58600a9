import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CommandId, InvitationId, UserId } from '../ids.js';
import { Origin } from '../origin.js';
import { PageRequest, pageOf, sortOf } from '../pages.js';
import { Locale, Moment, Password, Timestamp } from '../people.js';
import { MailDue } from '../notifications/letter.js';
import { LinkToken, mailedLink, PasswordLinkView } from './link.js';
import { OpenedSession, SessionKept } from './session.js';
import { UserReference } from './user-references.js';
import { Invitation, InvitationMailState, InvitationState, User, userCommand } from './user.js';
import { Viewer } from './viewer.js';

export const InvitationView = PasswordLinkView.extend({
  invitedBy: z.string().nullable().describe('The name of who invites'),
  timeZone: PasswordLinkView.shape.timeZone.default('UTC'),
  state: InvitationState,
  ssoRequired: z
    .literal(true)
    .optional()
    .describe(
      'The firm lets nobody in with a password: the invitation is accepted by signing in at its identity provider',
    ),
});

export const viewInvitation = defineRequest({
  name: 'identity.invitation.view.v1',
  summary: 'What an invitation link shows; consumes nothing.',
  input: Origin.extend({ token: LinkToken }),
  output: InvitationView,
  faults: ['not-found'],
});

export const acceptInvitation = defineRequest({
  name: 'identity.invitation.accept.v1',
  summary:
    'Sets the password, makes the user active and signs in. Consumes the link; the request that did is answered as ' +
    'before when the bus delivers it again.',
  input: Origin.extend({
    token: LinkToken,
    password: Password,
    kept: SessionKept,
    commandId: CommandId.optional(),
  }),
  output: OpenedSession,
  faults: [
    'not-found',
    'invitation-expired',
    'invitation-used',
    'invitation-revoked',
    'account-suspended',
    'seat-suspended',
    'sso-required',
    'validation-failed',
    'busy',
  ],
});

export const resendInvitation = defineRequest({
  name: 'identity.invitation.resend.v1',
  summary: 'Issues a new link and voids the old one. Never needs a free seat.',
  input: z.object(userCommand),
  output: User,
  faults: [
    'not-found',
    'wrong-status',
    'user-busy',
    'forbidden',
    'validation-failed',
    'too-many-requests',
    'address-not-confirmed',
  ],
});

export const revokeInvitation = defineRequest({
  name: 'identity.invitation.revoke.v1',
  summary: 'Withdraws the invitation (or leaves the wait list), frees the seats and deactivates the user.',
  input: z.object(userCommand),
  output: User,
  faults: ['not-found', 'wrong-status', 'user-busy', 'forbidden'],
});

/** An invitation with the person it is for. Of one that was sent again, the last: a new link takes the place of the old one. */
export const InvitationRow = Invitation.extend({
  user: UserReference.omit({ locale: true }),
  invitedBy: Actor.describe('Who sent this link'),
});
export type InvitationRow = z.infer<typeof InvitationRow>;

export const INVITATION_SORT_COLUMNS = ['createdAt', 'expiresAt'] as const;

const text = z.string().max(200);
export const InvitationFilter = z.object({
  state: text.optional().describe(`Any of ${InvitationState.options.join(', ')}`),
  mail: text.optional().describe(`What became of the mail: any of ${InvitationMailState.options.join(', ')}`),
  expiresBefore: Moment.optional(),
  q: text.optional().describe('Beginnings of words in name, username, address and user code'),
});

export const listInvitations = defineRequest({
  name: 'identity.invitation.list.v1',
  summary: 'A page of invitations, the last of each person, with the state of its mail.',
  input: z.object({
    accountId: AccountId,
    viewer: Viewer.optional(),
    filter: InvitationFilter,
    sort: sortOf(INVITATION_SORT_COLUMNS).default('-createdAt'),
    page: PageRequest,
  }),
  output: pageOf(InvitationRow),
  faults: ['forbidden', 'validation-failed'],
});

/** What the mail of an invitation says besides its link, and to whom it goes. */
export const InvitationLetter = z.object({
  sendTo: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  locale: Locale,
  accountName: z.string(),
  accountSlug: z.string(),
  username: z.string(),
  timeZone: z.string(),
  /** Null when no person invites. */
  invitedBy: z.string().nullable(),
  expiresAt: Timestamp,
});
export type InvitationLetter = z.infer<typeof InvitationLetter>;

export const getInvitationLink = defineRequest({
  name: 'identity.invitation.link.v1',
  askedBy: ['notifications'],
  quick: true,
  summary:
    'The secret part of the link, and the address with the words, asked for by the worker that is about to send it: no ' +
    'queue, event or delivery ever holds the one, and nobody who publishes an event decides on the other. Null when ' +
    'the invitation is no longer open.',
  input: z.object({ accountId: AccountId, userId: UserId, invitationId: InvitationId }),
  output: mailedLink(InvitationLetter),
});

export const invitationReminded = defineEvent({
  name: 'identity.invitation.reminded.v1',
  summary: 'Somebody who has not accepted an invitation is reminded of it: a mail is due. Carries no secret.',
  data: MailDue.extend({
    invitationId: InvitationId,
    reminder: z.int().describe('Counts the reminders of the invitation, from 1'),
  }),
});

export const invitationIssued = defineEvent({
  name: 'identity.invitation.issued.v1',
  summary: 'An invitation mail is due. Carries no secret.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    userId: UserId,
    invitationId: InvitationId,
    // Those that were published before the mail named them have neither the username nor the time zone.
    ...InvitationLetter.partial({ username: true, timeZone: true }).shape,
  }),
});
