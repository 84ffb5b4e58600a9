import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { DEPARTURES_COUNTED, SeatsMoved } from '../licensing/forecast.js';
import { pageOf, PageRequest } from '../pages.js';
import { Day, Product, Timestamp } from '../people.js';
import { Distribution } from '../reassignment/plan.js';
import { deactivateUser } from './user-acts.js';
import { userCommand } from './user.js';
import { refusedPlan } from './user-events.js';
import { UserReference } from './user-references.js';
import { Viewer } from './viewer.js';

/** How far ahead a leaving can be planned, in days. */
export const DEPARTURE_DAYS = 1_830;

/** A leaving that is planned for a day. */
export const Departure = z.object({
  user: UserReference.omit({ locale: true }),
  on: Day.describe('The day with whose beginning the user is deactivated, in the time zone of the account'),
  dueAt: Timestamp.describe('When that is; after a refusal, when it is tried again'),
  reason: z.string().nullable(),
  reassign: Distribution.nullable().describe('Who gets the records then; null leaves them where they are'),
  plannedBy: Actor.describe('In whose name it is done: who has to be allowed to when the day comes'),
  plannedAt: Timestamp,
  refusal: z
    .object({ code: z.string(), detail: z.string(), at: Timestamp })
    .nullable()
    .describe('Why it could not be done on its day; it is tried again every day'),
});
export type Departure = z.infer<typeof Departure>;

export const planDeparture = defineRequest({
  name: 'identity.departure.plan.v1',
  summary:
    'Plans that a user is deactivated on a day, with what is to become of the records; takes the place of what was planned before. ' +
    'Refused like the deactivation itself.',
  input: deactivateUser.input.extend({ on: Day }),
  output: Departure,
  faults: deactivateUser.faults,
  timeoutMs: 10_000,
});

export const cancelDeparture = defineRequest({
  name: 'identity.departure.cancel.v1',
  summary: 'Takes back a leaving that is planned; does nothing where none is.',
  input: z.object(userCommand),
  output: z.object({}),
  faults: ['not-found', 'forbidden', 'user-busy'],
});

export const getDeparture = defineRequest({
  name: 'identity.departure.get.v1',
  summary: 'The leaving that is planned for a user, if one is.',
  input: z.object({ accountId: AccountId, userId: UserId, viewer: Viewer.optional() }),
  output: z.object({ departure: Departure.nullable() }),
  faults: ['not-found', 'forbidden'],
});

export const DepartureFilter = z.object({
  until: Day.optional().describe('Of this day and earlier ones'),
  refused: z.stringbool().optional().describe('Only those that could not be done, or that could'),
});

export const listDepartures = defineRequest({
  name: 'identity.departure.list.v1',
  summary: 'Leavings that are planned, the next first.',
  input: z.object({
    accountId: AccountId,
    viewer: Viewer.optional(),
    filter: z.object({ until: Day.optional(), refused: z.boolean().optional() }),
    page: PageRequest,
  }),
  output: pageOf(Departure),
  faults: ['forbidden', 'validation-failed'],
});

export const countDepartures = defineRequest({
  name: 'identity.departure.count.v1',
  summary: 'How many seats of a product will be freed by leavings that are planned, by when they are due.',
  input: z.object({ accountId: AccountId, product: Product, before: Timestamp }),
  output: z.object({
    items: z.array(SeatsMoved).max(DEPARTURES_COUNTED),
  }),
});

const about = { accountId: AccountId, actor: Actor, userId: UserId };

/** Subject of these is the user. They carry no profile: who may see people need not know who is about to leave. */
export const departurePlanned = defineEvent({
  name: 'identity.departure.planned.v1',
  summary: 'A leaving was planned, or another day, reason or target was set for it.',
  data: z.object({ ...about, changes: z.array(Change) }),
});

export const departureCancelled = defineEvent({
  name: 'identity.departure.cancelled.v1',
  summary: 'A leaving that was planned was taken back.',
  data: z.object({ ...about, changes: z.array(Change) }),
});

export const departureRefused = defineEvent({
  name: 'identity.departure.refused.v1',
  summary: 'A leaving could not be done on its day. It stays planned, and is tried again every day.',
  data: z.object({ ...about, ...refusedPlan }),
});
