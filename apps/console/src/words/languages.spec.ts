import { languageFor } from './languages.js';

it.each([
  [['fr-CA', 'en'], 'fr'],
  [['de', 'FR'], 'fr'],
  [['en-GB'], 'en'],
  [['de', 'it'], 'en'],
  [[], 'en'],
  // Filipino begins with the same letters.
  [['fil', 'en'], 'en'],
])('who reads %j gets %s', (wishes, language) => {
  expect(languageFor(wishes)).toBe(language);
});
