import { columnsOf, refuseHeader } from './columns.js';

describe('the columns of a file', () => {
  it('are known from an export of Google Workspace, whose address is the username', () => {
    const header =
      'First Name [Required],Last Name [Required],Email Address [Required],Password [Required],' +
      'Org Unit Path [Required],Work Phone,Mobile Phone,Employee ID,Employee Title,Manager Email,Department,' +
      'Building ID,Change Password at Next Sign-In';
    expect(columnsOf(header.split(','))).toEqual([
      'firstName',
      'lastName',
      'username',
      '',
      '',
      'officePhone',
      'cell',
      '',
      'title',
      'manager',
      'department',
      'offices',
      '',
    ]);
  });

  it('are known from Entra', () => {
    const header = 'User principal name,First name,Last name,Title,Department,Office,Manager,Mobile Phone';
    expect(columnsOf(header.split(','))).toEqual([
      'username',
      'firstName',
      'lastName',
      'title',
      'department',
      'offices',
      'manager',
      'cell',
    ]);
  });

  it('are known by their plain names, in any case, with a byte order mark, once each', () => {
    expect(
      columnsOf(['\uFEFFusername', 'E-Mail', 'first_name', 'lastName', 'Last Name', 'Shoe size']),
    ).toEqual(['username', 'email', 'firstName', 'lastName', '', '']);
  });

  it.each([
    ['all there', ['username', 'firstName', 'lastName'], []],
    ['an address for a username', ['Email', 'First name', 'Surname'], []],
    ['no last name', ['username', 'firstName'], ['lastName']],
    ['a file without header', ['ann@firm.example', 'Ann', 'Lee'], ['username', 'firstName', 'lastName']],
  ])('are refused for what nobody can do without: %s', (_case, header, missing) => {
    expect(refuseHeader(columnsOf(header))?.errors?.map(({ path }) => path) ?? []).toEqual(missing);
  });
});
