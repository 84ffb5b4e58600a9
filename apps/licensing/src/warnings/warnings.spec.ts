import { systemActor } from '@seatkeeper/contracts';
import { levelOf } from './levels.js';
import { enoughFree, type Look, nothingTold, warn } from './warnings.js';

const look: Look = { accountId: 'acc_0000000000', product: 'core', actor: systemActor('test') };
const now = new Date('2027-01-31T10:00:00Z');

/** What is told as the counts go from one to the next, by the last word of each event. */
function toldOf(...states: [purchased: number, used: number][]): string[] {
  const told: string[] = [];
  let known: Parameters<typeof warn>[0] = nothingTold(look);
  for (const [purchased, used] of states) {
    const change = warn(known, { purchased, used }, look, now);
    if (!change) continue;
    told.push(...change.events.map(({ name }) => `${name.split('.')[2]} ${used}/${purchased}`));
    known = { ...known, ...change.set };
    for (const field of change.unset) if (field === 'warnedUsed') delete known[field];
  }
  return told;
}

describe('what is told of the seats', () => {
  it.each<[string, [number, number][], string[]]>([
    [
      'nothing while enough are free',
      [
        [15, 0],
        [15, 13],
      ],
      [],
    ],
    [
      'that few are left, once',
      [
        [15, 13],
        [15, 14],
        [15, 14],
      ],
      ['low 14/15'],
    ],
    [
      'that none is, after that few were',
      [
        [15, 14],
        [15, 15],
      ],
      ['low 14/15', 'exhausted 15/15'],
    ],
    [
      'only the worse of two that are reached at once',
      [
        [15, 13],
        [15, 15],
      ],
      ['exhausted 15/15'],
    ],
    [
      'nothing anew when a seat comes free and is taken again',
      [
        [15, 14],
        [15, 13],
        [15, 14],
      ],
      ['low 14/15'],
    ],
    [
      'that none is, when a seat was bought and taken before anybody looked',
      [
        [15, 15],
        [16, 16],
      ],
      ['exhausted 15/15', 'exhausted 16/16'],
    ],
    [
      'nothing anew when too few are bought, and no more are used',
      [
        [20, 20],
        [21, 20],
      ],
      ['exhausted 20/20'],
    ],
    [
      'more once one more is used',
      [
        [15, 14],
        [15, 13],
        [15, 15],
      ],
      ['low 14/15', 'exhausted 15/15'],
    ],
    [
      'nothing anew when the last seat comes free and is taken again',
      [
        [15, 15],
        [15, 14],
        [15, 15],
        [15, 12],
        [15, 15],
      ],
      ['exhausted 15/15'],
    ],
    [
      'anew after more were bought',
      [
        [15, 14],
        [20, 14],
        [20, 18],
      ],
      ['low 14/15', 'low 18/20'],
    ],
    [
      'nothing anew when what was bought leaves as few',
      [
        [15, 14],
        [16, 14],
      ],
      ['low 14/15'],
    ],
    [
      'that a reduction leaves few',
      [
        [100, 80],
        [85, 80],
      ],
      ['low 80/85'],
    ],
    [
      'that a reduction leaves too few',
      [
        [10, 5],
        [4, 5],
      ],
      ['exhausted 5/4'],
    ],
    ['nothing of what nobody bought', [[0, 0]], []],
    [
      'each person at the end of a large account once',
      [
        [1_000, 949],
        [1_000, 950],
        [1_000, 951],
      ],
      ['low 950/1000'],
    ],
  ])('is %s', (_case, states, told) => {
    expect(toldOf(...states)).toEqual(told);
  });

  it('names who did it, and the numbers', () => {
    const change = warn(nothingTold(look), { purchased: 2, used: 2 }, look, now);
    expect(change?.events).toMatchObject([
      {
        name: 'licensing.seats.exhausted.v1',
        data: { actor: look.actor, product: 'core', purchased: 2, used: 2 },
      },
    ]);
  });
});

it.each([
  [0, 0, 'fine'],
  [15, 13, 'fine'],
  [15, 14, 'low'],
  [15, 15, 'exhausted'],
  [14, 15, 'exhausted'],
  [0, 1, 'exhausted'],
  [99, 89, 'fine'],
  [99, 90, 'low'],
])('of %d purchased seats with %d used the level is %s', (purchased, used, level) => {
  expect(levelOf({ purchased, used })).toBe(level);
});

describe('how many free seats are enough to say nothing', () => {
  it.each<[string, Parameters<typeof enoughFree>[0], number | null]>([
    ['more than are few of those that were purchased', { level: 'fine', purchased: 300 }, 24],
    ['unknown when it was never looked at', null, null],
    ['unknown when few were left, and may be told of again', { level: 'low', purchased: 300 }, null],
    ['unknown when none were there', { level: 'fine', purchased: 0 }, null],
  ])('%s', (_case, known, enough) => {
    expect(enoughFree(known)).toBe(enough);
  });
});
