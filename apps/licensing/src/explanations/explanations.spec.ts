import { SeatAct } from '@seatkeeper/contracts';
import { booking, subscribed } from '../../testing/subscribed.js';
import { explain, type SeatFacts } from './explanations.js';

const now = new Date('2027-01-31T10:00:00Z');
const facts = (purchased: number, used: number, more: Partial<SeatFacts> = {}): SeatFacts => ({
  product: 'core',
  counts: { purchased, used },
  billedBy: 'seatkeeper',
  has: subscribed(purchased),
  beyond: { overage: 0, overageLeft: 0 },
  waiting: 0,
  ...more,
});

describe('an act', () => {
  it.each<[string, SeatAct, number, SeatFacts, string | null, number]>([
    ['with a seat free', 'invite', 1, facts(10, 9), null, 0],
    ['with none free', 'invite', 1, facts(10, 10), 'no-free-seat', 1],
    ['for more people than seats are free', 'import', 3, facts(10, 8), 'no-free-seat', 1],
    ['for as many people as seats are free', 'import', 2, facts(10, 8), null, 0],
    [
      'with none free, and one that may be taken beyond what is bought',
      'invite',
      1,
      facts(10, 10, { beyond: { overage: 2, overageLeft: 1 } }),
      null,
      0,
    ],
    [
      'for more people than may be beyond it',
      'import',
      3,
      facts(10, 10, { beyond: { overage: 0, overageLeft: 1 } }),
      'no-free-seat',
      2,
    ],
    ['while more are used than purchased', 'reactivate', 1, facts(4, 6), 'no-free-seat', 3],
    [
      'with a seat free that is due to somebody who waits',
      'invite',
      1,
      facts(10, 9, { waiting: 1 }),
      'no-free-seat',
      1,
    ],
    ['with a seat free besides', 'invite', 1, facts(10, 8, { waiting: 1 }), null, 0],
    ['for more people than are free besides', 'import', 2, facts(10, 7, { waiting: 2 }), 'no-free-seat', 1],
    [
      'with a seat free, while an invoice is overdue for too long',
      'invite',
      1,
      facts(10, 8, { frozenSince: now }),
      'payment-overdue',
      0,
    ],
    ['that hands a seat over, in spite of that', 'replace', 1, facts(10, 8, { frozenSince: now }), null, 0],
    ['of a product that nobody bought', 'add-product', 1, facts(0, 0, { has: null }), 'no-free-seat', 1],
    ['that never needs a seat, with none free', 'accept', 1, facts(10, 10), null, 0],
    ['that hands a seat over, with none free', 'replace', 1, facts(10, 10), null, 0],
    ['that sends an invitation again, with none free', 'resend', 1, facts(4, 6), null, 0],
    ['that gives seats back', 'reduce', 10, facts(10, 3), null, 0],
    ['that gives more back than there are', 'reduce', 11, facts(10, 3), 'validation-failed', 0],
    [
      'that gives more back than is left after another',
      'reduce',
      7,
      facts(10, 3, { has: subscribed(10, booking(4)) }),
      'validation-failed',
      0,
    ],
    [
      'that gives back what was never subscribed to',
      'reduce',
      1,
      facts(5, 3, { has: null }),
      'not-subscribed',
      0,
    ],
    [
      'that gives back what is billed elsewhere',
      'reduce',
      1,
      facts(5, 3, { billedBy: 'outside', has: null }),
      'billed-elsewhere',
      0,
    ],
  ])('%s', (_case, act, seats, given, code, short) => {
    const explained = explain(given, act, seats, now);
    expect(explained.refusal?.code ?? null).toBe(code);
    expect(explained.short).toBe(short);
  });

  it('that is not refused has no ways out, whatever it is', () => {
    for (const act of SeatAct.options) expect(explain(facts(10, 5), act, 1, now).ways).toEqual([]);
  });
});

it('says what a reduction below use would lead to, after those that are booked', () => {
  const { refusal, warning, scheduled } = explain(
    facts(10, 8, { has: subscribed(10, booking(1)) }),
    'reduce',
    3,
    now,
  );
  expect(refusal).toBeNull();
  expect(warning).toMatchObject({ used: 8, left: 6 });
  expect(scheduled).toEqual([expect.objectContaining({ id: 'red_booked1', seats: 1 })]);
  expect(explain(facts(10, 5), 'reduce', 3, now)).not.toHaveProperty('warning');
});

describe('the ways out of a refusal', () => {
  const waysOf = (...given: Parameters<typeof explain>) => explain(...given).ways.map(({ way }) => way);

  it.each<[string, SeatAct, SeatFacts, string[]]>([
    [
      'for who comes new',
      'invite',
      facts(1, 1),
      ['order-seats', 'deactivate', 'withdraw-invitation', 'replace', 'wait'],
    ],
    [
      'for who comes back: nobody waits to be reactivated',
      'reactivate',
      facts(1, 1),
      ['order-seats', 'deactivate', 'withdraw-invitation', 'replace'],
    ],
    [
      'where another system sells the seats',
      'invite',
      facts(1, 1, { billedBy: 'outside' }),
      ['order-elsewhere', 'deactivate', 'withdraw-invitation', 'replace', 'wait'],
    ],
    ['while an invoice is overdue', 'invite', facts(3, 1, { frozenSince: now }), ['pay-invoices', 'replace']],
    ['where nobody could give a seat back', 'invite', facts(0, 0), ['order-seats', 'wait']],
  ])('%s', (_case, act, given, ways) => {
    expect(waysOf(given, act, 1, now)).toEqual(ways);
  });

  it('of a reduction is to take back another', () => {
    const has = subscribed(10, booking(8));
    expect(waysOf(facts(10, 1, { has }), 'reduce', 3, now)).toEqual(['cancel-reduction']);
    expect(waysOf(facts(10, 1), 'reduce', 11, now)).toEqual([]);
  });

  it('name how many seats are missing', () => {
    expect(explain(facts(4, 6), 'invite', 1, now).ways[0]?.detail).toBe('Order 3 seats of core.');
  });
});
