import { changedDays, stepsOf } from './usage-steps.js';

const day = (n: number, purchased: number, used: number, more: { peak?: number; claimed?: number } = {}) => ({
  day: `2026-11-0${n}`,
  purchased,
  used,
  peak: used,
  claimed: 0,
  freed: 0,
  ...more,
});

it('is a step wherever a number changes, and level in between', () => {
  const steps = stepsOf([day(1, 5, 2), day(2, 5, 2), day(3, 9, 4), day(4, 9, 3, { peak: 6 })]);
  expect(steps).toEqual({
    days: 4,
    top: 10,
    purchased: 'M0 5H2V1H4',
    used: 'M0 8H2V6H3V4H4',
    usedArea: 'M0 8H2V6H3V4H4V10H0Z',
  });
});

it.each([
  [0, 1],
  [1, 1],
  [3, 4],
  [9, 10],
  [10, 10],
  [41, 60],
  [150, 200],
  [730, 800],
  [801, 1_000],
])('has room for %i seats below %i', (seats, top) => {
  expect(stepsOf([day(1, seats, 0)]).top).toBe(top);
});

it('of no days is empty', () => {
  expect(stepsOf([])).toMatchObject({ days: 0, purchased: '', used: '', usedArea: '' });
});

it('is told by the days on which something changed, the newest first', () => {
  const items = [day(1, 5, 2), day(2, 5, 2), day(3, 9, 2), day(4, 9, 3, { claimed: 1 }), day(5, 9, 3)];
  expect(changedDays(items).map((each) => each.day)).toEqual(['2026-11-04', '2026-11-03']);
});
