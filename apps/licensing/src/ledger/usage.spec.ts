import { Fault } from '@seatkeeper/contracts';
import { type ChangedDay, daysOf, everyDay, momentsOf, peakOf } from './usage.js';

const PARIS = 'Europe/Paris';
/** Half past midnight on 1 April in Paris, still March in UTC. */
const now = new Date('2026-03-31T22:30:00Z');
const days = (asked: { from?: string; to?: string }, zone = PARIS) => {
  const { first, last } = daysOf(asked, zone, now);
  return `${first.toString()} … ${last.toString()}`;
};
const refused = (asked: { from?: string; to?: string }) => {
  try {
    return days(asked);
  } catch (error) {
    return error instanceof Fault ? error.errors : error;
  }
};

it.each([
  [{}, '2026-03-03 … 2026-04-01'],
  [{ to: '2026-02-28' }, '2026-01-30 … 2026-02-28'],
  [{ from: '2026-03-31' }, '2026-03-31 … 2026-04-01'],
  [{ from: '2026-03-31', to: '2026-12-31' }, '2026-03-31 … 2026-04-01'],
  [{ from: '2025-02-26', to: '2026-04-01' }, '2025-02-26 … 2026-04-01'],
])('of %j the days are %s', (asked, expected) => {
  expect(days(asked)).toBe(expected);
});

it('today is the day of the zone, not of the clock', () => {
  expect(days({}, 'UTC')).toBe('2026-03-02 … 2026-03-31');
});

it.each([
  [{ from: '2026-04-01', to: '2026-03-31' }, 'Lies after `to`'],
  [{ from: '2025-02-25', to: '2026-04-01' }, 'At most 400 days are told at once'],
])('%j is refused: %s', (asked, message) => {
  expect(refused(asked)).toEqual([{ path: 'from', message }]);
});

it('a day on which clocks go forward has 23 hours', () => {
  const { since, before } = momentsOf(daysOf({ from: '2026-03-29', to: '2026-03-29' }, PARIS, now), PARIS);
  expect([since.toISOString(), before.toISOString()]).toEqual([
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
  ]);
});

it('a day without change is as the day before ended, and the peak of a day is never below its beginning', () => {
  const change: ChangedDay = { day: '2026-03-30', purchased: 7, used: 2, peak: 3, claimed: 0, freed: 2 };
  const asked = daysOf({ from: '2026-03-29', to: '2026-03-31' }, PARIS, now);
  const found = everyDay(asked, { purchased: 5, used: 4 }, [change]);
  expect(found).toEqual([
    { day: '2026-03-29', purchased: 5, used: 4, peak: 4, claimed: 0, freed: 0 },
    { ...change, peak: 4 },
    { day: '2026-03-31', purchased: 7, used: 2, peak: 2, claimed: 0, freed: 0 },
  ]);
  expect(peakOf(found)).toBe(4);
  expect(peakOf([])).toBe(0);
});

it('of days to come nothing is told', () => {
  const asked = daysOf({ from: '2026-05-01', to: '2026-05-03' }, PARIS, now);
  expect(everyDay(asked, { purchased: 1, used: 1 }, [])).toEqual([]);
});
