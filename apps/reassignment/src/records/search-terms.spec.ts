import { searchedTerms, searchTerms } from './search-terms.js';

const finds = (q: string, title: string, externalId = 'MAT-000042') => {
  const terms = searchTerms(title, externalId);
  return searchedTerms(q).every((searched) => terms.some((term) => term.startsWith(searched)));
};

describe('A search among records', () => {
  it.each([
    ['the beginning of a word', 'lum', 'Willow Lumen lease', true],
    ['the inside of a word', 'umen', 'Willow Lumen lease', false],
    ['two words in any order', 'lease wil', 'Willow Lumen lease', true],
    ['two words of which one is missing', 'lease oak', 'Willow Lumen lease', false],
    ['without the accent', 'etude', 'Étude Delacroix', true],
    ['with the accent', 'ÉTU', 'Etude Delacroix', true],
    ['the second half of a double name', 'jon', 'Estate of Smith-Jones', true],
    ['a whole double name', 'smith-jo', 'Estate of Smith-Jones', true],
    ['inside brackets', 'draft', 'Lease (draft)', true],
    ['the external id', 'mat-0000', 'Lease', true],
    ['Cyrillic', 'договор', 'Договор аренды', true],
    ['a regular expression', '.*', 'Lease', true],
    ['punctuation only', '--', 'Lease', true],
  ])('%s', (_case, q, title, found) => {
    expect(finds(q, title)).toBe(found);
  });

  it('finds the parts of an external id that has spaces', () => {
    expect(finds('b/7 42', 'Lease', '42 B/7')).toBe(true);
  });

  it('keeps a bounded number of terms', () => {
    const title = Array.from({ length: 250 }, (_, n) => `w${n}`).join(' ');
    expect(searchTerms(title, 'X-1')).toHaveLength(40);
    expect(searchTerms(title, 'X-1')).toContain('x-1');
  });
});
