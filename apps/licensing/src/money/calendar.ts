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

/** A time zone is less than this away from any other: a renewal that only moved with the account is the same one. */
const SAME_RENEWAL_MS = 2 * 86_400_000;

/** The renewal that comes after a moment, or after the renewal that is at that moment. */
export function nextRenewal(start: Date, period: Period, after: Date, timeZone: string): Date {
  for (let periods = 1; ; periods += 1) {
    const at = renewalDate(start, period, periods, timeZone);
    if (at.getTime() - after.getTime() >= SAME_RENEWAL_MS) return at;
  }
}

/** A full hour, by the clock on the wall in a time zone, of the day that lies so many days after that of a moment. */
export function hourOfDayAfter(moment: Date, days: number, hour: number, timeZone: string): Date {
  const zoned = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
  const at = zoned.add({ days }).withPlainTime({ hour });
  return new Date(at.epochMilliseconds);
}
