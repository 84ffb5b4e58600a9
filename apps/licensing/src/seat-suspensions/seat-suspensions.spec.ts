import fc from 'fast-check';
import { keptAdminOf, suspensionChanges } from './seat-suspensions.js';

const day = (n: number) => new Date(Date.UTC(2027, 0, n));
const seat = (holder: string, since: number, isSuspended = false) => ({
  _id: `seat of ${holder}`,
  holder,
  since: day(since),
  ...(isSuspended && { suspendedSince: day(31) }),
});
type Seat = ReturnType<typeof seat>;

const newestFirst = (seats: readonly Seat[]): Seat[] =>
  seats.toSorted((one, other) => +other.since - +one.since || (one.holder < other.holder ? 1 : -1));

/** Looks at the seats once, and answers who is to be kept out and who let in. */
function look(seats: readonly Seat[], over: number, kept: string | null) {
  const suspended = seats.filter(({ suspendedSince }) => suspendedSince);
  const changes = suspensionChanges(newestFirst(seats).slice(0, over + 1), suspended, over, kept);
  const names = (some: readonly Seat[]) => some.map(({ holder }) => holder).sort();
  return { out: names(changes.suspend), back: names(changes.resume) };
}

describe('who is kept out', () => {
  const three = [seat('ann', 1), seat('bob', 2), seat('cem', 3)];

  it.each([
    ['nobody while as many are purchased', look(three, 0, null), { out: [], back: [] }],
    ['who took the seat last', look(three, 1, null), { out: ['cem'], back: [] }],
    ['everybody, where nothing is left', look(three, 3, null), { out: ['ann', 'bob', 'cem'], back: [] }],
    [
      'the one before, where the last is the admin who is kept',
      look(three, 1, 'cem'),
      { out: ['bob'], back: [] },
    ],
    [
      'one fewer, where only the admin who is kept is left',
      look(three, 3, 'ann'),
      { out: ['bob', 'cem'], back: [] },
    ],
    [
      'of two at one moment, the one whose id comes last',
      look([seat('ann', 1), seat('bob', 1)], 1, null),
      { out: ['bob'], back: [] },
    ],
    [
      'who came after, in the place of who was kept out',
      look([seat('ann', 1), seat('bob', 2, true), seat('cem', 3)], 1, null),
      { out: ['cem'], back: ['bob'] },
    ],
    [
      'nobody more than are too many by now',
      look([seat('ann', 1, true), seat('bob', 2, true), seat('cem', 3, true)], 1, null),
      { out: [], back: ['ann', 'bob'] },
    ],
    [
      'nobody any more once enough were bought',
      look([seat('ann', 1, true)], 0, null),
      { out: [], back: ['ann'] },
    ],
  ])('%s', (_case, changes, expected) => {
    expect(changes).toEqual(expected);
  });

  it('are as many as are held too many, those who took their seats last, whoever was kept out before', () => {
    const anySeats = fc.array(fc.record({ since: fc.integer({ min: 1, max: 5 }), out: fc.boolean() }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(anySeats, fc.nat(14), fc.nat(14), (drawn, purchased, which) => {
        const seats = drawn.map(({ since, out }, n) =>
          seat(`holder-${String(n).padStart(2, '0')}`, since, out),
        );
        const kept = seats[which]?.holder ?? null;
        const over = Math.max(0, seats.length - purchased);
        const { out, back } = look(seats, over, kept);
        const after = seats.filter(({ holder, suspendedSince }) =>
          suspendedSince ? !back.includes(holder) : out.includes(holder),
        );
        expect(after).toHaveLength(Math.min(over, seats.length - (kept === null ? 0 : 1)));
        expect(after.map(({ holder }) => holder)).not.toContain(kept);
        const others = newestFirst(seats.filter(({ holder }) => holder !== kept));
        expect(new Set(after)).toEqual(new Set(others.slice(0, after.length)));
      }),
    );
  });
});

describe('the admin who is kept', () => {
  it.each([
    ['is none where there is none', keptAdminOf([], [seat('ann', 1)]), null],
    ['is who took the seat first', keptAdminOf(['bob', 'ann'], [seat('ann', 3), seat('bob', 2)]), 'bob'],
    [
      'is who took the last one first, of several products',
      keptAdminOf(['ann', 'bob'], [seat('ann', 1), seat('ann', 9), seat('bob', 5)]),
      'bob',
    ],
    ['is who has none of these seats', keptAdminOf(['ann', 'bob'], [seat('ann', 1)]), 'bob'],
    [
      'is the same one, of two at one moment',
      keptAdminOf(['bob', 'ann'], [seat('ann', 1), seat('bob', 1)]),
      'ann',
    ],
    ['is nobody who is no admin', keptAdminOf(['bob'], [seat('ann', 1), seat('bob', 2)]), 'bob'],
  ])('%s', (_case, kept, expected) => {
    expect(kept).toBe(expected);
  });
});
