import { isAtLeast } from './newer-glibc.js';

describe('the version of the C library', () => {
  it.each([
    ['2.38', true],
    ['2.41', true],
    ['3.0', true],
    ['2.36', false],
    ['2.4', false],
  ])('%s is at least 2.38: %s', (version, expected) => {
    expect(isAtLeast(version, [2, 38])).toBe(expected);
  });
});
