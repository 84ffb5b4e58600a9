import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CommandId } from '../ids.js';
import { Timestamp } from '../people.js';
import { OveragePolicy } from './overage.js';

const Days = z.int().min(0, 'At least 0 days').max(365, 'At most 365 days');

/** What follows for those who hold the seats that are too many, once the grace is over. */
export const AfterGrace = z.enum(['refuse-claims', 'suspend-newest']);
export type AfterGrace = z.infer<typeof AfterGrace>;

/** What follows for one account when it holds too many seats, or does not pay; an operator decides it. */
export const BillingPolicy = z.object({
  accountId: AccountId,
  graceDays: Days.describe(
    'Days an account has to put it right when more seats are held than purchased; counts for what begins after it was set',
  ),
  afterGrace: AfterGrace.default('refuse-claims').describe(
    'What follows then: `refuse-claims`, nobody new gets a seat; `suspend-newest`, besides, those who took their seats last are ' +
      'kept out, as many as are held too many',
  ),
  freezeDays: Days.nullable().describe(
    'Days after an invoice was due from which nobody new gets a seat until it is paid; null: never',
  ),
  overage: OveragePolicy.default('none').describe(
    'How many seats of a product may be taken beyond what is bought, when none is free: `none`, `ten-percent` or `quarter` of what ' +
      'is bought, rounded up, or `always`; they are owed',
  ),
  freezesAt: Timestamp.optional().describe('When that will be, for an invoice that is not paid yet'),
  frozenSince: Timestamp.optional().describe('Since when nobody new gets a seat, for want of a payment'),
});
export type BillingPolicy = z.infer<typeof BillingPolicy>;

export const BillingPolicyChanges = z.strictObject({
  graceDays: Days.nullable().optional().describe('null: as many as for every account'),
  freezeDays: Days.nullable().optional().describe('null: never'),
  overage: OveragePolicy.nullable().optional().describe('null: as for every account, which is `none`'),
  afterGrace: AfterGrace.nullable()
    .optional()
    .describe('null: as for every account, which is `refuse-claims`'),
});
export type BillingPolicyChanges = z.infer<typeof BillingPolicyChanges>;

export const getBillingPolicy = defineRequest({
  name: 'licensing.billing-policy.get.v1',
  summary: 'What follows when an account holds too many seats or does not pay, and whether it did.',
  input: z.object({ accountId: AccountId }),
  output: BillingPolicy,
  faults: ['not-found'],
});

export const changeBillingPolicy = defineRequest({
  name: 'licensing.billing-policy.change.v1',
  summary:
    'Decides what follows when an account holds too many seats or does not pay. The same command changes nothing more when it comes again.',
  input: z.object({
    accountId: AccountId,
    by: Actor,
    operatorAccountId: AccountId,
    commandId: CommandId,
    changes: BillingPolicyChanges,
  }),
  output: BillingPolicy,
  faults: ['not-found'],
});

const changed = { accountId: AccountId, actor: Actor, changes: z.array(Change) };

export const billingPolicyChanged = defineEvent({
  name: 'licensing.billing-policy.changed.v1',
  summary:
    'An operator decided what follows when the account holds too many seats or does not pay. null: as for every account.',
  data: z.object(changed),
});
export const operatorChangedBillingPolicy = defineEvent({
  name: 'licensing.operator.billing-policy-changed.v1',
  summary: 'What an operator decided for another account, for the audit of the operators’ own account.',
  data: z.object({ ...changed, customerAccountId: AccountId }),
});
