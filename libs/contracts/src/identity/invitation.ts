import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, InvitationId, UserId } from '../ids.js';
import { Origin } from '../origin.js';
import { Locale, Password, Timestamp } from '../people.js';
import { LinkToken, mailedLink, PasswordLinkView } from './link.js';
import { Tokens } from './session.js';
import { User, userCommand } from './user.js';

export const InvitationView = PasswordLinkView.extend({
  invitedBy: z.string().nullable().describe('The name of who invites'),
  timeZone: PasswordLinkView.shape.timeZone.default('UTC'),
  state: z.enum(['open', 'accepted', 'expired', 'revoked']),
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
  summary: 'Sets the password, makes the user active and signs in. Consumes the link.',
  input: Origin.extend({ token: LinkToken, password: Password }),
  output: Tokens,
  faults: [
    'not-found',
    'invitation-expired',
    'invitation-used',
    'invitation-revoked',
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
