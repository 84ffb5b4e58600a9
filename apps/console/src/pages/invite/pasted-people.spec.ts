import { MOST_PEOPLE, readPasted } from './pasted-people.js';

const short = (text: string) =>
  readPasted(text).map(({ email, firstName, lastName }) => [email, firstName, lastName].join('|'));

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
    ['something without an address', 'Ann Lee', ['|Ann|Lee']],
    ['an address without a dot', 'ann@localhost', ['|ann@localhost|']],
  ])('%s', (_what, text, people) => {
    expect(short(text)).toEqual(people);
  });

  it('keeps what it was read from, for whoever has to mend it', () => {
    expect(readPasted('Ann Lee <ann@x.example>; nobody at all').map(({ source }) => source)).toEqual([
      'Ann Lee <ann@x.example>; nobody at all',
    ]);
    expect(readPasted('no address').map(({ source }) => source)).toEqual(['no address']);
  });

  it('is read no further than so many people', () => {
    const many = Array.from({ length: MOST_PEOPLE + 100 }, (_, n) => `p${n}@x.example`).join('\n');
    expect(readPasted(many)).toHaveLength(MOST_PEOPLE);
  });

  it('that is long and makes no sense is read in no time', () => {
    const began = performance.now();
    readPasted(`${'a.'.repeat(50_000)}@`);
    readPasted('"'.repeat(50_000));
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
