import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, ReductionId, UserId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Product, Slug, Timestamp } from '../people.js';
import { AfterGrace } from './billing-policy.js';
import { LicenseContract } from './contract-terms.js';

/** How near a product is to having no seat left. */
export const SeatLevel = z.enum(['fine', 'low', 'exhausted']);
export type SeatLevel = z.infer<typeof SeatLevel>;

/** What an account has of one product. The counts come from the documents that refuse a claim. */
export const License = z.object({
  product: Product,
  plan: z.string(),
  purchased: z.int().describe('What is left after reductions, also while more are used'),
  used: z.int(),
  free: z.int(),
  overage: z
    .int()
    .optional()
    .describe('How many of the purchased were taken beyond what is bought, and are owed; left out for none'),
  overageLeft: z
    .int()
    .optional()
    .describe('How many more may be taken beyond what is bought, when none is free; left out for none'),
  overAllocated: z
    .int()
    .describe(
      'How many more are used than purchased, since a reduction: nobody loses a seat, nobody gets one',
    ),
  overAllocatedSince: Timestamp.optional().describe(
    'Since when; left out while no more are used than purchased',
  ),
  graceEndsAt: Timestamp.optional().describe(
    'Until when the account has time to give seats back, or to buy more; there while it is over-allocated',
  ),
  afterGrace: AfterGrace.optional().describe(
    'What follows once that is over: `suspend-newest`, who took their seats last are kept out; there while it is over-allocated',
  ),
  suspended: z
    .int()
    .optional()
    .describe('How many holders are kept out, since the grace is over; left out for none'),
  scheduled: z
    .array(z.object({ reductionId: ReductionId, seats: z.int(), effectiveAt: Timestamp }))
    .describe('Reductions that are booked, the next one first'),
  runsLow: z.boolean().optional().describe('Whether so few are free that more should be ordered'),
  level: SeatLevel.optional().describe(
    '`low`: so few are free that more should be ordered; `exhausted`: none is',
  ),
  renewsAt: Timestamp.optional().describe('When the term of the subscription is over; left out without one'),
  renews: z
    .boolean()
    .optional()
    .describe(
      'Whether a new term begins then, or the subscription ends; left out without one, and for one that does neither by itself',
    ),
  contract: LicenseContract.optional().describe(
    'What the contract says of reducing the subscription and letting it end; left out where it says nothing',
  ),
});
export type License = z.infer<typeof License>;

export const Seat = z.object({
  id: z.string().describe('The purchase it comes from and its number in it'),
  product: Product,
  userId: UserId,
  since: Timestamp,
  suspendedSince: Timestamp.optional().describe(
    'Since when whoever holds it is kept out, as more are held than purchased; left out while they are not',
  ),
});
export type Seat = z.infer<typeof Seat>;

export const LedgerLine = z.object({
  id: z.string(),
  at: Timestamp,
  product: Product,
  kind: z.enum(['purchased', 'reduced', 'corrected', 'overage', 'claimed', 'freed', 'swapped']),
  /** By how much the line changes the purchased seats. */
  purchased: z.int(),
  /** By how much the line changes the used seats. */
  used: z.int(),
  cause: z.object({
    actor: Actor,
    /** The event of a billing system that told of a purchase. */
    eventId: z.string().optional(),
    purchaseId: z.string().optional(),
    /** The booked reduction, or the cancellation of a billing system. */
    reductionId: z.string().optional(),
    seatId: z.string().optional(),
    userId: UserId.optional(),
    previousUserId: UserId.optional(),
    reason: z.string().optional().describe('Why an operator corrected a purchase'),
    requestId: z
      .string()
      .optional()
      .describe('As `X-Request-Id` was answered to the call that caused it; left out of older lines'),
  }),
});
export type LedgerLine = z.infer<typeof LedgerLine>;

/**
 * Grows with every command that is given about one user. One that comes again has the number it had. Who gives none, as
 * services did before there were fences, overtakes and is not overtaken.
 */
const Fence = z.int().min(0).optional();
const claim = { accountId: AccountId, by: Actor, userId: UserId, fence: Fence };
const products = z.array(Product).min(1).max(20);

export const openLicenses = defineRequest({
  name: 'licensing.account.open.v1',
  askedBy: ['identity'],
  vouchedBy: ['identity'],
  summary: 'Makes an account known to licensing and gives it the trial seats, once.',
  input: z.object({ accountId: AccountId, slug: Slug, by: Actor }),
  output: z.object({ items: z.array(License) }),
});

/** What a claim is refused with, for those who pass it on. */
export const claimRefusals = [
  'no-free-seat',
  'payment-overdue',
  'account-suspended',
  'unknown-product',
  'unknown-account',
] as const;

export const claimSeats = defineRequest({
  name: 'licensing.seat.claim.v1',
  askedBy: ['identity'],
  vouchedBy: ['identity'],
  summary:
    'Gives a user one free seat of each product, all or none. Asking twice answers with the seats already held.',
  input: z.object({ ...claim, products }),
  output: z.object({ seats: z.array(Seat) }),
  faults: [...claimRefusals, 'overtaken'],
});

export const freeSeats = defineRequest({
  name: 'licensing.seat.free.v1',
  askedBy: ['identity'],
  vouchedBy: ['identity'],
  summary: 'Frees the seats a user holds, of some products or of all. Asking twice frees nothing more.',
  input: z.object({ ...claim, products: products.optional() }),
  output: z.object({ freed: z.int() }),
  faults: ['overtaken'],
});

export const swapSeats = defineRequest({
  name: 'licensing.seat.swap.v1',
  askedBy: ['identity'],
  vouchedBy: ['identity'],
  summary:
    'Hands the seats of one user to another, each in one write. Where the other holds a seat of the product ' +
    'already, the first one is freed.',
  input: z.object({
    accountId: AccountId,
    by: Actor,
    from: UserId,
    /** Of the user whose seats they are. */
    fence: Fence,
    to: UserId,
    /** Of the user who gets them: no command that was given before takes them away again. */
    toFence: Fence,
  }),
  output: z.object({ swapped: z.int(), freed: z.int() }),
  faults: ['overtaken'],
});

export const listLicenses = defineRequest({
  name: 'licensing.license.list.v1',
  askedBy: ['gateway', 'identity'],
  summary: 'What an account has purchased and uses, by product.',
  input: z.object({ accountId: AccountId }),
  output: z.object({ items: z.array(License) }),
});

export const listSeats = defineRequest({
  name: 'licensing.seat.list.v1',
  askedBy: ['gateway', 'identity'],
  summary: 'Who holds a seat of a product and since when; of now, or of another moment from the ledger.',
  input: z.object({ accountId: AccountId, product: Product, at: Timestamp.optional(), page: PageRequest }),
  output: pageOf(Seat),
  faults: ['not-found', 'validation-failed'],
});

/** A user id as a number: what the digests of seats are sums of. Its last six characters, in base 36. */
export const numberOfId = (id: string): number => parseInt(id.slice(-6), 36);

export const digestSeats = defineRequest({
  name: 'licensing.seat.digest.v1',
  askedBy: ['identity'],
  summary:
    'How many seats of each product are held in some accounts, and the sum of their holders as numbers: whoever has the ' +
    'same of those who should hold one need not compare them one by one. What nobody holds is left out.',
  input: z.object({ accountIds: z.array(AccountId).min(1).max(500) }),
  output: z.object({
    items: z.array(
      z.object({
        accountId: AccountId,
        product: Product,
        seats: z.int(),
        sum: z.number().describe('Of the last six characters of each user id, read in base 36'),
        suspended: z
          .object({ seats: z.int(), sum: z.number() })
          .optional()
          .describe('The same of those that are suspended; left out for none'),
      }),
    ),
  }),
});

export const listLedger = defineRequest({
  name: 'licensing.ledger.list.v1',
  summary: 'Every change of entitlement and use with its cause, newest first.',
  input: z.object({ accountId: AccountId, product: Product, page: PageRequest }),
  output: pageOf(LedgerLine),
  faults: ['not-found', 'validation-failed'],
});

/** What a billing system publishes. Fields it adds are ignored; the account is named by id or by slug. */
export const seatsPurchasedByBilling = defineEvent({
  name: 'billing.seats.purchased',
  summary: 'Seats were bought. The same purchase, however often it comes, adds its seats once.',
  // What becomes of it is told by an event of licensing, which is.
  audited: false,
  data: z
    .object({
      accountId: AccountId.optional(),
      account: Slug.optional(),
      purchaseId: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/, 'Letters, digits and . _ / -, at most 100'),
      product: Product,
      quantity: z.int().min(1).max(100_000),
    })
    .refine((data) => data.accountId ?? data.account, 'Name the account by accountId or account')
    .meta({ anyOf: [{ required: ['accountId'] }, { required: ['account'] }] }),
});

export const seatsPurchased = defineEvent({
  name: 'licensing.seats.purchased.v1',
  summary: 'The seats of a purchase are all there and free to be claimed.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    purchaseId: z.string(),
    product: Product,
    quantity: z.int(),
    /** The event of a billing system that told of it; absent when none did. */
    eventId: z.string().optional(),
  }),
});

const seatEvent = {
  accountId: AccountId,
  actor: Actor,
  seatId: z.string(),
  product: Product,
  userId: UserId,
};

export const seatClaimed = defineEvent({
  name: 'licensing.seat.claimed.v1',
  summary: 'A user holds a seat.',
  data: z.object(seatEvent),
});
export const seatFreed = defineEvent({
  name: 'licensing.seat.freed.v1',
  summary: 'A seat is free again; `userId` held it.',
  data: z.object(seatEvent),
});
export const seatSwapped = defineEvent({
  name: 'licensing.seat.swapped.v1',
  summary: 'A seat went from one user to another.',
  data: z.object({ ...seatEvent, previousUserId: UserId }),
});
