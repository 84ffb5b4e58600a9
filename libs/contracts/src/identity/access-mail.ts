import { z } from 'zod';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { MailDue, SignInLetter } from '../notifications/letter.js';
import { Timestamp } from '../people.js';

/** What became of somebody's access, of which a mail tells them. */
export const AccessChange = z.enum(['banned', 'unbanned', 'deactivated', 'password-change-required']);
export type AccessChange = z.infer<typeof AccessChange>;

/** Never says why: a reason is written down for those who administer people. */
export const AccessLetter = SignInLetter.extend({
  since: Timestamp.nullable().describe('Since when there is no access; null for who has access'),
  until: Timestamp.nullable().describe('When a ban lifts itself; null for one without an end'),
});
export type AccessLetter = z.infer<typeof AccessLetter>;

export const getAccessLetter = defineRequest({
  name: 'identity.access.letter.v1',
  askedBy: ['notifications'],
  quick: true,
  summary:
    'The address and the words of a mail about the access of a person. Null when it is not so any more, and for a service user.',
  input: z.object({ accountId: AccountId, userId: UserId, about: AccessChange }),
  output: z.object({ letter: AccessLetter.nullable() }),
});

export const accessEnded = defineEvent({
  name: 'identity.access.ended.v1',
  summary: 'A person who had access was deactivated, or replaced by somebody else: a mail tells them.',
  // The change of the user, told beside it, has its entry.
  audited: false,
  data: MailDue,
});

export const passwordChangeRequired = defineEvent({
  name: 'identity.password.change-required.v1',
  summary: 'A user has to choose another password at the next sign-in: a mail tells them.',
  // The change of the user, told beside it, has its entry.
  audited: false,
  data: MailDue,
});
