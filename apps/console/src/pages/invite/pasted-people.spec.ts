import { MOST_LETTERS, MOST_PEOPLE, readPasted } from './pasted-people.js';

const short = (text: string) =>
  readPasted(text).people.map(({ email, firstName, lastName }) => [email, firstName, lastName].join('|'));

const ann = 'ann@x.example|Ann|Lee';
const bob = 'bob@x.example|Bob|';

describe('what was pasted', () => {
  it.each([
    ['nothing', '', []],
    ['blanks and empty lines', ' \n\n\t\n', []],
    ['one address', 'bob@x.example', [bob]],
    ['a recipient', 'Ann Lee <ann@x.example>', [ann]],
    ['recipients of Outlook', 'Ann Lee <ann@x.example>; bob@x.example', [ann, bob]],
    ['recipients with the last name first', '"Lee, Ann" <ann@x.example>, bob@x.example', [ann, bob]],
    ['recipients with quotes around the address', "Ann Lee ('ann@x.example'); bob@x.example;", [ann, bob]],
    ['recipients with commas alone', 'ann.lee@x.example,bob@x.example', ['ann.lee@x.example|Ann|Lee', bob]],
    ['a column', 'ann.lee@x.example\r\nbob@x.example\r\n', ['ann.lee@x.example|Ann|Lee', bob]],
    ['a row of a sheet', 'Ann\tLee\tann@x.example', [ann]],
    ['a name in one cell of a sheet', 'Ann Lee\tann@x.example', [ann]],
    ['a table with a head', 'First name,Last name,E-mail\nAnn,Lee,ann@x.example', [ann]],
    ['a French table', 'Courriel;Prénom;Nom\nann@x.example;Ann;Lee', [ann]],
    ['a table with whole names', 'Name\tEmail\n"Lee, Ann"\tann@x.example', [ann]],
    ['cells in quotes', 'email,name\nann@x.example,"Lee, Ann"', [ann]],
    ['the same address twice', 'Ann Lee <ann@x.example>; ANN@X.example', [ann]],
    ['capitals', 'Ann Lee <Ann@X.Example>', [ann]],
    ['a name of three words', 'Ann van Lee <ann@x.example>', ['ann@x.example|Ann van|Lee']],
    ['a link of a page', 'mailto:bob@x.example', [bob]],
    ['letters of any script', 'Žofia Łęcka <zofia@x.example>', ['zofia@x.example|Žofia|Łęcka']],
    ['an apostrophe in an address', "o'brien@firm.example", ["o'brien@firm.example||"]],
    ['an apostrophe in an address in quotes', "'o'brien@x.example'", ["o'brien@x.example||"]],
    [
      'an apostrophe in name and address',
      "Pat O'Brien <o'brien@x.example>",
      ["o'brien@x.example|Pat|O'Brien"],
    ],
    ['first and last name with commas', 'Ann,Lee,ann@x.example', [ann]],
    ['first and last name with commas after the address', 'ann@x.example, Ann, Lee', [ann]],
    ['the last name first in quotes', '"Lee, Ann",ann@x.example', [ann]],
    ['the last name first before brackets', 'Lee, Ann <ann@x.example>', [ann]],
    ['the last name first in one cell of a sheet', 'Lee, Ann\tann@x.example', [ann]],
    ['a row with semicolons', 'Ann;Lee;ann@x.example', [ann]],
    [
      'recipients some of whom have no address',
      'Ann Lee <ann@x.example>; Carl Nolan; Bob Ray <bob@x.example>; Dora Hale',
      [ann, '|Carl|Nolan', 'bob@x.example|Bob|Ray', '|Dora|Hale'],
    ],
    [
      'one recipient, then somebody without an address',
      'Ann Lee <ann@x.example>, Carl Nolan',
      [ann, '|Carl|Nolan'],
    ],
    ['a semicolon in quotes', '"Lee; Ann" <ann@x.example>; bob@x.example', ['ann@x.example|Lee|Ann', bob]],
    [
      'a table the first column of which is empty',
      '\tEmail\tFirst name\tLast name\n\tann@x.example\tAnn\tLee',
      [ann],
    ],
    ['a row that begins with an empty cell', 'First name\tLast name\tEmail\n\tLee\tann@x.example', [ann]],
    ['a file of a spreadsheet', '\uFEFFEmail;First name;Last name\r\nann@x.example;Ann;Lee', [ann]],
    ['something without an address', 'Ann Lee', ['|Ann|Lee']],
    ['an address without a dot', 'ann@localhost', ['|ann@localhost|']],
  ])('%s', (_what, text, people) => {
    expect(short(text)).toEqual(people);
  });

  it('keeps what it was read from, for whoever has to mend it', () => {
    const sources = (text: string) => readPasted(text).people.map(({ source }) => source);
    expect(sources('Ann Lee <ann@x.example>; nobody at all')).toEqual([
      'Ann Lee <ann@x.example>',
      'nobody at all',
    ]);
    expect(sources('no address')).toEqual(['no address']);
  });

  it('is read no further than so many people, and how many more there are is told', () => {
    const many = Array.from({ length: MOST_PEOPLE + 100 }, (_, n) => `p${n}@x.example`).join('\n');
    const { people, leftOut } = readPasted(many);
    expect([people.length, leftOut]).toEqual([MOST_PEOPLE, 100]);
    expect(readPasted('bob@x.example').leftOut).toBe(0);
  });

  it.each([
    ['dots', `${'a.'.repeat(MOST_LETTERS / 2 - 1)}@`],
    ['quotes', '"'.repeat(MOST_LETTERS)],
    ['blanks', `a${' '.repeat(MOST_LETTERS - 2)}a`],
    ['apostrophes', `a${"'".repeat(MOST_LETTERS - 2)}a`],
  ])('of as many %s as are read is somebody without an address', (_what, text) => {
    expect(readPasted(text).people.map(({ email }) => email)).toEqual(['']);
  });
});
