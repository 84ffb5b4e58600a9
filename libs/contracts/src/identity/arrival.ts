import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { ARRIVALS_COUNTED, SeatsMoved } from '../licensing/forecast.js';
import { pageOf, PageRequest } from '../pages.js';
import { Day, Product, Timestamp } from '../people.js';
import { reactivateUser, WhenNoSeat } from './user-acts.js';
import { User, userCommand } from './user.js';
import { UserReference } from './user-references.js';
import { Viewer } from './viewer.js';

/** How far ahead a joining can be planned, in days. */
export const ARRIVAL_DAYS = 1_830;

/** A joining that is planned for a day. */
export const Arrival = z.object({
  user: UserReference.omit({ locale: true }),
  on: Day.describe('The day with whose beginning the user is invited, in the time zone of the account'),
  dueAt: Timestamp.describe('When that is; after a refusal, when it is tried again'),
  products: z.array(Product).describe('Of which a seat is taken then'),
  plannedBy: Actor.describe('In whose name it is done: who has to be allowed to when the day comes'),
  plannedAt: Timestamp,
  refusal: z
    .object({ code: z.string(), detail: z.string(), at: Timestamp })
    .nullable()
    .describe('Why it could not be done on its day; it is tried again every day'),
});
export type Arrival = z.infer<typeof Arrival>;

export const planArrival = defineRequest({
  name: 'identity.arrival.plan.v1',
  summary:
    'Plans, or moves, the day on which somebody who was never here is invited; takes the place of what was planned before.',
  input: z.object({ ...userCommand, on: Day }),
  output: Arrival,
  faults: [
    'not-found',
    'wrong-status',
    'user-busy',
    'forbidden',
    'proof-required',
    'validation-failed',
    'address-not-confirmed',
  ],
});

export const cancelArrival = defineRequest({
  name: 'identity.arrival.cancel.v1',
  summary: 'Calls off a joining that is planned; does nothing where none is. The username stays taken.',
  input: z.object(userCommand),
  output: z.object({}),
  faults: ['not-found', 'forbidden', 'user-busy'],
});

export const inviteArrival = defineRequest({
  name: 'identity.arrival.invite.v1',
  summary: 'Invites somebody for whom a later day is planned at once. All or nothing, as any invitation.',
  input: z.object({ ...userCommand, whenNoSeat: WhenNoSeat }),
  output: User,
  faults: reactivateUser.faults,
  timeoutMs: 10_000,
});

export const getArrival = defineRequest({
  name: 'identity.arrival.get.v1',
  summary: 'The joining that is planned for a user, if one is.',
  input: z.object({ accountId: AccountId, userId: UserId, viewer: Viewer.optional() }),
  output: z.object({ arrival: Arrival.nullable() }),
  faults: ['not-found', 'forbidden'],
});

export const ArrivalFilter = z.object({
  until: Day.optional().describe('Of this day and earlier ones'),
  refused: z.stringbool().optional().describe('Only those that could not be done, or that could'),
});

export const listArrivals = defineRequest({
  name: 'identity.arrival.list.v1',
  summary: 'Joinings that are planned, the next first.',
  input: z.object({
    accountId: AccountId,
    viewer: Viewer.optional(),
    filter: z.object({ until: Day.optional(), refused: z.boolean().optional() }),
    page: PageRequest,
  }),
  output: pageOf(Arrival),
  faults: ['forbidden', 'validation-failed'],
});

export const countArrivals = defineRequest({
  name: 'identity.arrival.count.v1',
  summary: 'How many seats of a product will be taken by joinings that are planned, by when they are due.',
  input: z.object({ accountId: AccountId, product: Product, before: Timestamp }),
  output: z.object({
    items: z.array(SeatsMoved).max(ARRIVALS_COUNTED),
  }),
});
