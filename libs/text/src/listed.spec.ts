import { listed, listedIn } from './listed.js';

it.each([
  ['Paris,Lyon', ['Paris', 'Lyon']],
  [' Paris , Lyon ,, ', ['Paris', 'Lyon']],
  ['Paris\\, Texas,Lyon', ['Paris, Texas', 'Lyon']],
  ['a\\\\,b', ['a\\', 'b']],
  ['C:\\temp', ['C:\\temp']],
  ['a\\', ['a\\']],
  ['\\,', [',']],
  ['', []],
])('%s is a list of %j', (text, values) => {
  expect(listedIn(text)).toEqual(values);
});

it.each([
  [['Paris, Texas', 'Lyon']],
  [['a\\', 'b']],
  [['a\\,b', 'c\\\\d']],
  [['C:\\temp', '\\\\server\\share']],
  [['\\', ',']],
])('%j comes back as it was listed', (values) => {
  expect(listedIn(listed(values))).toEqual(values);
});

it('a value without a comma is listed as it is', () => {
  expect(listed(['Paris', 'C:\\temp'])).toBe('Paris,C:\\temp');
});
