import { toggled } from './toggled.js';

it('ticks once, however often', () => {
  expect(toggled(toggled(['a'], 'b', true), 'b', true)).toEqual(['a', 'b']);
  expect(toggled(['a', 'b'], 'a', false)).toEqual(['b']);
});
