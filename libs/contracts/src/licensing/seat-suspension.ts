import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { Product, Timestamp } from '../people.js';

const suspension = {
  accountId: AccountId,
  actor: Actor,
  seatId: z.string(),
  product: Product,
  userId: UserId,
};

export const seatSuspended = defineEvent({
  name: 'licensing.seat.suspended.v1',
  summary:
    'The grace of an over-allocation is over, and whoever holds this seat took it later than others: they keep it, and are kept out.',
  // Whom it keeps out is told by identity, of the user.
  audited: false,
  data: z.object({ ...suspension, since: Timestamp }),
});

export const seatResumed = defineEvent({
  name: 'licensing.seat.resumed.v1',
  summary: 'A seat that was suspended is no longer, or its holder gave it back; `userId` held it.',
  audited: false,
  data: z.object(suspension),
});

/** A suspended seat, as whoever keeps its holder out needs to know it. */
export const SuspendedSeat = z.object({ userId: UserId, product: Product, since: Timestamp });
export type SuspendedSeat = z.infer<typeof SuspendedSeat>;

export const SUSPENDED_SEATS_MAX = 1_000;

export const listSuspendedSeats = defineRequest({
  name: 'licensing.seat-suspension.list.v1',
  askedBy: ['identity'],
  summary: `The suspended seats of a user, or those of a product in the order of their holders, ${SUSPENDED_SEATS_MAX} at most.`,
  input: z.union([
    z.object({ accountId: AccountId, userId: UserId }),
    z.object({ accountId: AccountId, product: Product, after: UserId.optional() }),
  ]),
  output: z.object({ items: z.array(SuspendedSeat) }),
});
