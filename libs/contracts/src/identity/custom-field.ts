import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, CustomFieldId } from '../ids.js';
import { line, Timestamp } from '../people.js';

/** A pattern without its ends. */
export const CUSTOM_FIELD_KEY = '[A-Za-z][A-Za-z0-9_-]{0,39}';

/** What a field is called where programs and files name it; it never changes. */
export const CustomFieldKey = z
  .string()
  .regex(new RegExp(`^${CUSTOM_FIELD_KEY}$`), 'Letters, digits, _ and -, at most 40');

export const CustomFieldType = z.enum(['text', 'number', 'date', 'choice', 'yes-no']);
export type CustomFieldType = z.infer<typeof CustomFieldType>;

export const CustomFieldChoice = z.object({
  value: z.string().describe('What users have; it never changes'),
  label: z.string().describe('What it is called'),
});
export type CustomFieldChoice = z.infer<typeof CustomFieldChoice>;

/** A field that an account has defined for its users. */
export const CustomField = z.object({
  id: CustomFieldId,
  key: CustomFieldKey,
  label: z.string(),
  type: CustomFieldType,
  required: z.boolean().describe('New people need a value; it is changed, and not removed'),
  choices: z.array(CustomFieldChoice).describe('Of the type `choice`, in their order; else empty'),
  /** How many users have a value, deactivated ones among them; told of a single field. */
  users: z.int().optional(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
});
export type CustomField = z.infer<typeof CustomField>;

/** More than fits into a form. */
const MOST_CHOICES = 100;
const choices = z
  .array(z.strictObject({ value: line(60), label: line(60).optional() }))
  .min(1, 'Name at least one choice')
  .max(MOST_CHOICES, `At most ${MOST_CHOICES} choices`)
  .refine((all) => new Set(all.map(({ value }) => value)).size === all.length, 'Names a value twice')
  // Files name choices by their labels, in small letters or capitals.
  .refine(
    (all) => new Set(all.map(({ value, label = value }) => label.trim().toLowerCase())).size === all.length,
    'Gives two choices one label',
  )
  .describe('`label` is the value if left out');
/** Directly behind which one it stands; null for the first place. */
const after = CustomFieldId.nullable().optional();

export const NewCustomField = z
  .strictObject({
    key: CustomFieldKey,
    label: line(80),
    type: CustomFieldType,
    required: z.boolean().default(false),
    choices: choices.optional(),
    after,
  })
  .refine(({ type, choices: given }) => (type === 'choice') === (given !== undefined), {
    path: ['choices'],
    error: 'A field of the type choice has choices, and no other',
  });
export type NewCustomField = z.output<typeof NewCustomField>;

export const CustomFieldChanges = z.strictObject({
  label: line(80).optional(),
  required: z.boolean().optional(),
  choices: choices.optional(),
  after,
});
export type CustomFieldChanges = z.output<typeof CustomFieldChanges>;

const command = { accountId: AccountId, by: Actor, fieldId: CustomFieldId };

export const listCustomFields = defineRequest({
  name: 'identity.custom-field.list.v1',
  askedBy: ['gateway', 'notifications'],
  summary: 'The custom fields that an account has defined, in their order.',
  input: z.object({ accountId: AccountId }),
  output: z.object({ items: z.array(CustomField) }),
});

export const getCustomField = defineRequest({
  name: 'identity.custom-field.get.v1',
  summary: 'One custom field, with the number of users who have a value.',
  input: z.object({ accountId: AccountId, fieldId: CustomFieldId }),
  output: CustomField,
  faults: ['not-found'],
});

export const createCustomField = defineRequest({
  name: 'identity.custom-field.create.v1',
  summary:
    'Defines a custom field, which stands last unless the caller says where. With the first one, users get values of defined ' +
    'fields alone. The caller chooses the id, so that asking twice creates one.',
  input: z.object({ ...command, field: NewCustomField }),
  output: CustomField,
  faults: ['name-taken', 'validation-failed'],
});

export const updateCustomField = defineRequest({
  name: 'identity.custom-field.update.v1',
  summary:
    'Changes label, place, choices or need of a custom field. Values that users have stay. A choice that users have cannot go.',
  input: z.object({ ...command, changes: CustomFieldChanges, ifVersion: z.int().optional() }),
  output: CustomField,
  faults: ['not-found', 'in-use', 'precondition-failed', 'validation-failed'],
});

export const deleteCustomField = defineRequest({
  name: 'identity.custom-field.delete.v1',
  summary:
    'Takes the definition of a custom field back: refused while users have values, unless these are to stay as they are.',
  input: z.object({ ...command, keepValues: z.boolean() }),
  output: z.object({}),
  faults: ['not-found', 'in-use'],
});

const fieldEvent = (verb: string, summary: string) =>
  defineEvent({
    name: `identity.custom-field.${verb}.v1`,
    summary,
    data: z.object({
      accountId: AccountId,
      actor: Actor,
      customField: CustomField,
      changes: z.array(Change),
    }),
  });
export const customFieldCreated = fieldEvent('created', 'An account has defined a custom field.');
export const customFieldUpdated = fieldEvent('updated', 'The definition of a custom field changed.');
export const customFieldDeleted = fieldEvent('deleted', 'The definition of a custom field was taken back.');
