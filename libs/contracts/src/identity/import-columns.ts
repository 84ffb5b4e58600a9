/**
 * What the columns of an imported file may hold and what they may be called, in the exports of Google Workspace and
 * Entra, among others. Case, spaces, signs and words in brackets do not count: `First Name [Required]`, `first_name`
 * and `firstName` are one. Columns with other names are left alone.
 */
export const importColumns = {
  username: {
    names: ['Username', 'User principal name', 'UPN', 'Login', 'Login name'],
    holds: 'The name to sign in with, an e-mail address; without such a column, the e-mail address is it',
  },
  email: {
    names: ['Email', 'Email address', 'Mail', 'Primary email'],
    holds: 'Where mail goes; the username if left empty',
  },
  firstName: { names: ['First name', 'Given name', 'Forename'], holds: 'Never empty' },
  lastName: { names: ['Last name', 'Surname', 'Family name'], holds: 'Never empty' },
  title: { names: ['Title', 'Job title', 'Employee title'], holds: 'Free text' },
  department: { names: ['Department'], holds: 'A department by name' },
  offices: {
    names: ['Office', 'Offices', 'Office location', 'Building ID', 'Building', 'Location'],
    holds: 'One or several offices by name, with semicolons or bars between them',
  },
  manager: {
    names: ['Manager', 'Manager email', 'Manager username', 'Reports to'],
    holds: 'The username of a colleague, who may stand further down in the file',
  },
  officePhone: {
    names: [
      'Work phone',
      'Office phone',
      'Phone',
      'Telephone',
      'Telephone number',
      'Business phone',
      'Phone number',
    ],
    holds: 'Free text',
  },
  extension: { names: ['Extension'], holds: 'Of the phone in the office' },
  cell: { names: ['Mobile phone', 'Mobile', 'Mobile number', 'Cell', 'Cell phone'], holds: 'Free text' },
  street: { names: ['Street', 'Street address', 'Address'], holds: 'Free text' },
  city: { names: ['City', 'Town'], holds: 'Free text' },
  region: { names: ['Region', 'State', 'Province', 'State or province'], holds: 'Free text' },
  postalCode: { names: ['Postal code', 'Postcode', 'Zip', 'Zip code'], holds: 'Free text' },
  country: { names: ['Country', 'Country or region'], holds: 'Free text' },
  seniority: { names: ['Seniority'], holds: 'A seniority by name' },
  products: {
    names: ['Product', 'Products'],
    holds: 'One or several of the catalogue, with semicolons or bars between them; `core` if left empty',
  },
  type: {
    // Not “User type”, which holds something else in the exports of Entra.
    names: ['Kind of user'],
    holds: '`standard`, or `service` for a machine; `standard` if left empty',
  },
  locale: {
    names: ['Locale', 'Language'],
    holds: 'What messages are written in, such as `en` or `fr-CA`; the language of the account if left empty',
  },
  joinsOn: {
    names: ['Joins on', 'Joining date', 'Start date', 'Hire date', 'Employee hire date'],
    holds:
      'A day to come, such as `2030-01-31`: nothing is sent and no seat is taken before; invited at once if left empty',
  },
} as const satisfies Record<string, { names: readonly string[]; holds: string }>;

export type ImportField = keyof typeof importColumns;

/** How a column of a custom field begins, the name of the field behind it. */
export const CUSTOM_FIELD_COLUMN = 'Custom field: ';
