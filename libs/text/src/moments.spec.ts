import { dayIn, momentIn } from './moments.js';

const morning = new Date('2026-12-01T09:00:00Z');
/** Commas and kinds of spaces change with the version of the language data. */
const words = (text: string) => text.replace(/[,\s]+/g, ' ');

describe('a moment in words', () => {
  it.each([
    ['en', 'UTC', 'Tuesday December 1 2026 at 9:00 AM UTC'],
    ['en-GB', 'UTC', 'Tuesday 1 December 2026 at 09:00 UTC'],
    ['en', 'Europe/Paris', 'Tuesday December 1 2026 at 10:00 AM (Central European Standard Time)'],
    ['en', 'America/New_York', 'Tuesday December 1 2026 at 4:00 AM (Eastern Standard Time)'],
    ['fr', 'Europe/Paris', 'mardi 1er décembre 2026 à 10:00 (heure normale d’Europe centrale)'],
    ['fr-CA', 'America/Toronto', 'mardi 1er décembre 2026 à 04 h 00 (heure normale de l’Est)'],
  ])('is said in %s as in %s', (locale, zone, text) => {
    expect(words(momentIn(locale, morning, zone))).toBe(text);
  });

  it('has its first day and no other as a first in French', () => {
    const days = ['2026-12-02', '2026-12-11', '2026-12-31'].map((day) =>
      momentIn('fr', new Date(`${day}T09:00:00Z`), 'UTC'),
    );
    expect(days.filter((text) => /\d+er/.test(text))).toEqual([]);
  });
});

it.each([
  ['en', 'UTC', 'December 1 2026'],
  ['en', 'Pacific/Pago_Pago', 'November 30 2026'],
  ['en-GB', 'UTC', '1 December 2026'],
  ['fr', 'Europe/Paris', '1er décembre 2026'],
])('a day is said in %s as in %s', (locale, zone, text) => {
  expect(words(dayIn(locale, morning, zone))).toBe(text);
});
