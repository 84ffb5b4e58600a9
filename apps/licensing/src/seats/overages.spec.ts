import fc from 'fast-check';
import { overageLeft, overageLimit, owedOf, shownSums } from './overages.js';

it.each([
  ['none', 100, 0],
  ['ten-percent', 0, 0],
  ['ten-percent', 1, 1],
  ['ten-percent', 10, 1],
  ['ten-percent', 11, 2],
  ['quarter', 10, 3],
  ['quarter', 100, 25],
] as const)('%s of %d that are bought are %d', (policy, bought, limit) => {
  expect(overageLimit(policy, bought)).toBe(limit);
});

describe('how many more may be taken', () => {
  const nothing = { taken: 0, settled: 0 };
  it.each([
    ['nothing where none is allowed', overageLeft('none', { purchased: 10, used: 10 }, nothing), 0],
    ['all that are allowed, at first', overageLeft('quarter', { purchased: 10, used: 10 }, nothing), 3],
    [
      'fewer by those that are owed, which are no bought ones',
      overageLeft('quarter', { purchased: 12, used: 12 }, { taken: 5, settled: 3 }),
      1,
    ],
    [
      'nothing where as many are owed as are allowed',
      overageLeft('ten-percent', { purchased: 11, used: 11 }, { taken: 1, settled: 0 }),
      0,
    ],
    [
      'nothing where fewer are allowed than before',
      overageLeft('ten-percent', { purchased: 13, used: 13 }, { taken: 3, settled: 0 }),
      0,
    ],
    ['nothing while a reduction left too few', overageLeft('always', { purchased: 8, used: 10 }, nothing), 0],
  ])('%s', (_case, left, expected) => {
    expect(left).toBe(expected);
  });

  it('never lets more be owed than are allowed of what is bought', () => {
    const policies = fc.constantFrom('none' as const, 'ten-percent' as const, 'quarter' as const);
    fc.assert(
      fc.property(policies, fc.nat(300), fc.nat(100), fc.nat(100), (policy, bought, settled, owed) => {
        const overage = { taken: settled + owed, settled };
        const counts = { purchased: bought + owed, used: bought + owed };
        const left = overageLeft(policy, counts, overage);
        if (left > 0) expect(owedOf(overage) + left).toBe(overageLimit(policy, bought));
        else expect(owed).toBeGreaterThanOrEqual(overageLimit(policy, bought));
      }),
    );
  });
});

it('leaves out what is none', () => {
  expect(shownSums({ overage: 0, overageLeft: 2 })).toEqual({ overageLeft: 2 });
  expect(shownSums({ overage: 1, overageLeft: 0 })).toEqual({ overage: 1 });
  expect(shownSums()).toEqual({});
});
