import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId } from '../ids.js';
import { Day, Product, TimeZone } from '../people.js';

/** The longest time that is told at once, in days. */
export const USAGE_DAYS = 400;

export const UsageDay = z.object({
  day: Day,
  purchased: z.int().describe('At the end of the day'),
  used: z.int().describe('At the end of the day'),
  peak: z.int().describe('The most that were used at once'),
  claimed: z.int(),
  freed: z.int(),
});
export type UsageDay = z.infer<typeof UsageDay>;

export const Usage = z.object({
  product: Product,
  timeZone: TimeZone.describe('Where its days begin and end'),
  peak: z.int().describe('The most that were used at once on any of the days'),
  items: z.array(UsageDay).describe('Each day, the first one first; days to come are left out'),
});
export type Usage = z.infer<typeof Usage>;

export const tellUsage = defineRequest({
  name: 'licensing.usage.tell.v1',
  summary: 'How many seats of a product were purchased and used on each of some days, from the ledger.',
  input: z.object({
    accountId: AccountId,
    product: Product,
    timeZone: TimeZone,
    from: Day.optional().describe('The thirtieth day up to the last one, if left out'),
    to: Day.optional().describe('Today, if left out'),
  }),
  output: Usage,
  faults: ['not-found', 'validation-failed'],
  timeoutMs: 15_000,
});
