import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId } from '../ids.js';
import { Product, Timestamp } from '../people.js';
import { AfterGrace } from './billing-policy.js';
import { SeatLevel } from './license.js';

const warning = {
  accountId: AccountId,
  actor: Actor,
  product: Product,
  purchased: z.int(),
  used: z.int(),
};

export const SeatWarning = z.object(warning);
export type SeatWarning = z.infer<typeof SeatWarning>;

export const seatsLow = defineEvent({
  name: 'licensing.seats.low.v1',
  summary:
    'So few seats of a product are free that more should be ordered. Told once, and after seats came free again only when one ' +
    'more is used than it was told of.',
  // What was done, a claim or a reduction, has its entry.
  audited: false,
  data: SeatWarning,
});
export const seatsExhausted = defineEvent({
  name: 'licensing.seats.exhausted.v1',
  summary: 'No seat of a product is free. Told once, as that few are.',
  audited: false,
  data: SeatWarning,
});

export const getSeatLevel = defineRequest({
  name: 'licensing.seat-level.get.v1',
  askedBy: ['notifications'],
  summary: 'What a product is called, and how many of its seats an account has left at this moment.',
  input: z.object({ accountId: AccountId, product: Product }),
  output: z.object({
    name: z.string(),
    purchased: z.int(),
    used: z.int(),
    free: z.int(),
    level: SeatLevel,
    overAllocated: z.int().default(0),
    graceEndsAt: Timestamp.optional().describe('There while more are used than purchased'),
    isGraceOver: z.boolean().default(false),
    afterGrace: AfterGrace.optional().describe('What follows then; there while more are used than purchased'),
    isSuspending: z
      .boolean()
      .optional()
      .describe('Whether who took their seats last are kept out, as many as are held too many'),
  }),
  faults: ['not-found'],
});
