import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { SeatDifferenceKind } from '../licensing/reconciliation.js';
import { Product, Timestamp } from '../people.js';

/** How many are told at once. */
export const SEAT_DIFFERENCES_MAX = 100;

/** A seat and a user that do not agree, and that could not be repaired yet. */
export const SeatDifference = z.object({
  userId: UserId,
  product: Product,
  kind: SeatDifferenceKind.describe(
    '`seat-without-user`: a seat is held that this user should not have; `user-without-seat`: this user should hold one',
  ),
  since: Timestamp.describe('When a comparison found it first'),
  seenAt: Timestamp.describe('When a comparison found it last'),
});
export type SeatDifference = z.infer<typeof SeatDifference>;

export const SeatHoldersWanted = z.object({
  product: Product,
  shouldHold: z.int().describe('Users who should hold a seat'),
});

export const tellSeatDifferences = defineRequest({
  name: 'identity.seat-difference.tell.v1',
  summary:
    'How many users should hold a seat of each product, and what the comparison with the seats found and could not repair yet, ' +
    'the oldest first.',
  input: z.object({ accountId: AccountId }),
  output: z.object({
    products: z.array(SeatHoldersWanted),
    differences: z.object({ items: z.array(SeatDifference), more: z.boolean() }),
  }),
});
