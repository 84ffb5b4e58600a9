import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { SignInLetter } from '../notifications/letter.js';
import { Product } from '../people.js';

/** No more people than that are told of the seats of an account. */
export const MOST_SEAT_BUYERS = 50;

export const listSeatBuyers = defineRequest({
  name: 'identity.seat-buyer.list.v1',
  askedBy: ['notifications'],
  summary: `The active people who may order seats, at most ${MOST_SEAT_BUYERS}: who is told when few are left.`,
  input: z.object({ accountId: AccountId }),
  output: z.object({ items: z.array(z.object({ userId: UserId, sendTo: z.string() })) }),
});

export const SeatBuyerLetter = SignInLetter.extend({
  waiting: z.int().describe('How many people wait for a seat of the product; 0 if none is named'),
});
export type SeatBuyerLetter = z.infer<typeof SeatBuyerLetter>;

export const getSeatBuyerLetter = defineRequest({
  name: 'identity.seat-buyer.letter.v1',
  askedBy: ['notifications'],
  summary:
    'The address of somebody who is told of the seats of a product, or of an invoice. Null for who may not order any more.',
  input: z.object({ accountId: AccountId, userId: UserId, product: Product.optional() }),
  output: z.object({ letter: SeatBuyerLetter.nullable() }),
});
