import { systemActor } from '@seatkeeper/contracts';
import { followOverAllocation, type OverAllocationPolicy } from './over-allocations.js';
import { type Look, nothingTold } from './warnings.js';
import type { StoredWarning } from './warnings.schema.js';

const look: Look = { accountId: 'acc_0000000000', product: 'core', actor: systemActor('test') };
const START = Date.parse('2027-01-31T10:00:00Z');
const day = (days: number) => new Date(START + days * 86_400_000);
const [FITS, OVER] = [
  { purchased: 6, used: 6 },
  { purchased: 6, used: 8 },
];

type Policy = OverAllocationPolicy['afterGrace'];
const SUSPEND = 'suspend-newest';

/** What is told as somebody looks on these days, by day and stage. */
function toldOn(
  graceDays: number,
  ...looks: [onDay: number, counts: typeof FITS, policy?: Policy][]
): string[] {
  const told: string[] = [];
  let known: Omit<StoredWarning, 'version'> = nothingTold(look);
  for (const [onDay, counts, afterGrace = 'refuse-claims'] of looks) {
    const change = followOverAllocation(known, counts, look, { graceDays, afterGrace }, day(onDay));
    if (!change) continue;
    for (const { data } of change.events)
      told.push(`${onDay} ${(data as { stage?: string }).stage ?? 'ended'}`);
    known = { ...known, ...change.set };
    for (const field of change.unset) if (field !== 'warnedUsed') delete known[field];
  }
  return told;
}

const days = (last: number, counts = OVER): [number, typeof FITS][] =>
  Array.from({ length: last + 1 }, (_, n) => [n, counts]);

describe('what is told of seats that are held beyond those purchased', () => {
  it.each<[string, string[], string[]]>([
    ['nothing while as many are purchased', toldOn(30, ...days(40, FITS)), []],
    [
      'that it began, a week and a day before the grace ends, and that it is over',
      toldOn(30, ...days(60)),
      ['0 began', '23 reminder', '29 reminder', '30 grace-over'],
    ],
    ['less with a short grace', toldOn(5, ...days(60)), ['0 began', '4 reminder', '5 grace-over']],
    [
      'both at once without any grace',
      toldOn(0, [0, OVER], [0, OVER], [1, OVER]),
      ['0 began', '0 grace-over'],
    ],
    [
      'of several reminders that nobody was there to send, the last one',
      toldOn(30, [0, OVER], [29.5, OVER], [29.6, OVER], [70, OVER]),
      ['0 began', '29.5 reminder', '70 grace-over'],
    ],
    [
      'that it ended, and a new one from the beginning',
      toldOn(30, [0, OVER], [3, FITS], [4, FITS], [5, OVER], [28, OVER]),
      ['0 began', '3 ended', '5 began', '28 reminder'],
    ],
    [
      'nothing more while other numbers are too many',
      toldOn(30, [0, OVER], [1, { purchased: 3, used: 8 }], [2, { purchased: 3, used: 4 }]),
      ['0 began'],
    ],
    [
      'that the newest holders are kept out, in place of that the grace is over, and once',
      toldOn(2, [0, OVER, SUSPEND], [1, OVER, SUSPEND], [2, OVER, SUSPEND], [3, OVER, SUSPEND]),
      ['0 began', '1 reminder', '2 suspended'],
    ],
    [
      'that they are kept out when that is decided after the grace, and again when it was taken back meanwhile',
      toldOn(1, [0, OVER], [1, OVER], [4, OVER, SUSPEND], [5, OVER], [6, OVER], [7, OVER, SUSPEND]),
      ['0 began', '1 grace-over', '4 suspended', '7 suspended'],
    ],
    [
      'that it ended while they are kept out, and a grace before the next time',
      toldOn(
        1,
        [0, OVER, SUSPEND],
        [1, OVER, SUSPEND],
        [2, FITS, SUSPEND],
        [3, OVER, SUSPEND],
        [4, OVER, SUSPEND],
      ),
      ['0 began', '1 suspended', '2 ended', '3 began', '4 suspended'],
    ],
    [
      'that it ended also after the grace',
      toldOn(1, ...days(3), [4, FITS]),
      ['0 began', '1 grace-over', '4 ended'],
    ],
  ])('%s', (_case, told, expected) => {
    expect(told).toEqual(expected);
  });

  it('remembers since when they are kept out, and when to look again, as long as that is so', () => {
    const policy = { graceDays: 0, afterGrace: SUSPEND } as const;
    const overAllocation = { since: day(0), graceEndsAt: day(1) };
    const known = { ...nothingTold(look), overAllocation, remindAt: day(1) };
    const begun = followOverAllocation(known, OVER, look, policy, day(1));
    expect(begun).toMatchObject({
      set: { overAllocation: { ...overAllocation, suspendsSince: day(1) }, checkAt: expect.any(Date) },
      unset: ['remindAt'],
    });
    const during = { ...known, ...begun?.set };
    const refused = { ...policy, afterGrace: 'refuse-claims' } as const;
    expect(followOverAllocation(during, OVER, look, refused, day(2))).toEqual({
      set: { overAllocation },
      unset: ['checkAt'],
      events: [],
    });
    expect(followOverAllocation(during, FITS, look, policy, day(2))?.unset).toContain('checkAt');
  });

  it('names the numbers, since when, and until when there is time', () => {
    const policy = { graceDays: 30, afterGrace: 'refuse-claims' } as const;
    const [event] = followOverAllocation(nothingTold(look), OVER, look, policy, day(0))?.events ?? [];
    expect(event).toMatchObject({
      name: 'licensing.seats.over-allocated.v1',
      data: { ...look, ...OVER, since: '2027-01-31T10:00:00.000Z', graceEndsAt: '2027-03-02T10:00:00.000Z' },
    });
  });
});
