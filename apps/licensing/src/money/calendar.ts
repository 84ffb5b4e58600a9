import type { Period } from '@seatkeeper/contracts';
import { Temporal } from 'temporal-polyfill';

/**
 * When the n-th period after `start` ends, by the calendar and the clock on the wall in a time zone. Always counted from
 * the first start: 31 January, 28 February, 31 March. A wall-clock time that a change to summer time skips is an hour
 * later; one that comes twice is the first.
 */
export function renewalDate(start: Date, period: Period, periods: number, timeZone: string): Date {
  const zoned = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(timeZone);
  const after = zoned.add(period === 'month' ? { months: periods } : { years: periods });
  return new Date(after.epochMilliseconds);
}
