import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent } from '../contract.js';
import { AccountId } from '../ids.js';
import { Product, Timestamp } from '../people.js';

const counted = {
  accountId: AccountId,
  actor: Actor,
  product: Product,
  purchased: z.int(),
  used: z.int(),
  since: Timestamp,
};

/** `reminder`: the grace ends soon. `suspended`: it is over, and who took their seats last are kept out. */
export const OverAllocationStage = z.enum(['began', 'reminder', 'grace-over', 'suspended']);
export type OverAllocationStage = z.infer<typeof OverAllocationStage>;

export const seatsOverAllocated = defineEvent({
  name: 'licensing.seats.over-allocated.v1',
  summary:
    'More seats of a product are held than are left since a reduction. Told when it begins, a week and a day before the grace ' +
    'ends, and when it is over, or when the newest holders are suspended: each once.',
  data: z.object({ ...counted, stage: OverAllocationStage, graceEndsAt: Timestamp }),
});

export const overAllocationEnded = defineEvent({
  name: 'licensing.seats.over-allocation-ended.v1',
  summary: 'No more seats of a product are held than purchased: some were given back, or bought.',
  data: z.object(counted),
});
