import { z } from 'zod';
import { systemActor } from '../actor.js';
import { defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { Product, Timestamp } from '../people.js';

/** Who repairs what seats and users do not agree on: the ledger names it, so each repair is found there. */
export const RECONCILIATION = systemActor('reconciliation');

/** How many days repairs are told for. */
export const REPAIR_DAYS = 30;
/** How many are told at once. */
export const REPAIRS_MAX = 100;

export const SeatDifferenceKind = z.enum(['seat-without-user', 'user-without-seat']);
export type SeatDifferenceKind = z.infer<typeof SeatDifferenceKind>;

export const SeatRepair = z.object({
  id: z.string().describe('The line of the ledger'),
  at: Timestamp,
  product: Product,
  kind: z.enum(['freed', 'claimed']).describe('What was done about the seat'),
  cause: SeatDifferenceKind.describe(
    '`seat-without-user`: somebody held a seat who should have none; `user-without-seat`: somebody had none who should hold one',
  ),
  seatId: z.string().optional(),
  userId: UserId.optional(),
});
export type SeatRepair = z.infer<typeof SeatRepair>;

export const SeatSums = z.object({
  product: Product,
  held: z.int().describe('Seats that somebody holds'),
  purchased: z.int().describe('Seats that there are, without those that are to go'),
  overage: z
    .int()
    .optional()
    .describe('How many of these were taken beyond what is bought; left out for none'),
  purchasedByLedger: z.int().describe('What all lines of the ledger come to'),
});
export type SeatSums = z.infer<typeof SeatSums>;

export const tellSeatRepairs = defineRequest({
  name: 'licensing.reconciliation.tell.v1',
  summary:
    'What there are seats of, as the seats and as the ledger have it, and which of them were freed or claimed because users and ' +
    'seats did not agree, the last one first.',
  input: z.object({ accountId: AccountId }),
  output: z.object({
    products: z.array(SeatSums),
    repairs: z.object({ items: z.array(SeatRepair), more: z.boolean() }),
  }),
});
