import { z } from 'zod';
import { Actor } from '../actor.js';
import { AccountId, UserId } from '../ids.js';
import { Locale } from '../people.js';

/** What every event that a mail is due for says. What the mail says is asked for when it is sent. */
export const MailDue = z.object({
  accountId: AccountId,
  actor: Actor,
  userId: UserId,
  /** For the record: the mail goes to the address of the letter. */
  sendTo: z.string(),
});
export type MailDue = z.infer<typeof MailDue>;

/** Whom a mail goes to, and what they sign in with. */
export const SignInLetter = z.object({
  sendTo: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  locale: Locale,
  accountName: z.string(),
  accountSlug: z.string(),
  username: z.string(),
  timeZone: z.string(),
});
export type SignInLetter = z.infer<typeof SignInLetter>;
