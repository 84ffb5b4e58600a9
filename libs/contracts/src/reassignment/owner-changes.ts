import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineRequest } from '../contract.js';
import { AccountId, ReassignmentId, UserId } from '../ids.js';
import { Timestamp } from '../people.js';
import { RecordType } from './plan.js';

export const MOST_CHANGES_AT_ONCE = 1_000;

/** One change of owner in the list of all of an account. */
export const OwnerChange = z.object({
  /** Counts the changes of the account, without a gap. */
  number: z.int(),
  type: RecordType,
  externalId: z.string(),
  from: UserId,
  to: UserId,
  at: Timestamp,
  actor: Actor,
  reassignmentId: ReassignmentId.nullable(),
});
export type OwnerChange = z.infer<typeof OwnerChange>;

export const OwnerChanges = z.object({
  items: z.array(OwnerChange),
  /** Where to go on from; there also when nothing came. */
  next: z.string(),
  /** Whether more are there already. */
  more: z.boolean(),
});
export type OwnerChanges = z.infer<typeof OwnerChanges>;

export const listOwnerChanges = defineRequest({
  name: 'reassignment.owner-change.list.v1',
  summary:
    'The changes of owner of an account behind a cursor, each once and in the order in which they were listed; those of ' +
    'one record in the order in which they happened.',
  input: z.object({
    accountId: AccountId,
    /** `now` stands for the last one. */
    after: z.string().max(100).optional(),
    limit: z.int().min(1).max(MOST_CHANGES_AT_ONCE).default(200),
  }),
  output: OwnerChanges,
  faults: ['validation-failed', 'changes-forgotten'],
});
