import fc from 'fast-check';
import { prorate, split, sumOf, taxOn } from './money.js';

const amount = fc.integer({ min: 0, max: 100_000_000_00 });
const seconds = fc.integer({ min: 1, max: 366 * 86_400 });

describe('a share of an amount', () => {
  it.each([
    [100, 1, 3, 33],
    [200, 1, 3, 67],
    [1, 1, 2, 1],
    [-1, 1, 2, 0],
    [-3, 1, 2, -1],
    [5, 0, 7, 0],
    [9_007_199_254_740_991, 31_535_999, 31_536_000, 9_007_198_969_124_576],
  ])('%d × %d ÷ %d is %d', (of, part, whole, share) => {
    expect(prorate(of, part, whole)).toBe(share);
  });

  it('is the exact fraction to within half a unit, and never more than the whole', () => {
    fc.assert(
      fc.property(amount, seconds, seconds, (of, a, b) => {
        const [part, whole] = a < b ? [a, b] : [b, a];
        const share = BigInt(prorate(of, part, whole));
        const error = 2n * (share * BigInt(whole) - BigInt(of) * BigInt(part));
        expect(error > -BigInt(whole) && error <= BigInt(whole)).toBe(true);
        expect(share <= BigInt(of)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('never grows while time passes, and all of it is all of it', () => {
    fc.assert(
      fc.property(amount, seconds, fc.nat(), fc.nat(), (of, whole, a, b) => {
        const [less, more] = [a % (whole + 1), b % (whole + 1)].sort((one, other) => one - other);
        expect(prorate(of, less!, whole)).toBeLessThanOrEqual(prorate(of, more!, whole));
        expect(prorate(of, whole, whole)).toBe(of);
      }),
    );
  });

  it('of nothing is refused', () => {
    expect(() => prorate(100, 1, 0)).toThrow(RangeError);
    expect(() => prorate(Number.MAX_SAFE_INTEGER, 2, 1)).toThrow('beyond what can be billed');
  });
});

describe('an amount that is divided', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [100, [1, 2, 3], [17, 33, 50]],
    [2, [1, 1, 1, 1], [1, 1, 0, 0]],
    [0, [5, 5], [0, 0]],
    [7, [0, 3, 0], [0, 7, 0]],
  ])('%d by %j gives %j', (total, weights, shares) => {
    expect(split(total, weights)).toEqual(shares);
  });

  it('loses no unit, makes none, and gives everybody less than a unit more or less than their due', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 12 })
      .filter((list) => list.some((weight) => weight > 0));
    fc.assert(
      fc.property(amount, weights, (total, given) => {
        const shares = split(total, given);
        expect(sumOf(shares)).toBe(total);
        const all = BigInt(sumOf(given));
        shares.forEach((share, i) => {
          const error = BigInt(share) * all - BigInt(total) * BigInt(given[i] ?? 0);
          expect(error > -all && error < all).toBe(true);
        });
      }),
      { numRuns: 10_000 },
    );
  });

  it('among nobody is refused', () => {
    expect(() => split(100, [])).toThrow(RangeError);
    expect(() => split(100, [0, 0])).toThrow(RangeError);
  });
});

it.each([
  [10_000, 1_900, 1_900],
  [999, 1_900, 190],
  [50, 100, 1],
  [49, 100, 0],
  [10_000, 0, 0],
])('the tax on %d at %d basis points is %d', (net, rate, tax) => {
  expect(taxOn(net, rate)).toBe(tax);
});
