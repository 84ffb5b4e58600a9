import { numbersIn } from './money.js';

it.each([
  ['fr', 'fr-CA', 'fr-CA'],
  ['en', 'fr-CA', 'en'],
  ['fr', 'en', 'fr'],
])('on a page in %s an account in %s writes numbers as in %s', (page, account, locale) => {
  expect(numbersIn(page, account)).toBe(locale);
});
