import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, ConfirmationId, UserId } from '../ids.js';
import { Origin } from '../origin.js';
import { Locale, Timestamp } from '../people.js';
import { Account } from './account.js';
import { LinkToken, LinkView, mailedLink } from './link.js';

export const ConfirmationView = LinkView.extend({
  sentTo: z.string().describe('The address the mail went to'),
  state: z.enum(['open', 'confirmed', 'expired']),
});
export type ConfirmationView = z.infer<typeof ConfirmationView>;

export const viewConfirmation = defineRequest({
  name: 'identity.confirmation.view.v1',
  summary: 'What the link of a confirmation is for; changes nothing.',
  input: Origin.extend({ token: LinkToken }),
  output: ConfirmationView,
  faults: ['not-found'],
});

export const confirmAddress = defineRequest({
  name: 'identity.confirmation.confirm.v1',
  summary:
    'Confirms the address of an account: from then on it may invite people. The second time says the same.',
  input: Origin.extend({ token: LinkToken }),
  output: ConfirmationView,
  faults: ['not-found', 'confirmation-expired'],
});

export const ResentConfirmation = z.object({
  confirmed: z.boolean().describe('True when nothing was left to confirm, and no mail was sent'),
  sentTo: z.string().nullable(),
});

export const resendConfirmation = defineRequest({
  name: 'identity.confirmation.resend.v1',
  summary: 'Sends a new link to the present address of who signed up; the link before stops working.',
  input: z.object({ accountId: AccountId, by: Actor }),
  output: ResentConfirmation,
  faults: ['not-found', 'too-many-requests'],
});

/** What the mail of a confirmation says besides its link, and to whom it goes. */
export const ConfirmationLetter = z.object({
  sendTo: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  locale: Locale,
  accountName: z.string(),
  accountSlug: z.string(),
  timeZone: z.string(),
  expiresAt: Timestamp,
});
export type ConfirmationLetter = z.infer<typeof ConfirmationLetter>;

export const getConfirmationLink = defineRequest({
  name: 'identity.confirmation.link.v1',
  askedBy: ['notifications'],
  quick: true,
  summary:
    'The secret part of the link, and the address with the words, asked for by the worker that is about to send it. ' +
    'Null when it is not wanted any more.',
  input: z.object({ accountId: AccountId, confirmationId: ConfirmationId }),
  output: mailedLink(ConfirmationLetter),
});

export const confirmationIssued = defineEvent({
  name: 'identity.confirmation.issued.v1',
  summary: 'A mail is due that asks who signed up to confirm the address. Carries no secret.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    userId: UserId,
    confirmationId: ConfirmationId,
    ...ConfirmationLetter.shape,
  }),
});

export const accountConfirmed = defineEvent({
  name: 'identity.account.confirmed.v1',
  summary: 'Who signed up has shown that the address is theirs.',
  data: z.object({ accountId: AccountId, actor: Actor, account: Account }),
});
