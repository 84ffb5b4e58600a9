import type { Answer } from '@seatkeeper/client';
import type { Person } from './person-acts.js';

export type CustomField = Answer<'/v1/custom-fields', 'get'>['items'][number];

type Kind = 'text' | 'email' | 'list' | 'number' | 'date' | 'yes-no' | 'choice' | 'locale' | 'person';

/** One field of a form about a person. Within phones, address and own fields of the account a dot leads to it. */
export interface ProfileField {
  readonly name: string;
  readonly kind: Kind;
  readonly isRequired?: boolean;
  /** What the account calls it, where it is one of its own. */
  readonly label?: string;
  readonly choices?: readonly { readonly id: string; readonly name: string }[];
}

const text = (name: string): ProfileField => ({ name, kind: 'text' });
const NAMES: readonly ProfileField[] = [
  { name: 'firstName', kind: 'text', isRequired: true },
  { name: 'lastName', kind: 'text', isRequired: true },
];
const EMAIL: ProfileField = { name: 'email', kind: 'email', isRequired: true };
const PLACE: readonly ProfileField[] = [
  text('title'),
  { name: 'offices', kind: 'list' },
  text('department'),
  text('seniority'),
];

/** What is changed most, beside the list. */
export const CORE_FIELDS: readonly ProfileField[] = [...NAMES, EMAIL, ...PLACE];

export const PARTS = ['who', 'place', 'contact', 'address', 'custom'] as const;
export type ProfilePart = (typeof PARTS)[number];

/** Everything that a form says of a person, by parts; own fields of the account as it has defined them. */
export const profileParts = (
  defined: readonly CustomField[],
): readonly { readonly part: ProfilePart; readonly fields: readonly ProfileField[] }[] => {
  const custom = defined.map(customField);
  return [
    {
      part: 'who',
      fields: [...NAMES, text('username'), { name: 'locale', kind: 'locale', isRequired: true }],
    },
    { part: 'place', fields: [...PLACE, { name: 'reportsTo', kind: 'person' }] },
    {
      part: 'contact',
      fields: [EMAIL, text('phones.office'), text('phones.extension'), text('phones.cell')],
    },
    {
      part: 'address',
      fields: ['street', 'city', 'region', 'postalCode', 'country'].map((name) => text(`address.${name}`)),
    },
    ...(custom.length > 0 ? [{ part: 'custom' as const, fields: custom }] : []),
  ];
};

const customField = ({ key, label, type, required, choices }: CustomField): ProfileField => ({
  name: `customFields.${key}`,
  kind: type,
  label,
  ...(required && { isRequired: true }),
  ...(type === 'choice' && { choices: choices.map((choice) => ({ id: choice.value, name: choice.label })) }),
});

/** A person as a form of texts, by the names of its fields; lists have commas between their parts. */
export type Draft = Readonly<Record<string, string>>;

export const draftOf = (person: Person, fields: readonly ProfileField[]): Draft =>
  Object.fromEntries(fields.map(({ name }) => [name, textOf(valueAt(person, name))]));

function valueAt(person: Person, name: string): unknown {
  const [first = '', second] = splitName(name);
  const value = (person as Readonly<Record<string, unknown>>)[first];
  return second === undefined ? value : (value as Readonly<Record<string, unknown>> | undefined)?.[second];
}

/** Keys of own fields hold no dots. */
const splitName = (name: string): readonly string[] => name.split('.');

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export type Changes = Readonly<Record<string, unknown>>;

/** What a save has to say: only what differs, so that nothing that others changed meanwhile is put back. */
export function changesOf(fields: readonly ProfileField[], before: Draft, after: Draft): Changes {
  const changes: Record<string, unknown> = {};
  for (const field of fields) {
    const said = (after[field.name] ?? '').trim();
    if (said === (before[field.name] ?? '').trim()) continue;
    const [first = '', second] = splitName(field.name);
    const value = valueOf(field, said);
    if (second === undefined) changes[first] = value;
    else changes[first] = { ...(changes[first] as object | undefined), [second]: value };
  }
  return changes;
}

function valueOf({ kind, isRequired }: ProfileField, said: string): unknown {
  if (kind === 'list')
    return said
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
  if (said === '' && !isRequired) return null;
  if (kind === 'yes-no') return said === 'yes';
  // What is no number is refused with its field, instead of being taken for nothing.
  if (kind === 'number') return said !== '' && Number.isFinite(Number(said)) ? Number(said) : said;
  return said;
}

/** Fields that came out different for somebody else meanwhile. */
export const changedBetween = (
  fields: readonly ProfileField[],
  before: Draft,
  after: Draft,
): readonly ProfileField[] => fields.filter(({ name }) => before[name] !== after[name]);

/** The newer state, with what was typed here on top of it. */
export const mergeDrafts = (mine: Draft, before: Draft, now: Draft): Draft => ({
  ...now,
  ...Object.fromEntries(Object.entries(mine).filter(([name, said]) => said !== before[name])),
});
