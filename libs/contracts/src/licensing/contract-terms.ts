import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CommandId } from '../ids.js';
import { line, Product, Timestamp } from '../people.js';

const noticeDays = z.int().min(0, 'At least 0 days').max(365, 'At most 365 days');
const minimumSeats = z.int().min(0).max(100_000);
const restrictions = line(1_000);

const terms = {
  noticeDays: noticeDays.describe(
    'How many days before seats go, or the subscription ends, that has to be said',
  ),
  minimumSeats: minimumSeats.describe('How many seats have to be left of whatever is reduced'),
  restrictions: restrictions
    .nullable()
    .describe('What else the contract says of reductions, for people to read'),
};

/** What the contract of a subscription says of getting smaller. */
export const ContractTerms = z.object({
  accountId: AccountId,
  product: Product,
  ...terms,
  renewsAt: Timestamp.describe('When the term of the subscription is over'),
  noticeBy: Timestamp.describe(
    'Until when it can be said that seats go, or the subscription ends, at that moment',
  ),
});
export type ContractTerms = z.infer<typeof ContractTerms>;

/** The same, as the account sees it beside its licence. */
export const LicenseContract = z.object({ ...terms, noticeBy: ContractTerms.shape.noticeBy });
export type LicenseContract = z.infer<typeof LicenseContract>;

export const ContractTermsChanges = z.strictObject({
  noticeDays: noticeDays.optional().describe('0: none'),
  minimumSeats: minimumSeats.optional().describe('0: none'),
  restrictions: restrictions.nullable().optional().describe('null: none'),
});
export type ContractTermsChanges = z.infer<typeof ContractTermsChanges>;

const ofSubscription = { accountId: AccountId, product: Product };

export const getContractTerms = defineRequest({
  name: 'licensing.contract-terms.get.v1',
  summary: 'What the contract of a subscription says of reducing it and letting it end.',
  input: z.object(ofSubscription),
  output: ContractTerms,
  faults: ['not-found', 'not-subscribed'],
});

export const changeContractTerms = defineRequest({
  name: 'licensing.contract-terms.change.v1',
  summary:
    'Says what the contract of a subscription asks for from now on; what is booked already stays. The same command changes nothing more when ' +
    'it comes again.',
  input: z.object({
    ...ofSubscription,
    by: Actor,
    operatorAccountId: AccountId,
    commandId: CommandId,
    changes: ContractTermsChanges,
  }),
  output: ContractTerms,
  faults: ['not-found', 'not-subscribed'],
});

const changed = { accountId: AccountId, actor: Actor, product: Product, changes: z.array(Change) };

export const contractTermsChanged = defineEvent({
  name: 'licensing.contract-terms.changed.v1',
  summary: 'An operator changed what the contract of a subscription says of reducing it and letting it end.',
  data: z.object(changed),
});
export const operatorChangedContractTerms = defineEvent({
  name: 'licensing.operator.contract-terms-changed.v1',
  summary: 'An operator changed a contract of another account, for the audit of the operators’ own account.',
  data: z.object({ ...changed, customerAccountId: AccountId }),
});
