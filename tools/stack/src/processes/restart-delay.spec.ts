import { countDeaths, restartDelay } from './restart-delay.js';

describe('the delay before a restart', () => {
  it.each([
    [1, 100],
    [2, 200],
    [3, 400],
    [5, 1_600],
    [6, 2_000],
    [500, 2_000],
  ])('after death %i in a row is %i ms', (deaths, milliseconds) => {
    expect(restartDelay(deaths)).toBe(milliseconds);
  });

  it('begins anew once the process has been up for ten seconds', () => {
    expect(countDeaths(7, 9_999)).toBe(8);
    expect(countDeaths(7, 10_000)).toBe(1);
  });
});
