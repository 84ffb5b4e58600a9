import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { FaultData } from '../faults.js';
import { AccountId } from '../ids.js';
import { Product, Timestamp } from '../people.js';
import { Permission } from '../permissions.js';
import { Reduction } from './reduction.js';

/** What somebody wants to do: what takes seats, what never does, and what gives some back. */
export const SeatAct = z.enum([
  'invite',
  'import',
  'reactivate',
  'add-product',
  'accept',
  'resend',
  'replace',
  'reduce',
]);
export type SeatAct = z.infer<typeof SeatAct>;

/** A way to get on when an act is refused, and who may go it. */
export const WayOut = z.object({
  way: z.enum([
    'order-seats',
    'order-elsewhere',
    'deactivate',
    'withdraw-invitation',
    'replace',
    'wait',
    'pay-invoices',
    'cancel-reduction',
  ]),
  permission: Permission.nullable().describe('What it needs; null for what is not done in Seatkeeper'),
  detail: z.string(),
});
export type WayOut = z.infer<typeof WayOut>;

export const SeatExplanation = z.object({
  product: Product,
  for: SeatAct,
  seats: z.int().describe('How many seats the act takes, or gives back'),
  refusal: FaultData.nullable().describe(
    'What it would be refused with now, as far as seats decide; null if it would not',
  ),
  warning: Reduction.shape.warning,
  purchased: z.int().describe('What is left after reductions, also while more are used'),
  used: z.int(),
  free: z.int(),
  overAllocated: z.int(),
  overage: z.int().optional().describe('How many were taken beyond what is bought; left out for none'),
  overageLeft: z.int().optional().describe('How many more may be; left out for none'),
  short: z.int().describe('How many seats have to be bought or given back before it is possible'),
  scheduled: z.array(Reduction).describe('Reductions that are booked, the next one first'),
  renewsAt: Timestamp.optional().describe('When the subscription renews; left out without one'),
  ways: z.array(WayOut).describe('What can be done about a refusal; empty without one'),
});
export type SeatExplanation = z.infer<typeof SeatExplanation>;

export const explainSeats = defineRequest({
  name: 'licensing.seat.explain.v1',
  summary:
    'Whether an act would be refused now for want of seats, by the rules that refuse it, with the sum behind it.',
  input: z.object({
    accountId: AccountId,
    product: Product,
    for: SeatAct,
    seats: z.int().min(1).max(100_000),
    waiting: z.int().min(0).default(0).describe('How many who wait come first, of which identity knows'),
  }),
  output: SeatExplanation,
  faults: ['not-found', 'unknown-account'],
});
