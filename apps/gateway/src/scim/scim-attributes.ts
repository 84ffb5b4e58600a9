/** What is kept of a person, by the words of this file. */
export type Text =
  | 'userName'
  | 'externalId'
  | 'givenName'
  | 'familyName'
  | 'formatted'
  | 'displayName'
  | 'title'
  | 'preferredLanguage'
  | 'email'
  | 'officePhone'
  | 'mobile'
  | 'street'
  | 'city'
  | 'region'
  | 'postalCode'
  | 'country'
  | 'department'
  | 'employeeNumber'
  | 'manager';

export type Parts = Readonly<Record<string, Text | null>>;

/** Attributes with one value, and the parts of those that have some. Null is what RFC 7643 knows, and is not kept. */
export const SINGLE: Readonly<Record<string, Text | null | Parts>> = {
  username: 'userName',
  externalid: 'externalId',
  displayname: 'displayName',
  title: 'title',
  preferredlanguage: 'preferredLanguage',
  name: {
    givenname: 'givenName',
    familyname: 'familyName',
    formatted: 'formatted',
    middlename: null,
    honorificprefix: null,
    honorificsuffix: null,
  },
  ...notKept('id', 'meta', 'schemas', 'groups', 'nickname', 'profileurl', 'usertype', 'locale', 'timezone'),
  ...notKept('password', 'ims', 'photos', 'entitlements', 'roles', 'x509certificates'),
};

export const ENTERPRISE: Readonly<Record<string, Text | null | Parts>> = {
  department: 'department',
  employeenumber: 'employeeNumber',
  manager: { value: 'manager', displayname: null },
  ...notKept('costcenter', 'organization', 'division'),
};

function notKept(...names: string[]): Record<string, null> {
  return Object.fromEntries(names.map((name) => [name, null]));
}

/** A value of an attribute that may have several: which it is, and what of it is kept. */
export interface Slot {
  readonly type: string;
  readonly primary: boolean;
  readonly parts: Readonly<Record<string, Text>>;
}

export const MULTI: Readonly<Record<string, readonly Slot[]>> = {
  emails: [{ type: 'work', primary: true, parts: { value: 'email' } }],
  phonenumbers: [
    { type: 'work', primary: true, parts: { value: 'officePhone' } },
    { type: 'mobile', primary: false, parts: { value: 'mobile' } },
  ],
  addresses: [
    {
      type: 'work',
      primary: true,
      parts: {
        streetaddress: 'street',
        locality: 'city',
        region: 'region',
        postalcode: 'postalCode',
        country: 'country',
      },
    },
  ],
};
/** What else an entry may say. */
export const DESCRIBING = ['type', 'primary', 'display', 'formatted', 'value'];
