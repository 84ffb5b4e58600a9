import { z } from 'zod';
import { Actor } from './actor.js';
import { defineEvent, defineRequest } from './contract.js';
import { AccountId } from './ids.js';
import { Slug, Timestamp } from './people.js';

/** The services that hear events, and so may find some that they cannot handle. */
export const HEARERS = ['identity', 'licensing', 'notifications', 'reassignment'] as const;
export const Hearer = z.enum(HEARERS);
export type Hearer = z.infer<typeof Hearer>;

/** The most letters of one service in one answer. */
export const MOST_DEAD_LETTERS = 200;

/** The id of the event, as whoever told it chose it; or, where none can be read, the beginning of a hash of its bytes. */
export const DeadLetterId = z.string().min(1).max(500);

/** An event that a service could not handle. What it tells is left out: it may name people of any account. */
export const DeadLetter = z.object({
  id: DeadLetterId,
  service: Hearer,
  type: z.string().describe('The type of the event, or the key it came under where it cannot be read'),
  source: z.string().nullable().describe('Who told it'),
  accountId: AccountId.nullable().describe('Of which account it tells, if it says so by id'),
  accountSlug: Slug.nullable().describe('The same where it says so by slug, as billing systems may'),
  code: z.string().describe('Of the refusal, or what became of it'),
  reason: z.string(),
  attempts: z.int().min(0),
  firstFailedAt: Timestamp.nullable(),
  lastFailedAt: Timestamp.nullable(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export const DeadLetters = z.object({ waiting: z.int().min(0), items: z.array(DeadLetter) });
export type DeadLetters = z.infer<typeof DeadLetters>;

export const DeadLetterEnd = z.enum(['replay', 'drop']);
export type DeadLetterEnd = z.infer<typeof DeadLetterEnd>;

/** Each letter is fetched and put back to be looked at: thousands take seconds. */
const TIMEOUT_MS = 20_000;

const listOf = (service: Hearer) =>
  defineRequest({
    name: `${service}.dead-letter.list.v1`,
    summary: `How many events ${service} could not handle, and the oldest of them, or the one with an id.`,
    input: z.object({ id: DeadLetterId.optional(), limit: z.int().min(1).max(MOST_DEAD_LETTERS) }),
    output: DeadLetters,
    timeoutMs: TIMEOUT_MS,
  });

const settleOf = (service: Hearer) =>
  defineRequest({
    name: `${service}.dead-letter.settle.v1`,
    summary:
      `Gives an event that ${service} could not handle to its handlers once more, or drops it for good. ` +
      'What was not told by its owner is not replayed.',
    input: z.object({ by: Actor, id: DeadLetterId, end: DeadLetterEnd }),
    output: z.object({ settled: z.literal(true) }),
    faults: ['not-found', 'validation-failed'],
    timeoutMs: TIMEOUT_MS,
  });

export const listIdentityDeadLetters = listOf('identity');
export const listLicensingDeadLetters = listOf('licensing');
export const listNotificationsDeadLetters = listOf('notifications');
export const listReassignmentDeadLetters = listOf('reassignment');
export const settleIdentityDeadLetter = settleOf('identity');
export const settleLicensingDeadLetter = settleOf('licensing');
export const settleNotificationsDeadLetter = settleOf('notifications');
export const settleReassignmentDeadLetter = settleOf('reassignment');

/** What a service is asked about the events that it could not handle. */
export interface DeadLetterQuestions {
  readonly list: ReturnType<typeof listOf>;
  readonly settle: ReturnType<typeof settleOf>;
}

const settling = z.object({
  accountId: AccountId,
  actor: Actor,
  service: Hearer,
  deadLetterId: z.string(),
  eventType: z.string(),
  customerAccountId: AccountId.optional(),
  reason: z.string().optional(),
});

/** Told before anything is done: whatever happens then, it is known who wanted it. */
export const deadLetterReplayAsked = defineEvent({
  name: 'gateway.dead-letter.replay-asked.v1',
  summary: 'An operator has an event that no handler could handle given to its handlers once more.',
  data: settling,
});

export const deadLetterDropAsked = defineEvent({
  name: 'gateway.dead-letter.drop-asked.v1',
  summary: 'An operator has an event that no handler could handle dropped for good.',
  data: settling,
});
