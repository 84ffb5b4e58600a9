import { userCodeOf, userCodeStem } from './user-codes.js';

describe('a user code', () => {
  it.each([
    ['Jane', 'Doe', 'JDO'],
    ['ruth', "O'Brien", 'ROB'],
    ['Ingrid', 'Lefèvre', 'ILE'],
    ['Øyvind', 'Åberg', 'OAB'],
    ['Łukasz', 'Święty', 'LSW'],
    ['Zoë 🦊', 'Fox', 'ZFO'],
    ['Jo', 'Q', 'JQX'],
    ['Æsa', 'ß', 'ASS'],
    ['Юлия', 'Смирнова', 'XXX'],
    ['  Ann ', ' de la Cruz', 'ADE'],
  ])('of %s %s begins with %s', (firstName, lastName, stem) => {
    expect(userCodeStem(firstName, lastName)).toBe(stem);
  });

  it('has a number from the second of a stem on', () => {
    expect([1, 2, 30].map((number) => userCodeOf('JDO', number))).toEqual(['JDO', 'JDO2', 'JDO30']);
  });
});
