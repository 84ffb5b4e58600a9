import { ownPage } from './return-addresses.js';

it.each(['/', '/people', '/people?status=active#top', '/people/usr_1'])('%s is a page of our own', (path) => {
  expect(ownPage(path)).toBe(path);
});

it.each([
  undefined,
  '',
  'people',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '\\\\evil.example',
  '/\t/evil.example/',
  '/\n/evil.example',
  ' //evil.example',
  '/..//evil.example',
  '/people\\..\\..//evil.example',
  'javascript:alert(1)',
  '/v1/auth/sso/firm',
  '/./v1/me',
  '/v1',
])('%j is none, and leads to the first page', (wanted) => {
  expect(ownPage(wanted)).toBe('/');
});
