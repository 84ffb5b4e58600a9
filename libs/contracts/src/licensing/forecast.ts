import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId, ReductionId } from '../ids.js';
import { Day, Product, Timestamp, TimeZone } from '../people.js';

/** How far ahead is told at most, in days. */
export const FORECAST_DAYS = 1_830;

/** Moments at which people leave that a forecast looks at; beyond them the last ones are left out. */
export const DEPARTURES_COUNTED = FORECAST_DAYS * 2;

/** The same of moments at which people join. */
export const ARRIVALS_COUNTED = DEPARTURES_COUNTED;

/** Seats that come free by leavings, or are taken by joinings, that are due at one moment. */
export const SeatsMoved = z.object({ at: Timestamp, seats: z.int().min(1) });
export type SeatsMoved = z.infer<typeof SeatsMoved>;

const counts = {
  purchased: z.int(),
  used: z.int(),
  free: z.int(),
  overAllocated: z.int().describe('How many more are used than purchased'),
};

/** What changes the seats of a product on a day to come. */
export const ForecastChange = z.object({
  kind: z
    .enum(['reduction', 'end', 'departure', 'arrival'])
    .describe(
      '`end`: the subscription is over; `departure`: users who are planned to leave, and free their seats; `arrival`: users who are planned to join, and take one each. More kinds may come',
    ),
  at: Timestamp,
  reductionId: ReductionId.optional(),
  seats: z.int().describe('By how much the purchased seats change'),
  ...counts,
  verdict: z
    .enum(['too-large', 'fits', 'too-small'])
    .describe(
      '`too-large`: fewer seats are left than are used, or wanted by who joins; `too-small`: more are left over than a reserve, so more could go',
    ),
  detail: z.string(),
});
export type ForecastChange = z.infer<typeof ForecastChange>;

export const Forecast = z.object({
  product: Product,
  timeZone: TimeZone.describe('Where the day ends'),
  at: Day,
  endsAt: Timestamp.describe('When the day is over'),
  now: z.object(counts),
  then: z.object(counts).describe('At the end of the day, if nothing else is decided by then'),
  changes: z.array(ForecastChange).describe('What leads there, the first one first'),
  renewsAt: Timestamp.optional().describe(
    'When the term of the subscription is over; seats stay as they are then, unless a reduction is booked or it ends',
  ),
});
export type Forecast = z.infer<typeof Forecast>;

export const tellForecast = defineRequest({
  name: 'licensing.forecast.tell.v1',
  summary:
    'How many seats of a product are purchased and used at the end of a day to come, as far as it is known today.',
  input: z.object({
    accountId: AccountId,
    product: Product,
    timeZone: TimeZone,
    at: Day,
    /** As identity counts them, in any order. */
    departures: z.array(SeatsMoved).max(DEPARTURES_COUNTED).default([]),
    arrivals: z.array(SeatsMoved).max(ARRIVALS_COUNTED).default([]),
  }),
  output: Forecast,
  faults: ['not-found', 'validation-failed'],
});
