import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, ReductionId } from '../ids.js';
import { Moment, Product, Slug, Timestamp } from '../people.js';

/** What was booked: so many seats of a product go on a day. */
export const Reduction = z.object({
  id: ReductionId,
  product: Product,
  seats: z.int().describe('How many go'),
  effectiveAt: Timestamp.describe('When they go'),
  when: z
    .enum(['renewal', 'date'])
    .describe('Whether it moves with the renewal, should an order begin a new term'),
  warning: z
    .object({ used: z.int(), left: z.int(), detail: z.string() })
    .optional()
    .describe('There when more seats are used now than will be left then'),
});
export type Reduction = z.infer<typeof Reduction>;

export const NewReduction = z.strictObject({
  seats: z.int().min(1).max(100_000).describe('How many seats go'),
  when: z
    .union([z.literal('renewal'), Moment])
    .default('renewal')
    .describe('On the day of the renewal, or at a later moment'),
});

const ofAccount = { accountId: AccountId, product: Product };

export const bookReduction = defineRequest({
  name: 'licensing.reduction.book.v1',
  summary: 'Books fewer seats from the renewal on. Asking again with the same id changes nothing more.',
  input: z.object({ ...ofAccount, by: Actor, reductionId: ReductionId, reduction: NewReduction }),
  output: Reduction,
  faults: [
    'not-found',
    'unknown-account',
    'not-subscribed',
    'billed-elsewhere',
    'contract-forbids',
    'validation-failed',
  ],
});

export const listReductions = defineRequest({
  name: 'licensing.reduction.list.v1',
  summary: 'The reductions that are booked, the next one first.',
  input: z.object(ofAccount),
  output: z.object({ items: z.array(Reduction) }),
  faults: ['not-found'],
});

export const cancelReduction = defineRequest({
  name: 'licensing.reduction.cancel.v1',
  summary: 'Takes a booked reduction back, until it takes effect.',
  input: z.object({ ...ofAccount, by: Actor, reductionId: ReductionId }),
  output: z.object({}),
  faults: ['not-found'],
});

/** What a billing system publishes. Fields it adds are ignored; the account is named by id or by slug. */
export const seatsCancelledByBilling = defineEvent({
  name: 'billing.seats.cancelled',
  summary:
    'Seats of a purchase were cancelled. However often it comes, they go once; a cancellation that comes before its purchase waits for it.',
  // What becomes of it is told by an event of licensing, which is.
  audited: false,
  data: z
    .object({
      accountId: AccountId.optional(),
      account: Slug.optional(),
      cancellationId: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/, 'Letters, digits and . _ / -, at most 100'),
      purchaseId: z.string().min(1).max(100),
      product: Product,
      quantity: z.int().min(1).max(100_000),
    })
    .refine((data) => data.accountId ?? data.account, 'Name the account by accountId or account')
    .meta({ anyOf: [{ required: ['accountId'] }, { required: ['account'] }] }),
});

const reduced = { accountId: AccountId, actor: Actor, reductionId: z.string(), product: Product };

export const reductionBooked = defineEvent({
  name: 'licensing.reduction.booked.v1',
  summary: 'Somebody booked fewer seats from a day on.',
  data: z.object({ ...reduced, quantity: z.int(), effectiveAt: Timestamp }),
});
export const reductionCancelled = defineEvent({
  name: 'licensing.reduction.cancelled.v1',
  summary: 'A booked reduction was taken back.',
  data: z.object({ ...reduced, quantity: z.int() }),
});
export const reductionDue = defineEvent({
  name: 'licensing.reduction.due.v1',
  summary: 'The day of a booked reduction has come: its seats are no longer subscribed to.',
  data: z.object({ ...reduced, quantity: z.int() }),
});
export const seatsReduced = defineEvent({
  name: 'licensing.seats.reduced.v1',
  summary:
    'The account has fewer seats. Free ones go first; as long as more are held than are left, it is over-allocated.',
  data: z.object({
    ...reduced,
    quantity: z.int(),
    /** The purchase that was cancelled, and the event of the billing system that told of it. */
    purchaseId: z.string().optional(),
    eventId: z.string().optional(),
  }),
});
