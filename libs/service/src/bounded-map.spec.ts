import { BoundedMap } from './bounded-map.js';

describe('a map with a bound', () => {
  const known = (map: BoundedMap<string, number>) => [...'abcd'].filter((key) => map.has(key)).join('');

  function with2(...set: string[]) {
    const map = new BoundedMap<string, number>(2);
    set.forEach((key, n) => map.set(key, n));
    return map;
  }

  it.each([
    ['as many as it may hold', ['a', 'b'], 'ab'],
    ['one too many: the oldest is forgotten', ['a', 'b', 'c'], 'bc'],
    ['the same again: nothing is forgotten', ['a', 'b', 'b', 'b'], 'ab'],
    ['what was set again is the newest', ['a', 'b', 'a', 'c'], 'ac'],
  ])('%s', (_case, set, left) => {
    expect(known(with2(...set))).toBe(left);
  });

  it('has the value that was set last, and none of what is forgotten or deleted', () => {
    const map = with2('a', 'b', 'a', 'c');
    map.delete('c');
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([2, undefined, undefined]);
  });

  it('has room again after a deletion', () => {
    const map = with2('a', 'b');
    map.delete('a');
    map.set('c', 2);
    expect(known(map)).toBe('bc');
  });
});
