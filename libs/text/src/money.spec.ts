import { moneyIn } from './money.js';

const blanks = (text: string) => text.replace(/\s/g, ' ');

it.each([
  ['euros in English', 'en', 290_050, 'EUR', '€2,900.50'],
  ['euros in French', 'fr', 290_050, 'EUR', '2 900,50 €'],
  ['dollars in Canada', 'fr-CA', 290_050, 'CAD', '2 900,50 $'],
  ['what is credited', 'en', -1_450, 'EUR', '-€14.50'],
  ['a currency without minor units', 'en', 2_900, 'JPY', '¥2,900'],
  ['nothing', 'fr', 0, 'USD', '0,00 $US'],
])('%s', (_what, locale, minor, currency, text) => {
  expect(blanks(moneyIn(locale, minor, currency))).toBe(text);
});
