import { Fault, USAGE_DAYS, type UsageDay } from '@seatkeeper/contracts';
import { Temporal } from 'temporal-polyfill';

export interface Counts {
  purchased: number;
  used: number;
}

/** What the ledger says of one day on which something changed. */
export interface ChangedDay extends Counts {
  day: string;
  peak: number;
  claimed: number;
  freed: number;
}

export interface Days {
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
}

const USUAL_DAYS = 30;

/** The days that are asked for, without those to come. Throws `validation-failed`. */
export function daysOf(
  asked: { from?: string | undefined; to?: string | undefined },
  timeZone: string,
  now: Date,
): Days {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const to = asked.to === undefined ? today : Temporal.PlainDate.from(asked.to);
  const first =
    asked.from === undefined ? to.subtract({ days: USUAL_DAYS - 1 }) : Temporal.PlainDate.from(asked.from);
  if (Temporal.PlainDate.compare(first, to) > 0) throw refusal('from', 'Lies after `to`');
  if (first.until(to).days >= USAGE_DAYS)
    throw refusal('from', `At most ${USAGE_DAYS} days are told at once`);
  return { first, last: Temporal.PlainDate.compare(to, today) > 0 ? today : to };
}

const refusal = (path: string, message: string) =>
  new Fault('validation-failed', { errors: [{ path, message }] });

/** From the beginning of the first day up to, not including, the end of the last one. */
export function momentsOf({ first, last }: Days, timeZone: string): { since: Date; before: Date } {
  const startOf = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
  return { since: startOf(first), before: startOf(last.add({ days: 1 })) };
}

/** Every day in order: where nothing changed it is as the day before ended. */
export function everyDay({ first, last }: Days, opening: Counts, changed: readonly ChangedDay[]): UsageDay[] {
  const byDay = new Map(changed.map((each) => [each.day, each]));
  const days: UsageDay[] = [];
  let counts = opening;
  for (let date = first; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    const day = date.toString();
    const { purchased, used } = counts;
    const found = byDay.get(day) ?? { day, purchased, used, peak: used, claimed: 0, freed: 0 };
    days.push({ ...found, peak: Math.max(found.peak, used) });
    counts = found;
  }
  return days;
}

export const peakOf = (days: readonly UsageDay[]): number => Math.max(0, ...days.map(({ peak }) => peak));
