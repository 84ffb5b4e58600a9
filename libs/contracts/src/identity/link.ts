import { z } from 'zod';
import { Locale, Timestamp } from '../people.js';

/** Where the pages behind the links of mails lie: the mail writes the path, the gateway serves it. */
export const linkPaths = {
  invitation: 'invitations',
  confirmation: 'confirmations',
  passwordReset: 'password-resets',
  emailChange: 'email-changes',
  mailSwitch: 'mails-off',
} as const;

/** The secret part of a link. */
export const LinkToken = z.string().min(1).max(200);

/** What every link shows: which firm it is about, and the language its page speaks. */
export const LinkView = z.object({
  account: z.object({ name: z.string(), slug: z.string() }),
  locale: Locale,
});
export type LinkView = z.infer<typeof LinkView>;

/** What a link shows that lets one person set a password. */
export const PasswordLinkView = LinkView.extend({
  firstName: z.string(),
  username: z.string(),
  timeZone: z.string().describe('Of the account; the time of the expiry is told in it'),
  expiresAt: Timestamp,
});

/** What the worker is told that is about to send a mail with a link; nulls when it is not wanted any more. */
export const mailedLink = <Letter extends z.ZodType>(letter: Letter) =>
  z.object({ token: z.string().nullable(), letter: letter.nullable() });
