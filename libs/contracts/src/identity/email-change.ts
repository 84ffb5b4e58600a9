import { z } from 'zod';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, EmailChangeId, UserId } from '../ids.js';
import { MailDue, SignInLetter } from '../notifications/letter.js';
import { Timestamp } from '../people.js';
import { LinkToken, LinkView, mailedLink } from './link.js';
import { User, userCommand } from './user.js';

export const EmailChangeView = LinkView.extend({
  sentTo: z.string().describe('The new address, to which the mail went'),
  state: z
    .enum(['open', 'confirmed', 'ended'])
    .describe('`ended`: its time is over, it was cancelled, or another one was asked for'),
});
export type EmailChangeView = z.infer<typeof EmailChangeView>;

export const viewEmailChange = defineRequest({
  name: 'identity.email-change.view.v1',
  summary: 'What the link that confirms a new address is for; changes nothing.',
  input: z.object({ token: LinkToken }),
  output: EmailChangeView,
  faults: ['not-found'],
});

export const confirmEmailChange = defineRequest({
  name: 'identity.email-change.confirm.v1',
  summary: 'Gives a user the address at which the link was read. The second time says the same.',
  input: z.object({ token: LinkToken }),
  output: EmailChangeView,
  faults: ['not-found', 'email-change-ended'],
});

export const cancelEmailChange = defineRequest({
  name: 'identity.email-change.cancel.v1',
  summary: 'The user keeps the present address; the link in the new mailbox is void. Can be repeated.',
  input: z.object(userCommand),
  output: User,
  faults: ['not-found', 'forbidden'],
});

/** What the mail with the link says besides the link; it goes to the new address. */
export const EmailChangeLetter = SignInLetter.extend({ expiresAt: Timestamp });
export type EmailChangeLetter = z.infer<typeof EmailChangeLetter>;

const which = { accountId: AccountId, userId: UserId, changeId: EmailChangeId };

export const getEmailChangeLink = defineRequest({
  name: 'identity.email-change.link.v1',
  askedBy: ['notifications'],
  quick: true,
  summary:
    'The secret part of the link, and the new address with the words, asked for by the worker that is about to send it. ' +
    'Null when the link no longer works.',
  input: z.object(which),
  output: mailedLink(EmailChangeLetter),
});

/** What the old address is told; it goes there also when the user has another one by then. */
export const EmailChangeNotice = SignInLetter.extend({
  newAddress: z.string().describe('Enough of it to be known again by who chose it'),
  changedBy: z.string().nullable().describe('The name of who asked for it; null for the user'),
  at: Timestamp.describe('When it was asked for'),
});
export type EmailChangeNotice = z.infer<typeof EmailChangeNotice>;

export const getEmailChangeNotice = defineRequest({
  name: 'identity.email-change.notice.v1',
  askedBy: ['notifications'],
  quick: true,
  summary: 'The old address, and what it is told of a new one. Null when nothing is known of the change.',
  input: z.object(which),
  output: z.object({ letter: EmailChangeNotice.nullable() }),
});

const due = MailDue.extend({ changeId: EmailChangeId });

export const emailChangeIssued = defineEvent({
  name: 'identity.email-change.issued.v1',
  summary: 'A mail with a link that confirms it is due to a new address. Carries no secret.',
  // The change of the user, told beside it, has its entry. The same holds for those below.
  audited: false,
  data: due,
});

export const emailChangeAsked = defineEvent({
  name: 'identity.email-change.asked.v1',
  summary: 'A user is to get another address: a mail tells the present one, before anything has changed.',
  audited: false,
  data: due,
});

export const emailChanged = defineEvent({
  name: 'identity.email.changed.v1',
  summary: 'A user has another address: a mail tells the one before.',
  audited: false,
  data: due,
});
