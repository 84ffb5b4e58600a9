import { readFileSync } from 'node:fs';

const sentences = (language: 'en' | 'fr') =>
  JSON.parse(
    readFileSync(new URL(`../../../apps/console/src/words/${language}/audit.json`, import.meta.url), 'utf8'),
  ) as Record<string, string>;
const said = (language: 'en' | 'fr', action: string) =>
  sentences(language)[`audit.did.${action}`]?.replace('{actor}', 'Ada Quill').replace('{product}', 'core');

it.each([
  [
    'licensing.order.approved',
    'An order was approved by Ada Quill',
    'Une commande a été approuvée par Ada Quill',
  ],
  [
    'licensing.operator.order-approved',
    'Ada Quill approved an order of another account',
    'Ada Quill a approuvé une commande d’un autre compte',
  ],
  [
    'licensing.reduction.booked',
    'Ada Quill booked fewer seats of core',
    'Ada Quill a prévu moins de places de core',
  ],
  [
    'licensing.reduction.cancelled',
    'Ada Quill took back a reduction of core',
    'Ada Quill a annulé une réduction de core',
  ],
  [
    'licensing.seats.reduced',
    'Seats of core were given back, says Ada Quill',
    'Des places de core ont été rendues, selon Ada Quill',
  ],
  [
    'licensing.renewal.chosen',
    'Ada Quill chose what becomes of core at the end of its term',
    'Ada Quill a choisi ce que devient core à la fin de sa période',
  ],
])('the log says of %s who did it, and of which product', (action, english, french) => {
  expect(said('en', action)).toBe(english);
  expect(said('fr', action)).toBe(french);
});
