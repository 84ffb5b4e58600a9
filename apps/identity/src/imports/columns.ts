import { Fault } from '@seatkeeper/contracts';

/** What a column of a file can mean. Everything else in the file is left alone. */
const NAMES = {
  username: ['username', 'userprincipalname', 'upn', 'login', 'loginname'],
  email: ['email', 'emailaddress', 'mail', 'primaryemail'],
  firstName: ['firstname', 'givenname', 'forename'],
  lastName: ['lastname', 'surname', 'familyname'],
  title: ['title', 'jobtitle', 'employeetitle'],
  department: ['department'],
  offices: ['office', 'offices', 'officelocation', 'buildingid', 'building', 'location'],
  manager: ['manager', 'manageremail', 'managerusername', 'reportsto'],
  officePhone: [
    'workphone',
    'officephone',
    'phone',
    'telephone',
    'telephonenumber',
    'businessphone',
    'phonenumber',
  ],
  extension: ['extension'],
  cell: ['mobilephone', 'mobile', 'mobilenumber', 'cell', 'cellphone'],
  street: ['street', 'streetaddress', 'address'],
  city: ['city', 'town'],
  region: ['region', 'state', 'province', 'stateorprovince'],
  postalCode: ['postalcode', 'postcode', 'zip', 'zipcode'],
  country: ['country', 'countryorregion'],
  seniority: ['seniority'],
  products: ['product', 'products'],
  locale: ['locale', 'language'],
} as const;

export type ImportField = keyof typeof NAMES;

const FIELD_OF = new Map(
  Object.entries(NAMES).flatMap(([field, names]) =>
    names.map((name) => [name as string, field as ImportField]),
  ),
);

/** `First Name [Required]`, `first_name` and `firstName` are one. */
const normalized = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\[[^\]]*\]/g, '')
    .replace(/[^a-z0-9]/g, '');

/**
 * Which field each column of a file is, empty for those that are not read; of two that mean the same, the first.
 * Where no column is called a username, the e-mail address is it, as in Google's export.
 */
export function columnsOf(header: readonly string[]): (ImportField | '')[] {
  const seen = new Set<ImportField>();
  const columns = header.map((name): ImportField | '' => {
    const field = FIELD_OF.get(normalized(name));
    if (!field || seen.has(field)) return '';
    seen.add(field);
    return field;
  });
  return seen.has('username') ? columns : columns.map((field) => (field === 'email' ? 'username' : field));
}

const NEEDED = {
  username: 'a username or e-mail address',
  firstName: 'a first name',
  lastName: 'a last name',
};

/** Refuses a file in which no row could become a user. */
export function refuseHeader(columns: readonly (ImportField | '')[]): Fault | null {
  const errors = Object.entries(NEEDED)
    .filter(([field]) => !columns.includes(field as ImportField))
    .map(([field, meaning]) => ({ path: field, message: `No column of the file holds ${meaning}` }));
  if (errors.length === 0) return null;
  return new Fault('validation-failed', {
    detail: `The first line has to name the columns. ${errors.map(({ message }) => message).join('; ')}.`,
    errors,
  });
}
