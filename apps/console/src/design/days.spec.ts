import { dayOf, daysAfter, endOfDay, isDay, momentOf } from './days.js';

it.each([
  ['in winter', '2026-11-28', 'Europe/Paris', '2026-11-28T22:59:59.999Z'],
  ['in summer', '2026-07-01', 'Europe/Paris', '2026-07-01T21:59:59.999Z'],
  ['when the clocks are put back', '2026-10-25', 'Europe/Paris', '2026-10-25T22:59:59.999Z'],
  ['when they are put forward', '2026-03-29', 'Europe/Paris', '2026-03-29T21:59:59.999Z'],
  ['west of Greenwich', '2026-11-28', 'America/Toronto', '2026-11-29T04:59:59.999Z'],
  ['at the end of the year', '2026-12-31', 'UTC', '2026-12-31T23:59:59.999Z'],
])('a day %s ends where it is', (_what, day, zone, end) => {
  expect(endOfDay(day, zone)).toBe(end);
  expect(dayOf(end, zone)).toBe(day);
  expect(dayOf(new Date(Date.parse(end) + 1), zone)).toBe(daysAfter(day, 1));
});

it.each([
  ['UTC', '9999-12-31T23:59:59.999Z'],
  ['Asia/Tokyo', '9999-12-31T14:59:59.999Z'],
  // Later would need a year of five digits, which the API does not take.
  ['America/Toronto', '9999-12-31T23:59:59.999Z'],
])('the last day of the calendar ends in %s', (zone, end) => {
  expect(endOfDay('9999-12-31', zone)).toBe(end);
});

it.each([
  ['in winter', '2026-11-28T18:00', 'Europe/Paris', '2026-11-28T17:00:00.000Z'],
  ['in summer', '2026-07-01T18:00', 'Europe/Paris', '2026-07-01T16:00:00.000Z'],
  ['west of Greenwich', '2026-11-28T22:30', 'America/Toronto', '2026-11-29T03:30:00.000Z'],
  ['an hour after the clocks are put back', '2026-10-25T04:00', 'Europe/Paris', '2026-10-25T03:00:00.000Z'],
])('a time %s is that of the clocks where it is', (_what, time, zone, moment) => {
  expect(momentOf(time, zone)).toBe(moment);
});

it('what is no time is no moment', () => {
  expect(() => momentOf('soon', 'UTC')).toThrow(RangeError);
});

it.each([
  ['2026-11-28', true],
  ['2026-02-30', false],
  ['28.11.2026', false],
  ['', false],
])('%s is a day: %s', (text, is) => {
  expect(isDay(text)).toBe(is);
});
