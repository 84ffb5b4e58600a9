const DAY_MS = 86_400_000;

/** What a field of a day or a time holds that is typed half: neither nothing nor a time, so that nobody takes it for none. */
export const HALF_TYPED = '…';

/** The day of a moment in a time zone, such as 2026-11-28. */
export const dayOf = (moment: Date | string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(moment),
  );

/** The day so many days after another. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The last moment of a day in a time zone, also of one that has 23 or 25 hours. */
export const endOfDay = (day: string, timeZone: string): string =>
  told(momentAt(Date.parse(`${day}T00:00:00Z`) + DAY_MS, timeZone) - 1);

/** The moment at which the clocks of a zone show a time such as 2026-11-28T18:00. Throws a `RangeError` where that is no time. */
export const momentOf = (time: string, timeZone: string): string =>
  told(momentAt(Date.parse(`${time}Z`), timeZone));

/** The last moment that can be written with a year of four digits, which the API takes. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z');
const told = (moment: number): string => new Date(Math.min(moment, LAST)).toISOString();

/** What clocks in UTC would show at `shown`, the clocks of the zone show at this moment. */
function momentAt(shown: number, timeZone: string): number {
  // The offset depends on the moment that is looked for: the second look is at most an hour away from it.
  const near = shown - offsetAt(shown, timeZone);
  return shown - offsetAt(near, timeZone);
}

/** By how many ms the clocks of a zone are ahead of UTC. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(moment);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(moment / 1_000) * 1_000;
}

/** Whether a text is a day of the calendar. */
export const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};
