import { z } from 'zod';
import { GroupId, UserId } from '../ids.js';
import { line, Locale, MailAddress, NewUsername, PersonName, Product, unique } from '../people.js';
import { CustomFieldKey } from './custom-field.js';
import { CustomFieldValue, UserType } from './user.js';
import { ExternalId } from './external-id.js';
import { Visibility } from './viewer.js';

const phone = line(40);

export const Phones = z.strictObject({
  office: phone.optional(),
  extension: line(10).optional(),
  cell: phone.optional(),
});

export const Address = z.strictObject({
  street: line(200).optional(),
  city: line(100).optional(),
  region: line(100).optional(),
  postalCode: line(20).optional(),
  country: line(100).optional(),
});

/** What may be said of a user besides username and names, when inviting and when changing. */
const profile = {
  email: MailAddress.optional(),
  title: line(100).nullable().optional(),
  phones: Phones.optional(),
  address: Address.optional(),
  /** Offices, department and seniority by name or id. A name that is new to the account becomes a unit of it. */
  offices: unique(line(100), 50).optional(),
  department: line(100).nullable().optional(),
  seniority: line(100).nullable().optional(),
  reportsTo: UserId.nullable().optional(),
  groups: unique(GroupId, 100).optional(),
  globalAdmin: z.boolean().optional(),
  visibility: Visibility.optional(),
  externalId: ExternalId.nullable().optional(),
  customFields: z.record(CustomFieldKey, CustomFieldValue).optional(),
  locale: Locale.optional(),
};

export const NewUser = z.strictObject({
  username: NewUsername,
  firstName: PersonName,
  lastName: PersonName,
  type: UserType.default('standard'),
  products: unique(Product, 20).min(1, 'Name at least one product').optional(),
  ...profile,
});

export type NewUser = z.infer<typeof NewUser>;

const PhonesPatch = z.strictObject({
  office: phone.nullable().optional(),
  extension: line(10).nullable().optional(),
  cell: phone.nullable().optional(),
});

const AddressPatch = z.strictObject({
  street: line(200).nullable().optional(),
  city: line(100).nullable().optional(),
  region: line(100).nullable().optional(),
  postalCode: line(20).nullable().optional(),
  country: line(100).nullable().optional(),
});

/** JSON Merge Patch (RFC 7396): null removes; inside phones, address and customFields it removes one entry. */
export const UserChanges = z.strictObject({
  ...profile,
  username: NewUsername.optional(),
  firstName: PersonName.optional(),
  lastName: PersonName.optional(),
  products: unique(Product, 20).min(1, 'Name at least one product').optional(),
  phones: PhonesPatch.nullable().optional(),
  address: AddressPatch.nullable().optional(),
  customFields: z.record(CustomFieldKey, CustomFieldValue.nullable()).nullable().optional(),
  /** A genuine correction of username and name at once; needs a global admin and is audited. */
  correction: z.literal(true).optional(),
});

export type UserChanges = z.infer<typeof UserChanges>;
