import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { pageOf, PageRequest } from '../pages.js';
import { Product, Timestamp } from '../people.js';
import { userCommand } from './user.js';
import { Viewer } from './viewer.js';
import { UserReference } from './user-references.js';

/** Somebody who waits for a seat. */
export const Waiting = z.object({
  position: z.int().describe('Among those who wait for the product; 1 is served first'),
  user: UserReference.omit({ locale: true }),
  since: Timestamp,
  products: z
    .array(Product)
    .describe('All that is waited for: who lacks one is passed over until it is there'),
  invitedBy: Actor,
});
export type Waiting = z.infer<typeof Waiting>;

export const listWaiting = defineRequest({
  name: 'identity.wait-list.list.v1',
  summary: 'A page of those who wait for a seat of a product, in the order in which they are served.',
  input: z.object({ accountId: AccountId, product: Product, viewer: Viewer.optional(), page: PageRequest }),
  output: pageOf(Waiting),
  faults: ['validation-failed', 'forbidden'],
});

export const countFirstClaims = defineRequest({
  name: 'identity.wait-list.first-claims.count.v1',
  summary: 'How many of those who wait for a seat of a product come first: all who lack nothing else.',
  input: z.object({ accountId: AccountId, product: Product }),
  output: z.object({ waiting: z.int() }),
});

/** Where somebody goes on the wait list. */
export const WaitingTarget = z.union([
  z.strictObject({ to: z.enum(['first', 'last']) }),
  z.strictObject({ before: UserId }),
]);
export type WaitingTarget = z.infer<typeof WaitingTarget>;

export const moveWaiting = defineRequest({
  name: 'identity.wait-list.move.v1',
  summary:
    'Moves somebody on the wait list, which is one for all products of the account; nobody else changes. Of two who move at ' +
    'once each stands where the list was as they saw it.',
  input: z.object({ ...userCommand, product: Product, target: WaitingTarget }),
  output: Waiting,
  faults: ['not-found', 'wrong-status', 'user-busy', 'forbidden', 'validation-failed'],
});
