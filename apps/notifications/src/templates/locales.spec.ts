import { languageOf } from './locales.js';

it.each([
  ['en', 'en'],
  ['en-GB', 'en'],
  ['fr', 'fr'],
  ['fr-CA', 'fr'],
  ['de', 'en'],
])('writes to a recipient of the locale %s in %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});
