import { allWordsIn, searchTerms } from './search.js';

/** As the database matches: every range of the condition holds some term. */
const finds = (query: string, ...texts: string[]): boolean => {
  const terms = searchTerms(...texts);
  const { $and: ranges = [] } = allWordsIn('terms', query);
  return ranges.every(({ terms: { $elemMatch } }) =>
    terms.some((term) => term >= $elemMatch.$gte && term < $elemMatch.$lt),
  );
};

describe('a search', () => {
  const ruth = ['Ruth Anaïs', 'O’Brien-Lefèvre', 'ruth.obrien@harbour-lane.example', 'ROB'];

  it.each([
    ['the beginning of a name', 'obri', true],
    ['a name with its apostrophe', "o'brien", true],
    ['another kind of apostrophe', 'O‘Brien', true],
    ['the second half of a double name, without accents', 'lefev', true],
    ['a second first name in capitals', 'ANAÏS', true],
    ['two words in any order', 'brien ruth', true],
    ['the whole address', 'ruth.obrien@harbour-lane.example', true],
    ['the beginning of the address', 'ruth.o', true],
    ['a part of the domain', 'harbour', true],
    ['a code', 'rob', true],
    ['the inside of a word', 'rien', false],
    ['two words of which one is missing', 'ruth smith', false],
    ['nothing at all', '   ', true],
    ['a regular expression', 'r.*h', false],
  ])('for %s of a person: %s', (_case, query, found) => {
    expect(finds(query, ...ruth)).toBe(found);
  });

  it.each([
    ['a sharp s', 'strasse', 'Lease Straße 4', true],
    ['a sharp s, typed so', 'straß', 'Lease Strasse 4', true],
    ['a whole double name', 'smith-jo', 'Estate of Smith-Jones', true],
    ['a word inside brackets', 'draft', 'Lease (draft)', true],
    ['brackets around the word', '(draft)', 'Lease, draft', true],
    ['Cyrillic', 'договор', 'Договор аренды', true],
    ['the first syllable block of Korean', '가', '각서', true],
    ['a supplementary character', '𠮷', '𠮷田', true],
    ['punctuation only', '--', 'Lease', true],
    ['parts of an id with spaces', 'b/7 42', '42 B/7', true],
  ])('for %s: %s among %s', (_case, query, text, found) => {
    expect(finds(query, text)).toBe(found);
  });

  it('looks at the eight longest words', () => {
    const { $and: ranges } = allWordsIn('terms', 'a bb ccc d ee fff g hh iii jj');
    expect(ranges?.map(({ terms: { $elemMatch } }) => $elemMatch.$gte)).toEqual([
      'ccc',
      'fff',
      'iii',
      'bb',
      'ee',
      'hh',
      'jj',
      'a',
    ]);
  });

  it('has no condition for a query without words', () => {
    expect(allWordsIn('terms', ' … ')).toEqual({});
  });

  it('keeps a bounded number of terms, those of the first text before all others', () => {
    const title = Array.from({ length: 250 }, (_, n) => `w${n}`).join(' ');
    const terms = searchTerms('X-1', title, 'late');
    expect(terms).toHaveLength(40);
    expect(terms.slice(0, 2)).toEqual(['x-1', 'w0']);
    expect(terms).not.toContain('late');
  });
});
