import { z } from 'zod';
import { ProvingActor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CommandId, PasswordResetId, UserId } from '../ids.js';
import { MailDue, SignInLetter } from '../notifications/letter.js';
import { Password, Timestamp } from '../people.js';
import { LinkToken, mailedLink, PasswordLinkView } from './link.js';

/** Slug and username are free text here, as at the sign-in: which of them exist is not told. */
export const ForgottenPassword = z.strictObject({
  account: z.string().min(1).max(200),
  username: z.string().min(1).max(300),
});

export const forgetPassword = defineRequest({
  name: 'identity.password-reset.ask.v1',
  summary:
    'Sends a link that sets a new password, if there is such a user who may sign in. The answer, and the time it ' +
    'takes, are the same if there is not.',
  input: ForgottenPassword,
  output: z.object({}),
});

export const sendPasswordReset = defineRequest({
  name: 'identity.password-reset.send.v1',
  summary: 'Ends the sessions of a user and sends a link that sets a new password.',
  input: z.object({ accountId: AccountId, by: ProvingActor, userId: UserId }),
  output: z.object({ sentTo: z.string(), expiresAt: Timestamp }),
  faults: ['not-found', 'wrong-status', 'forbidden', 'proof-required', 'too-many-requests'],
});

export const PasswordResetView = PasswordLinkView;

export const viewPasswordReset = defineRequest({
  name: 'identity.password-reset.view.v1',
  summary: 'What a link for a new password shows; consumes nothing.',
  input: z.object({ token: LinkToken }),
  output: PasswordResetView,
  faults: ['not-found', 'password-reset-ended'],
});

export const resetPassword = defineRequest({
  name: 'identity.password-reset.use.v1',
  summary:
    'Sets the password and ends every session. Consumes the link; the request that did is answered as before when the ' +
    'bus delivers it again.',
  input: z.object({ token: LinkToken, password: Password, commandId: CommandId.optional() }),
  output: z.object({}),
  faults: ['not-found', 'password-reset-ended', 'validation-failed', 'busy'],
});

/** What the mail with the link says besides the link. */
export const PasswordResetLetter = SignInLetter.extend({
  sentBy: z.string().nullable().describe('The name of who had it sent; null for the user'),
  expiresAt: Timestamp,
});
export type PasswordResetLetter = z.infer<typeof PasswordResetLetter>;

export const getPasswordResetLink = defineRequest({
  name: 'identity.password-reset.link.v1',
  askedBy: ['notifications'],
  quick: true,
  summary:
    'The secret part of the link, and the address with the words, asked for by the worker that is about to send it. ' +
    'Null when the link no longer works.',
  input: z.object({ accountId: AccountId, userId: UserId, resetId: PasswordResetId }),
  output: mailedLink(PasswordResetLetter),
});

export const passwordResetIssued = defineEvent({
  name: 'identity.password-reset.issued.v1',
  summary: 'A mail with a link for a new password is due. Carries no secret.',
  data: MailDue.extend({ resetId: PasswordResetId, expiresAt: Timestamp }),
});

export const PasswordLetter = SignInLetter.extend({ changedAt: Timestamp });
export type PasswordLetter = z.infer<typeof PasswordLetter>;

export const getPasswordLetter = defineRequest({
  name: 'identity.password.letter.v1',
  askedBy: ['notifications'],
  quick: true,
  summary:
    'The address and the words of a mail about the password of a user. Null when there is nothing to tell.',
  input: z.object({ accountId: AccountId, userId: UserId }),
  output: z.object({ letter: PasswordLetter.nullable() }),
});

export const passwordChanged = defineEvent({
  name: 'identity.password.changed.v1',
  summary: 'A password was changed: a mail tells the user, who may not know of it.',
  // The change of the user, told beside it, has its entry.
  audited: false,
  data: MailDue,
});
