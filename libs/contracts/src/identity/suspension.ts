import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CommandId } from '../ids.js';
import { line, Timestamp } from '../people.js';

const reason = line(500).describe('The people of the account are told it when they try to sign in');

export const NewSuspension = z.strictObject({ reason });

/** Whether the people of an account are kept out, since when and why. */
export const Suspension = z.object({
  accountId: AccountId,
  suspended: z.boolean(),
  since: Timestamp.optional().describe('Left out while it is not suspended'),
  reason: z.string().optional(),
});
export type Suspension = z.infer<typeof Suspension>;

const decision = {
  accountId: AccountId,
  by: Actor,
  operatorAccountId: AccountId,
  commandId: CommandId,
};

export const suspendAccount = defineRequest({
  name: 'identity.account.suspend.v1',
  summary:
    'Keeps the people of an account out until it is resumed; nothing of theirs is changed. One that is suspended already stays as it is.',
  input: z.object({ ...decision, suspension: NewSuspension }),
  output: Suspension,
  faults: ['not-found', 'operators-account'],
});

export const resumeAccount = defineRequest({
  name: 'identity.account.resume.v1',
  summary: 'Lets the people of a suspended account in again.',
  input: z.object(decision),
  output: Suspension,
  faults: ['not-found'],
});

/** Versions of the account tell which of two came last, in whatever order they arrive. */
const told = { accountId: AccountId, actor: Actor, version: z.int() };
const byOperator = { accountId: AccountId, actor: Actor, customerAccountId: AccountId };

export const accountSuspended = defineEvent({
  name: 'identity.account.suspended.v1',
  summary: 'An operator suspended the account: nobody of it signs in, nobody new gets a seat.',
  data: z.object({ ...told, reason: z.string() }),
});
export const accountResumed = defineEvent({
  name: 'identity.account.resumed.v1',
  summary: 'An operator let the people of the account in again.',
  data: z.object(told),
});
export const operatorSuspendedAccount = defineEvent({
  name: 'identity.operator.account-suspended.v1',
  summary: 'An operator suspended another account, for the audit of the operators’ own account.',
  data: z.object({ ...byOperator, reason: z.string() }),
});
export const operatorResumedAccount = defineEvent({
  name: 'identity.operator.account-resumed.v1',
  summary: 'An operator resumed another account, for the audit of the operators’ own account.',
  data: z.object(byOperator),
});
