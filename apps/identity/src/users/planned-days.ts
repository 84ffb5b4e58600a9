import { Fault } from '@seatkeeper/contracts';
import { Temporal } from 'temporal-polyfill';

/** What is planned for a day: the field that names it, how far ahead it may lie, and what is done instead on this one. */
export interface PlannedDay {
  path: string;
  most: number;
  today: string;
}

/** When a day begins in a time zone. Throws `validation-failed` unless it lies ahead, and not too far. */
export function beginningOf(
  on: string,
  timeZone: string,
  now: Date,
  { path, most, today: instead }: PlannedDay,
): Date {
  const invalid = (message: string) => new Fault('validation-failed', { errors: [{ path, message }] });
  const day = Temporal.PlainDate.from(on);
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const days = today.until(day).days;
  if (days < 1) throw invalid(`Expected a day after today; ${instead}`);
  if (days > most) throw invalid(`At most ${most} days ahead can be planned`);
  return new Date(day.toZonedDateTime({ timeZone }).epochMilliseconds);
}
