import { booking, RENEWAL, subscribed } from '../../testing/subscribed.js';
import { changesUntil, endOf } from './forecasts.js';

const later = (days: number) => new Date(RENEWAL.getTime() + days * 86_400_000);
const core = (purchased: number, used: number) => ({ product: 'core', counts: { purchased, used } });
const after = (...given: Parameters<typeof changesUntil>) =>
  changesUntil(...given).map(({ seats, purchased, verdict }) => [seats, purchased, verdict]);

describe('what changes', () => {
  const twice = subscribed(10, booking(2), booking(3, later(5)));

  it.each([
    ['without a subscription', core(5, 1), null, later(100), []],
    ['with nothing booked', core(10, 1), subscribed(10), later(100), []],
    ['before the day of the first booking', core(10, 8), twice, RENEWAL, []],
    ['once the first is over', core(10, 8), twice, later(1), [[-2, 8, 'fits']]],
    [
      'once both are over',
      core(10, 8),
      twice,
      later(6),
      [
        [-2, 8, 'fits'],
        [-3, 5, 'too-large'],
      ],
    ],
    [
      'beside seats of a trial',
      core(15, 8),
      twice,
      later(6),
      [
        [-2, 13, 'too-small'],
        [-3, 10, 'too-small'],
      ],
    ],
    ['with a reserve left over', core(10, 7), subscribed(10, booking(2)), later(1), [[-2, 8, 'fits']]],
    [
      'with one more than a reserve',
      core(10, 6),
      subscribed(10, booking(2)),
      later(1),
      [[-2, 8, 'too-small']],
    ],
    [
      'with all seats gone and none used',
      core(10, 0),
      subscribed(10, booking(10)),
      later(1),
      [[-10, 0, 'fits']],
    ],
    [
      'while fewer are there than are booked to go',
      core(1, 1),
      subscribed(4, booking(4)),
      later(1),
      [[-4, 0, 'too-large']],
    ],
    [
      'with a booking of another product on the same day',
      core(10, 9),
      subscribed(10, booking(7, RENEWAL, 'contract'), booking(1)),
      later(1),
      [[-1, 9, 'fits']],
    ],
  ])('%s', (_case, known, has, end, changes) => {
    expect(after(end, { ...known, has })).toEqual(changes);
  });

  it('leavings free seats before what is booked later, and a reduction fits that would be too large without', () => {
    const has = subscribed(10, booking(4));
    const departures = [
      { at: later(2).toISOString(), seats: 1 },
      { at: new Date(RENEWAL.getTime() - 1).toISOString(), seats: 3 },
      { at: later(9).toISOString(), seats: 2 },
    ];
    const changes = changesUntil(later(5), { ...core(10, 9), has, departures });
    expect(changes.map(({ kind, used, purchased, verdict }) => [kind, used, purchased, verdict])).toEqual([
      ['departure', 6, 10, 'too-small'],
      ['reduction', 6, 6, 'fits'],
      ['departure', 5, 6, 'fits'],
    ]);
    expect(changesUntil(later(5), { ...core(10, 9), has })).toMatchObject([{ verdict: 'too-large' }]);
    expect(departures).toHaveLength(3);
  });

  it('joinings take seats after what leavings free on the same day, and where none is left it is said how many are missing', () => {
    const at = later(2).toISOString();
    const departures = [{ at, seats: 1 }];
    const arrivals = [
      { at: later(4).toISOString(), seats: 2 },
      { at, seats: 2 },
    ];
    const known = { ...core(10, 9), has: subscribed(10) };
    const changes = changesUntil(later(5), { ...known, departures, arrivals });
    expect(
      changes.map(({ kind, used, overAllocated, verdict }) => [kind, used, overAllocated, verdict]),
    ).toEqual([
      ['departure', 8, 0, 'too-small'],
      ['arrival', 10, 0, 'fits'],
      ['arrival', 12, 2, 'too-large'],
    ]);
    expect(changes.at(-1)?.detail).toBe(
      '10 seats of core are there, and 12 are wanted: 2 more are needed, or that many wait.',
    );
    expect(changesUntil(later(3), { ...known, arrivals })).toHaveLength(1);
    expect(arrivals).toHaveLength(2);
  });

  it('a subscription that is not to renew ends with all that is left, after what was booked for its day', () => {
    const has = subscribed(10, booking(2), booking(3, later(5)));
    const [core] = has.items;
    const ending = { ...has, items: [{ ...core!, renews: false }] };
    const changes = changesUntil(later(9), {
      product: 'core',
      counts: { purchased: 15, used: 6 },
      has: ending,
    });
    expect(changes.map(({ kind, seats, purchased, verdict }) => [kind, seats, purchased, verdict])).toEqual([
      ['reduction', -2, 13, 'too-small'],
      ['end', -8, 5, 'too-large'],
    ]);
    expect(changes.map(({ at }) => at)).toEqual([RENEWAL.toISOString(), RENEWAL.toISOString()]);
  });

  it('is said in numbers', () => {
    const [large] = changesUntil(later(1), { ...core(10, 9), has: subscribed(10, booking(4)) });
    expect(large).toMatchObject({
      at: RENEWAL.toISOString(),
      reductionId: 'red_booked4',
      free: 0,
      overAllocated: 3,
      detail: '6 seats of core are left, and 9 are used: 3 have to be given back by then.',
    });
    const [small] = changesUntil(later(1), { ...core(10, 2), has: subscribed(10, booking(4)) });
    expect(small?.detail).toBe('6 seats of core are left, and 2 are used: up to 4 more could go.');
  });

  it('leaves what is stored as it is', () => {
    const has = subscribed(10, booking(2), booking(3, later(5)));
    changesUntil(later(6), { ...core(10, 8), has });
    expect(has).toEqual(twice);
  });
});

describe('the end of a day', () => {
  const now = new Date('2027-01-31T23:30:00Z');

  it.each([
    ['today', '2027-01-31', 'UTC', '2027-02-01T00:00:00.000Z'],
    ['today, where it is tomorrow already', '2027-02-01', 'Europe/Paris', '2027-02-01T23:00:00.000Z'],
    ['a day of 23 hours', '2027-03-28', 'Europe/Paris', '2027-03-28T22:00:00.000Z'],
    ['the furthest day', '2032-02-04', 'UTC', '2032-02-05T00:00:00.000Z'],
  ])('%s', (_case, at, zone, end) => {
    expect(endOf(at, zone, now).toISOString()).toBe(end);
  });

  it.each([
    ['yesterday', '2027-01-30', 'UTC', 'Lies before today: `usage` tells what was'],
    [
      'today in UTC, where it is over',
      '2027-01-31',
      'Europe/Paris',
      'Lies before today: `usage` tells what was',
    ],
    ['too far away', '2032-02-05', 'UTC', 'At most 1830 days ahead are told'],
  ])('is refused for %s', (_case, at, zone, message) => {
    expect(() => endOf(at, zone, now)).toThrow(
      expect.objectContaining({ code: 'validation-failed', errors: [{ path: 'at', message }] }),
    );
  });
});
