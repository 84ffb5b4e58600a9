import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId, ReassignmentId, UserId } from '../ids.js';
import { SignInLetter } from '../notifications/letter.js';
import { Timestamp } from '../people.js';
import { RecordType } from '../reassignment/plan.js';

/** Who got records by a hand-over, and who ordered it. */
export const HandOverSide = z.enum(['received', 'ordered']);
export type HandOverSide = z.infer<typeof HandOverSide>;

/** No more people are named in a mail about a hand-over. */
export const MOST_NAMED_RECEIVERS = 5;

export const HandOverLetter = SignInLetter.extend({
  from: z
    .string()
    .nullable()
    .describe('Whose records they were before; null for who may not see that person'),
  isUndo: z.boolean().describe('Whether records went back that an earlier run had handed over'),
  finishedAt: Timestamp,
  moved: z
    .array(
      z.object({
        type: RecordType,
        field: z.string().optional().describe('As what the type calls the field, if it is not the owner'),
        count: z.int(),
      }),
    )
    .describe('What came to who received it; all that moved for who ordered it'),
  receivers: z.int().describe('How many people got records'),
  receiversNamed: z
    .array(z.string())
    .describe(
      `Those whom who ordered it may see; empty where that is not all of them, or more than ${MOST_NAMED_RECEIVERS}, and for who received`,
    ),
  skipped: z
    .int()
    .describe('How many stayed, because they came or changed after the preview; 0 for who received'),
});
export type HandOverLetter = z.infer<typeof HandOverLetter>;

const which = { accountId: AccountId, reassignmentId: ReassignmentId, side: HandOverSide };

export const listHandOverReaders = defineRequest({
  name: 'identity.hand-over-mail.list.v1',
  askedBy: ['notifications'],
  summary:
    'Who is told that a hand-over has finished: the active people who got records by it, or who ordered it and may read of records. ' +
    'Who did both is told once, as who ordered it. Nobody where nothing moved.',
  input: z.object(which),
  output: z.object({ items: z.array(z.object({ userId: UserId, sendTo: z.string() })) }),
  timeoutMs: 10_000,
});

export const getHandOverLetter = defineRequest({
  name: 'identity.hand-over-mail.letter.v1',
  askedBy: ['notifications'],
  summary:
    'The address of somebody who is told of a hand-over that has finished, and what of it they may know. Null for who is told nothing.',
  input: z.object({ ...which, userId: UserId }),
  output: z.object({ letter: HandOverLetter.nullable() }),
  timeoutMs: 10_000,
});
