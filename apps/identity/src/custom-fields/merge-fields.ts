import type { MergeFields } from '@seatkeeper/contracts';
import type { StoredUser } from '../users/users.schema.js';
import type { StoredCustomField } from './custom-fields.schema.js';

type Value = StoredUser['customFields'][string];
type Person = Pick<StoredUser, 'firstName' | 'lastName'>;
type Described = Person &
  Pick<StoredUser, 'username' | 'email' | 'title' | 'department' | 'offices' | 'customFields' | 'locale'>;

/** What a letter says of a user: names as they are read, and nothing where there is nothing. */
export function mergeFieldsOf(
  user: Described,
  fields: readonly Pick<StoredCustomField, 'key' | 'choices'>[],
  by: Person | null,
): MergeFields {
  const { firstName, lastName, username, email, title, department, offices, customFields, locale } = user;
  const choicesOf = (key: string) => fields.find((field) => field.key === key)?.choices ?? [];
  return {
    firstName,
    lastName,
    username,
    email,
    title: title ?? '',
    department: department?.name ?? '',
    office: offices[0]?.name ?? '',
    actor: by ? `${by.firstName} ${by.lastName}` : '',
    custom: Object.fromEntries(
      Object.entries(customFields).map(([key, value]) => [key, read(value, choicesOf(key), locale)]),
    ),
  };
}

const YES_NO = { en: ['yes', 'no'], fr: ['oui', 'non'] } as const;

/** A choice by what it is called, a number as it is written where the user reads. */
function read(value: Value, choices: StoredCustomField['choices'], locale: string): string {
  if (typeof value === 'boolean') return YES_NO[locale.startsWith('fr') ? 'fr' : 'en'][value ? 0 : 1];
  if (typeof value === 'number') return new Intl.NumberFormat(locale).format(value);
  return choices.find((choice) => choice.value === value)?.label ?? value;
}
