import { z } from 'zod';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, ReplacementId, UserId } from '../ids.js';
import { MailDue, SignInLetter } from '../notifications/letter.js';
import { Product } from '../people.js';

/** What came to who took the place of somebody else. */
export const ReplacementLetter = SignInLetter.extend({
  replaced: z.string().nullable().describe('Whose place it was; null for who may not see them'),
  products: z.array(Product).describe('Of which the successor has a seat by it'),
  directReports: z.int().describe('How many people report to the successor by it'),
  groupsManaged: z.array(z.string()).describe('The names of groups that are the successor’s to manage'),
  hasRecords: z.boolean().describe('Whether records are on their way'),
});
export type ReplacementLetter = z.infer<typeof ReplacementLetter>;

export const getReplacementLetter = defineRequest({
  name: 'identity.replacement.letter.v1',
  askedBy: ['notifications'],
  quick: true,
  summary:
    'The address of who took the place of somebody else, and what came to them. Null for who may not sign in, and while nobody has accepted an ' +
    'invitation.',
  input: z.object({ accountId: AccountId, userId: UserId, replacementId: ReplacementId }),
  output: z.object({ letter: ReplacementLetter.nullable() }),
});

export const placeTaken = defineEvent({
  name: 'identity.replacement.place-taken.v1',
  summary: 'A user has the place of another, all but the records: a mail tells the successor.',
  // The changes of both, told beside it, have their entries.
  audited: false,
  data: MailDue.extend({ replacementId: ReplacementId }),
});
