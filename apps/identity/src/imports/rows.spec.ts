import { Fault } from '@seatkeeper/contracts';
import { columnsOf } from './columns.js';
import { duplicateRow, failureOf, invalidRow, parseRow } from './rows.js';

const columns = columnsOf(
  'username,first name,last name,title,department,office,manager,mobile phone'.split(','),
);
const parse = (...cells: string[]) => parseRow(columns, cells);

describe('a row', () => {
  it('becomes a user, without what nobody wrote', () => {
    expect(
      parse('Ann@Firm.example', ' Ann ', '\tLee ', '', 'Tax', 'London; Lyon', 'bo@firm.example', ''),
    ).toEqual({
      username: 'ann@firm.example',
      user: {
        username: 'ann@firm.example',
        firstName: 'Ann',
        lastName: 'Lee',
        department: 'Tax',
        offices: ['London', 'Lyon'],
        type: 'standard',
      },
      fieldErrors: [],
      manager: 'bo@firm.example',
    });
  });

  it.each([
    ['short, with all that is needed', ['short@firm.example', 'Short', 'Row'], []],
    ['accents, quotes and commas', ['quoted@firm.example', 'Quo"ted', 'Com,ma'], []],
    ['another script', ['юникод@firm.example', 'Юлия', 'Смирнова'], []],
    ['an emoji', ['emoji@firm.example', 'Zoë 🦊', 'Fox'], []],
    ['empty cells beyond the header', ['a@firm.example', 'A', 'B', '', '', '', '', '', '', ' '], []],
    ['a cell beyond the header', ['a@firm.example', 'A', 'B', '', '', '', '', '', 'surplus'], ['row']],
    ['no address', ['', 'Empty', 'Name'], ['username']],
    ['a bad address', ['not-an-address', 'No', 'At'], ['username']],
    ['no last name', ['a@firm.example', 'NoLast', ''], ['lastName']],
    ['a line break in a name', ['a@firm.example', 'Two\nLines', 'Name'], ['firstName']],
    ['a formula', ['a@firm.example', '=HYPERLINK(A1)', '+cmd'], ['firstName', 'lastName']],
    ['three hundred characters', ['a@firm.example', 'L'.repeat(300), 'Long'], ['firstName']],
    [
      'a phone number of fifty characters',
      ['a@firm.example', 'A', 'B', '', '', '', '', '1'.repeat(50)],
      ['phones.cell'],
    ],
  ])('with %s', (_case, cells, wrong) => {
    const { user, fieldErrors } = parse(...cells);
    expect(fieldErrors.map(({ path }) => path)).toEqual(wrong);
    expect(user === undefined).toBe(wrong.length > 0);
  });

  it('shows the address as written when it is none', () => {
    expect(parse('not-an-address', 'No', 'At').username).toBe('not-an-address');
    expect(parse('', 'No', 'At').username).toBeNull();
  });

  it('never keeps what the file says beyond a user', () => {
    const google = columnsOf(['Email Address [Required]', 'First Name', 'Last Name', 'Password [Required]']);
    const row = parseRow(google, ['ann@firm.example', 'Ann', 'Lee', 'hunter2hunter2']);
    expect(JSON.stringify(row)).not.toContain('hunter2');
  });
});

describe('a row that failed', () => {
  it('says in a sentence what is wrong', () => {
    expect(invalidRow(parse('x', 'A', '').fieldErrors).detail).toBe(
      'username: Expected an e-mail address such as ann@firm.example; lastName: May not be empty.',
    );
    expect(duplicateRow(2)).toMatchObject({
      code: 'username-taken',
      detail: 'Line 2 of this file has the same username.',
    });
  });

  it('passes on the answer of an invitation', () => {
    const fault = new Fault('no-free-seat', 'Every seat of core is in use: 10 of 10.');
    expect(failureOf(fault)).toEqual({ code: 'no-free-seat', detail: fault.detail, errors: [] });
    expect(failureOf(new Fault('user-busy')).detail).toBe('Another change of this user is still running');
  });
});
