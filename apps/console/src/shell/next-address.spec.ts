import { safeNext } from './next-address.js';

it.each(['/', '/people?status=active&q=a%20b', '/people#top'])(
  '%s is an address within the console',
  (next) => {
    expect(safeNext(next)).toBe(next);
  },
);

it.each([
  '',
  'people',
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  '/\n/elsewhere.example',
  'javascript:alert(1)',
  7,
  null,
  ['/people'],
])('%j is none', (next) => {
  expect(safeNext(next)).toBeUndefined();
});
