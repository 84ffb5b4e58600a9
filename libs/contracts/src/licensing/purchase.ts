import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CommandId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { line, Product, Timestamp } from '../people.js';

/** Longer than a billing system may choose one, and than the id of an order with a product behind it. */
export const PurchaseId = z.string().min(1).max(200);

const Counts = z.object({
  purchased: z.int(),
  used: z.int(),
  free: z.int(),
  overAllocated: z.int().describe('How many more are used than purchased: nobody loses a seat'),
});

/** One purchase, as the vendor's own people see it. */
export const Purchase = z.object({
  id: PurchaseId.describe('As the billing system calls it, of an order its id, or `trial`'),
  accountId: AccountId,
  product: Product,
  origin: z.enum(['billing', 'trial', 'order']).describe('Who told of it'),
  seats: z.int().describe('How many seats it is of, as it was corrected last; 0: it is void'),
  told: z.int().describe('How many it was of when it was told first'),
  cancelled: z.int().describe('How many of its seats a billing system has cancelled'),
  receivedAt: Timestamp,
  corrections: z
    .array(z.object({ at: Timestamp, from: z.int(), to: z.int(), reason: z.string(), by: Actor }))
    .describe('The oldest first'),
});
export type Purchase = z.infer<typeof Purchase>;

export const PurchaseCorrection = z.strictObject({
  seats: z.int().min(0).max(100_000).describe('How many seats the purchase is really of; 0 voids it'),
  reason: line(500).describe('The administrators of the account read it in their ledger'),
});

export const CorrectedPurchase = z.object({
  purchase: Purchase,
  counts: Counts.describe('What the account has of the product now'),
});
export type CorrectedPurchase = z.infer<typeof CorrectedPurchase>;

export const listPurchases = defineRequest({
  name: 'licensing.purchase.list.v1',
  summary: 'The purchases of one account, the newest first, with what was corrected and cancelled of each.',
  input: z.object({ accountId: AccountId, page: PageRequest }),
  output: pageOf(Purchase),
  faults: ['not-found', 'validation-failed'],
});

export const correctPurchase = defineRequest({
  name: 'licensing.purchase.correct.v1',
  summary:
    'Says how many seats a purchase is really of: those that it lacks come, those that it has too many go. The same command ' +
    'changes nothing more when it comes again.',
  input: z.object({
    accountId: AccountId,
    purchaseId: PurchaseId,
    by: Actor,
    operatorAccountId: AccountId,
    commandId: CommandId,
    correction: PurchaseCorrection,
  }),
  output: CorrectedPurchase,
  faults: ['not-found', 'not-subscribed', 'validation-failed'],
  // Seats that go do so one after the other.
  timeoutMs: 20_000,
});

const corrected = {
  accountId: AccountId,
  actor: Actor,
  purchaseId: z.string(),
  product: Product,
  /** How many seats came, or, below zero, are to go. */
  quantity: z.int(),
  seats: z.int(),
  reason: z.string(),
};

export const purchaseCorrected = defineEvent({
  name: 'licensing.purchase.corrected.v1',
  summary:
    'An operator corrected how many seats a purchase is of. `quantity` came, or went if it is below zero: free ones first, the others ' +
    'when they are freed.',
  data: z.object(corrected),
});
export const operatorCorrectedPurchase = defineEvent({
  name: 'licensing.operator.purchase-corrected.v1',
  summary:
    'An operator corrected a purchase of another account, for the audit of the operators’ own account.',
  data: z.object({ ...corrected, customerAccountId: AccountId }),
});
