import { plain } from '@seatkeeper/text';
import { searchTerms, sortKeysOf } from './search-terms.js';

const ruth = {
  firstName: 'Ruth Anaïs',
  lastName: 'O’Brien-Lefèvre',
  username: 'ruth.obrien@harbour-lane.example',
  email: 'ruth@private.example',
  userCode: 'ROB',
};

describe('a user is found', () => {
  it.each([
    ['by the last name', 'Obri'],
    ['by the last name with its apostrophe', "o'brien"],
    ['by the second part of the last name', 'Lefèv'],
    ['by a second first name', 'ANAÏS'],
    ['by the whole username', 'ruth.obrien@harbour-lane.example'],
    ['by the other address', 'ruth@private'],
    ['by a part of the domain', 'harbour'],
    ['by the user code', 'rob'],
  ])('%s: %s', (_case, word) => {
    expect(searchTerms(ruth).filter((term) => term.startsWith(plain(word)))).not.toEqual([]);
  });
});

describe('a sort key', () => {
  it('ignores case and accents, and is there even for what is not', () => {
    expect(sortKeysOf({ ...ruth, department: null, seniority: null, title: 'Éditrice' })).toEqual({
      firstName: 'ruth anais',
      lastName: "o'brien-lefevre",
      userCode: 'rob',
      department: ' ',
      title: 'editrice',
      seniority: 0,
      lastActiveAt: new Date(0),
    });
  });
});
