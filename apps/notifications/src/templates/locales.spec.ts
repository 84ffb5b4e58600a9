import { languageOf, momentIn } from './locales.js';

const expiresAt = new Date('2026-11-29T06:00:00Z');

it.each([
  ['en', 'en'],
  ['en-GB', 'en'],
  ['fr', 'fr'],
  ['fr-CA', 'fr'],
  ['de', 'en'],
])('writes to a recipient of the locale %s in %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});

it.each([
  ['en', 'Sunday November 29 2026 at 6:00 AM UTC'],
  ['en-GB', 'Sunday 29 November 2026 at 06:00 UTC'],
  ['fr', 'dimanche 29 novembre 2026 à 06:00 UTC'],
  ['fr-CA', 'dimanche 29 novembre 2026 à 06 h 00 UTC'],
])('says a moment to a recipient of the locale %s as %s', (locale, text) => {
  // Commas and kinds of spaces change with the version of the language data.
  expect(momentIn(locale, expiresAt).replace(/[,\s]+/g, ' ')).toBe(text);
});
