import {
  EMPLOYEE_NUMBER,
  Fault,
  LOCALES,
  NewProvisionedUser,
  ProvisionedChanges,
  type ProvisionedUser,
  SCIM_ENTERPRISE_USER,
  SCIM_USER,
} from '@seatkeeper/contracts';
import type { z } from 'zod';
import type { SaidOfPerson } from './scim-persons.js';

/** What errors call the fields, which have other names inside. */
const NAMES: Readonly<Record<string, string>> = {
  username: 'userName',
  firstName: 'name.givenName',
  lastName: 'name.familyName',
  email: 'emails',
  'phones.office': 'phoneNumbers[type eq "work"].value',
  'phones.cell': 'phoneNumbers[type eq "mobile"].value',
  'address.street': 'addresses.streetAddress',
  'address.city': 'addresses.locality',
  reportsTo: 'manager',
  locale: 'preferredLanguage',
  'customFields.employeeNumber': 'employeeNumber',
};

/** The same fault in the words of who sent the request. */
export function inWordsOfScim(fault: Fault): Fault {
  const errors = fault.errors?.map(({ path, message }) => ({ path: NAMES[path] ?? path, message }));
  return new Fault(fault.code, { ...fault.toData(), errors });
}

/** Somebody new, and whether they are active. Who has no names said is called after what is known of them. */
export function newPerson(said: SaidOfPerson): { user: NewProvisionedUser; active: boolean } {
  const user = checked(NewProvisionedUser, withoutNulls({ ...fieldsOf(said), ...namesOf(said) }));
  return { user, active: said.active ?? true };
}

/** What of somebody changes by operations, which say no more than that. */
export function changesOfPerson(said: SaidOfPerson): { changes: ProvisionedChanges; active?: boolean } {
  for (const [name, told] of [
    ['userName', 'userName'],
    ['givenName', 'name.givenName'],
    ['familyName', 'name.familyName'],
  ] as const)
    if (said[name] === null)
      throw new Fault('validation-failed', { errors: [{ path: told, message: 'Cannot be taken away' }] });
  const changes = checked(ProvisionedChanges, fieldsOf(said));
  return { changes, ...(said.active !== undefined && { active: said.active }) };
}

/** What a body says in place of all that was said before: what is left out goes, save what nobody is without. */
export function replacementOfPerson(said: SaidOfPerson): ReturnType<typeof changesOfPerson> {
  if (!said.userName)
    throw new Fault('validation-failed', { errors: [{ path: 'userName', message: 'May not be left out' }] });
  const { givenName, familyName, ...rest } = said;
  const names = { ...(givenName && { givenName }), ...(familyName && { familyName }) };
  return changesOfPerson({ ...CLEARED, ...rest, ...names });
}

const CLEARED = {
  externalId: null,
  title: null,
  officePhone: null,
  mobile: null,
  street: null,
  city: null,
  region: null,
  postalCode: null,
  country: null,
  department: null,
  employeeNumber: null,
  manager: null,
} satisfies SaidOfPerson;

function fieldsOf(said: SaidOfPerson): Record<string, unknown> {
  const phones = given({ office: said.officePhone, cell: said.mobile });
  const address = given({
    street: said.street,
    city: said.city,
    region: said.region,
    postalCode: said.postalCode,
    country: said.country,
  });
  const locale = localeOf(said.preferredLanguage);
  return {
    ...given({
      username: said.userName,
      firstName: said.givenName,
      lastName: said.familyName,
      externalId: said.externalId,
      title: said.title,
      email: said.email,
      department: said.department,
      employeeNumber: said.employeeNumber,
      reportsTo: said.manager,
    }),
    ...(Object.keys(phones).length > 0 && { phones }),
    ...(Object.keys(address).length > 0 && { address }),
    ...(locale && { locale }),
  };
}

const given = (fields: Record<string, string | null | undefined>): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string | null] => entry[1] !== undefined),
  );

/** Nothing to take away from somebody who is new. */
function withoutNulls(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [
        name,
        typeof value === 'object' ? withoutNulls(value as Record<string, unknown>) : value,
      ]),
  );
}

/** A language that messages are not written in says nothing. */
function localeOf(said: string | null | undefined): string | null {
  const [, language, region] = /^([a-z]{2})(?:[-_]([a-z]{2}))?\b/i.exec(said ?? '') ?? [];
  if (!language || !(LOCALES as readonly string[]).includes(language.toLowerCase())) return null;
  return language.toLowerCase() + (region ? `-${region.toUpperCase()}` : '');
}

/** As they were said, or else after the whole name, or after the username. */
function namesOf({ givenName, familyName, displayName, formatted, userName }: SaidOfPerson) {
  const whole = (displayName ?? formatted ?? '').trim().split(/\s+/).filter(Boolean);
  const parts =
    (userName ?? '')
      .split('@', 1)[0]
      ?.split(/[._-]+/)
      .filter(Boolean) ?? [];
  const [first, ...rest] = whole.length > 0 ? whole : parts;
  return {
    firstName: givenName ?? first ?? 'New',
    lastName: familyName ?? (rest.length > 0 ? rest.join(' ') : 'Colleague'),
  };
}

function checked<T extends z.ZodType>(schema: T, fields: unknown): z.output<T> {
  const read = schema.safeParse(fields);
  if (!read.success) throw inWordsOfScim(Fault.invalid(read.error));
  return read.data;
}

/** A person as SCIM has them; `base` is where SCIM is. What is empty is left out. */
export function toScimUser(user: ProvisionedUser, base: string): Record<string, unknown> {
  const { phones, address, customFields, reportsTo, department } = user;
  const employeeNumber = customFields[EMPLOYEE_NUMBER];
  const enterprise = {
    ...(department !== null && { department }),
    ...(employeeNumber !== undefined && { employeeNumber: String(employeeNumber) }),
    ...(reportsTo !== null && { manager: { value: reportsTo } }),
  };
  const hasEnterprise = Object.keys(enterprise).length > 0;
  const phoneNumbers = [
    ...(phones.office === undefined ? [] : [{ type: 'work', value: phones.office }]),
    ...(phones.cell === undefined ? [] : [{ type: 'mobile', value: phones.cell }]),
  ];
  const { street, city, region, postalCode, country } = address;
  const place = given({ streetAddress: street, locality: city, region, postalCode, country });
  const formatted = `${user.firstName} ${user.lastName}`;
  return {
    schemas: [SCIM_USER, ...(hasEnterprise ? [SCIM_ENTERPRISE_USER] : [])],
    id: user.id,
    ...(user.externalId !== null && { externalId: user.externalId }),
    userName: user.username,
    name: { givenName: user.firstName, familyName: user.lastName, formatted },
    displayName: formatted,
    ...(user.title !== null && { title: user.title }),
    preferredLanguage: user.locale,
    active: user.status !== 'deactivated',
    emails: [{ type: 'work', primary: true, value: user.email }],
    ...(phoneNumbers.length > 0 && { phoneNumbers }),
    ...(Object.keys(place).length > 0 && { addresses: [{ type: 'work', primary: true, ...place }] }),
    groups: user.groupNames.map(({ id, name }) => ({
      value: id,
      display: name,
    })),
    ...(hasEnterprise && { [SCIM_ENTERPRISE_USER]: enterprise }),
    meta: {
      resourceType: 'User',
      created: user.createdAt,
      lastModified: user.updatedAt,
      location: `${base}/Users/${user.id}`,
      version: `"${user.version}"`,
    },
  };
}
