import { seatTerms } from './seat-terms.js';

const holders = (active: number, invited: number, banned: number) => ({
  active: { count: active },
  invited: { count: invited },
  banned: { count: banned },
});

it.each([
  ['seats are left', { purchased: 150, used: 146 }, holders(25, 120, 1), { free: 4, over: 0, changing: 0 }],
  ['none is', { purchased: 9, used: 9 }, holders(9, 0, 0), { free: 0, over: 0, changing: 0 }],
  [
    'more are held than purchased',
    { purchased: 5, used: 8 },
    holders(8, 0, 0),
    { free: 0, over: 3, changing: 0 },
  ],
  [
    'somebody is just getting a seat',
    { purchased: 9, used: 8 },
    holders(6, 1, 0),
    { free: 1, over: 0, changing: 1 },
  ],
  ['somebody has just left', { purchased: 9, used: 6 }, holders(6, 1, 0), { free: 3, over: 0, changing: -1 }],
  ['nothing was ever bought', { purchased: 0, used: 0 }, holders(0, 0, 0), { free: 0, over: 0, changing: 0 }],
])('adds up where %s', (_what, counts, holding, expected) => {
  const { by, held, free, over, purchased } = seatTerms(counts, holding);
  expect({ free, over, changing: by?.changing }).toEqual(expected);
  expect(by!.active + by!.invited + by!.banned + by!.changing).toBe(held);
  expect(held + free - over).toBe(purchased);
});

it('has no terms of people for who may not see them, and is the same sum', () => {
  expect(seatTerms({ purchased: 5, used: 3 }, null)).toEqual({
    by: null,
    held: 3,
    free: 2,
    over: 0,
    purchased: 5,
  });
});
