import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { Product } from '../people.js';

/** How many seats may be taken beyond what is bought: none, a share of what is bought (rounded up), or as many as are needed. */
export const OveragePolicy = z.enum(['none', 'ten-percent', 'quarter', 'always']);
export type OveragePolicy = z.infer<typeof OveragePolicy>;

/** Of a product they are numbered without a gap, so both events of one number are about the same debt. */
const overage = {
  accountId: AccountId,
  actor: Actor,
  product: Product,
  number: z.int(),
  seatId: z.string(),
};

export const overageTaken = defineEvent({
  name: 'licensing.seats.overage-taken.v1',
  summary:
    'No seat was free, and one was taken beyond what is bought: it is owed until it is bought or given back.',
  data: z.object({ ...overage, userId: UserId }),
});

export const overageSettled = defineEvent({
  name: 'licensing.seats.overage-settled.v1',
  summary: 'One seat fewer is taken beyond what is bought: as many were bought, or given back.',
  data: z.object(overage),
});
