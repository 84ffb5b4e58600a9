import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId } from '../ids.js';
import { PageRequest, pageOf, sortOf } from '../pages.js';
import { Timestamp } from '../people.js';
import { License } from './license.js';

/** What an operator looks for. An account may be in several of them. */
export const AccountStanding = z.enum(['trial', 'over-allocated', 'overdue', 'frozen', 'suspended']);
export type AccountStanding = z.infer<typeof AccountStanding>;

/** One account as the vendor's own people see it. */
export const OperatedAccount = z.object({
  id: AccountId,
  slug: z.string(),
  name: z.string().optional().describe('Left out for the moments until it is known to licensing'),
  openedAt: Timestamp,
  billedBy: z
    .enum(['seatkeeper', 'outside'])
    .optional()
    .describe('Who bills it; left out while it has bought nothing'),
  standing: z
    .array(AccountStanding)
    .describe(
      '`trial`: has bought nothing yet; `over-allocated`: holds more seats than purchased; `overdue`: has an invoice that is overdue; ' +
        '`frozen`: nobody new gets a seat for that; `suspended`: its people are kept out',
    ),
  overAllocatedSince: Timestamp.optional(),
  overdueSince: Timestamp.optional().describe('When the first of its unpaid invoices was due'),
  frozenSince: Timestamp.optional(),
  freezesAt: Timestamp.optional().describe('From when on nobody new gets a seat, unless an invoice is paid'),
  suspendedSince: Timestamp.optional(),
});
export type OperatedAccount = z.infer<typeof OperatedAccount>;

export const OPERATED_ACCOUNT_ORDERS = ['name', 'openedAt'] as const;
export const OperatedAccountSort = sortOf(OPERATED_ACCOUNT_ORDERS);

export const listOperatedAccounts = defineRequest({
  name: 'licensing.operated-account.list.v1',
  summary: 'All accounts, or those that are found by words of their name or slug, or by how they stand.',
  input: z.object({
    text: z.string().max(200).optional(),
    standing: AccountStanding.optional(),
    sort: OperatedAccountSort.optional(),
    page: PageRequest,
  }),
  output: pageOf(OperatedAccount),
  faults: ['validation-failed'],
});

export const viewOperatedAccount = defineRequest({
  name: 'licensing.operated-account.view.v1',
  summary: 'What one account has purchased and uses, with how it stands.',
  input: z.object({ accountId: AccountId }),
  output: z.object({ account: OperatedAccount, items: z.array(License) }),
  faults: ['not-found'],
});

/** The most accounts that are named at once. */
export const MOST_NAMED = 800;

export const nameAccounts = defineRequest({
  name: 'licensing.operated-account.name.v1',
  summary: 'The slugs of accounts, for operators who are shown ids; unknown ones are left out.',
  input: z.object({ accountIds: z.array(AccountId).max(MOST_NAMED) }),
  output: z.object({ items: z.array(z.object({ id: AccountId, slug: z.string() })) }),
});
