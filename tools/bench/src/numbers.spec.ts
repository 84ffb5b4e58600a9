import { median, mediansByKey, quantile } from './numbers.js';

it('the median is the value in the middle, whatever the order', () => {
  expect(median([5, 1, 100])).toBe(5);
  expect(median([])).toBeNaN();
});

it('a quantile of a short list is one of its values', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
  expect([quantile(hundred, 0.99), quantile([7], 0.99)]).toEqual([100, 7]);
});

it('a process that one round did not see used nothing in it', () => {
  const rounds = [new Map([['a', 1]]), new Map([['b', 3]]), new Map([['b', 5]])];
  expect(mediansByKey(rounds)).toEqual({ a: 0, b: 3 });
});
