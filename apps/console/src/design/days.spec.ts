import { dayOf, daysAfter, endOfDay, isDay } from './days.js';

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
  ['2026-11-28', true],
  ['2026-02-30', false],
  ['28.11.2026', false],
  ['', false],
])('%s is a day: %s', (text, is) => {
  expect(isDay(text)).toBe(is);
});
