import { queryWords, searchTerms, sortKeysOf } from './search-terms.js';

const ruth = {
  firstName: 'Ruth Anaïs',
  lastName: 'O’Brien-Lefèvre',
  username: 'ruth.obrien@harbour-lane.example',
  email: 'ruth@private.example',
  userCode: 'ROB',
};

/** As the database matches: every word begins some term. */
const finds = (query: string) => {
  const terms = searchTerms(ruth);
  return queryWords(query).every((word) => terms.some((term) => term.startsWith(word)));
};

describe('a search', () => {
  it.each([
    ['the beginning of the last name', 'obri', true],
    ['the last name with its apostrophe', "o'brien", true],
    ['another kind of apostrophe', 'O‘Brien', true],
    ['the second part of the last name, without accents', 'lefev', true],
    ['a second first name in capitals', 'ANAÏS', true],
    ['first and last name in any order', 'brien ruth', true],
    ['the whole username', 'ruth.obrien@harbour-lane.example', true],
    ['the beginning of the username', 'ruth.o', true],
    ['a part of the domain', 'harbour', true],
    ['the user code', 'rob', true],
    ['the middle of a word', 'rien', false],
    ['one word that fits and one that does not', 'ruth smith', false],
    ['nothing at all', '   ', true],
  ])('for %s: %s', (_case, query, found) => {
    expect(finds(query)).toBe(found);
  });

  it('looks at no more than eight words', () => {
    expect(queryWords('a b c d e f g h i j')).toHaveLength(8);
  });
});

describe('a sort key', () => {
  it('ignores case and accents, and is there even for what is not', () => {
    expect(sortKeysOf({ ...ruth, department: null, title: 'Éditrice' })).toEqual({
      firstName: 'ruth anais',
      lastName: "o'brien-lefevre",
      userCode: 'rob',
      department: ' ',
      title: 'editrice',
      lastActiveAt: new Date(0),
    });
  });
});
