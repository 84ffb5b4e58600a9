import { sampleUser } from '../../testing/sample-user.js';
import { columnsOf, refuseHeader } from '../imports/columns.js';
import { parseRow } from '../imports/rows.js';
import { cellOf, shielded, unshielded, valueOf } from '../users/custom-field-cells.js';
import type { StoredUser } from '../users/users.schema.js';
import { cellsOf, headerOf } from './user-exports.js';

/** What the writer of the file puts in front of what a spreadsheet would run. */
const written = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

const readBack = (user: StoredUser, manager?: string) => {
  const names = Object.keys(user.customFields);
  return parseRow(columnsOf(headerOf(names)), cellsOf(user, names, manager).map(written));
};

describe('a row of an export', () => {
  it('is read back by an import as the user was, custom fields and all', () => {
    const user = sampleUser({
      username: 'liam@firm.example',
      email: 'liam.osei@mail.example',
      title: '@Partner',
      department: { id: 'dep_1', name: 'Tax' },
      seniority: { id: 'sen_1', name: 'Partner', rank: 1 },
      offices: [
        { id: 'ofc_1', name: 'Lyon' },
        { id: 'ofc_2', name: 'Montréal' },
      ],
      phones: { office: '+44 20 7946 0018', extension: '7', cell: '+447700967245' },
      address: {
        street: '1, Harbour Lane',
        city: 'Lyon',
        region: 'Rhône',
        postalCode: '69001',
        country: 'France',
      },
      products: ['core', 'contract'],
      customFields: { costCentre: '0042', Badge: 17, remote: true, 'pet-name': "'=Rex" },
      locale: 'fr',
    });
    const { user: read, manager, fieldErrors } = readBack(user, 'ada@firm.example');
    expect(fieldErrors).toEqual([]);
    expect(manager).toBe('ada@firm.example');
    expect(read).toEqual({
      username: user.username,
      email: user.email,
      firstName: user.firstName,
      lastName: user.lastName,
      type: 'standard',
      title: user.title,
      department: 'Tax',
      seniority: 'Partner',
      offices: ['Lyon', 'Montréal'],
      phones: user.phones,
      address: user.address,
      products: user.products,
      customFields: user.customFields,
      locale: 'fr',
    });
  });

  it('of a machine stays one, and one of a person with nothing more has nothing more', () => {
    expect(readBack(sampleUser({ type: 'service' })).user).toMatchObject({ type: 'service' });
    expect(readBack(sampleUser()).user).not.toHaveProperty('customFields');
    expect(readBack(sampleUser()).user).not.toHaveProperty('phones');
  });

  it('has as many cells as the header, and none that holds a secret', () => {
    const user = sampleUser({ passwordHash: 'hash', apiKeys: [], customFields: { one: 1 } });
    const cells = cellsOf(user, ['one', 'other'], undefined);
    expect(cells).toHaveLength(headerOf(['one', 'other']).length);
    expect(cells.join()).not.toContain('hash');
    expect(refuseHeader(columnsOf(headerOf([])))).toBeNull();
  });
});

describe('a custom field in a cell', () => {
  it.each([
    'text',
    '',
    ' blanks ',
    '5',
    '-5',
    '0042',
    'true',
    'null',
    '"quoted"',
    '"half',
    '1e400',
    '12345678901234567890',
    "'",
    "'=x",
    "''@x",
    '=1+1',
    '+1',
    '\t=1',
    '\rx',
    'one\ntwo',
    '＝1',
    5,
    -5,
    0.1,
    1e21,
    true,
    false,
  ])('%j is what it was after its way out and in', (value) => {
    const cell = written(shielded(cellOf(value)));
    expect(valueOf(unshielded(cell.trim()).trim())).toEqual(value);
  });
});
