import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId } from '../ids.js';
import { line, Timestamp } from '../people.js';
import { OWNER_FIELD, RecordFieldKey, RecordType } from './plan.js';

/** A type of records whose fields an account has registered. */
export const RegisteredType = z.object({
  type: RecordType,
  fields: z
    .array(z.object({ key: RecordFieldKey, label: z.string().describe('What it is called') }))
    .describe('Each holds one user. `owner` stands first and is never empty, the others may be'),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
});
export type RegisteredType = z.infer<typeof RegisteredType>;

/** Besides the owner; each is one more way through the records of whoever leaves. */
const MOST_FIELDS = 10;

export const RecordTypeContent = z.strictObject({
  fields: z
    .array(z.strictObject({ key: RecordFieldKey, label: line(60).optional() }))
    // Capitals do not tell two keys apart: who reads them in a file would not.
    .refine(
      (all) => new Set(all.map(({ key }) => key.toLowerCase())).size === all.length,
      'Names a field twice',
    )
    .refine(
      (all) => all.filter(({ key }) => key !== OWNER_FIELD).length <= MOST_FIELDS,
      `At most ${MOST_FIELDS} besides the owner`,
    )
    .describe('All of them; `owner` is there without being named. `label` is the key if left out'),
});
export type RecordTypeContent = z.infer<typeof RecordTypeContent>;

const which = { accountId: AccountId, type: RecordType };

export const listRecordTypes = defineRequest({
  name: 'reassignment.record-type.list.v1',
  askedBy: ['gateway', 'identity'],
  summary: 'The types of records that an account has registered, by name.',
  input: z.object({ accountId: AccountId }),
  output: z.object({ items: z.array(RegisteredType) }),
});

export const getRecordType = defineRequest({
  name: 'reassignment.record-type.get.v1',
  summary: 'One registered type of records.',
  input: z.object(which),
  output: RegisteredType,
  faults: ['not-found'],
});

export const putRecordType = defineRequest({
  name: 'reassignment.record-type.put.v1',
  summary:
    'Registers a type of records with the fields that name a user, or changes these. A field in which a record names somebody cannot go.',
  input: z.object({ ...which, by: Actor, content: RecordTypeContent }),
  output: z.object({ recordType: RegisteredType, created: z.boolean() }),
  faults: ['in-use', 'validation-failed'],
});

export const removeRecordType = defineRequest({
  name: 'reassignment.record-type.remove.v1',
  summary: 'Takes the registration of a type back: refused while there is a record of it.',
  input: z.object({ ...which, by: Actor }),
  output: z.object({}),
  faults: ['not-found', 'in-use'],
});

const typeEvent = (verb: string, summary: string) =>
  defineEvent({
    name: `reassignment.record-type.${verb}.v1`,
    summary,
    data: z.object({
      accountId: AccountId,
      actor: Actor,
      recordType: RegisteredType,
      changes: z.array(Change),
    }),
  });
export const recordTypeRegistered = typeEvent('registered', 'An account has registered a type of records.');
export const recordTypeChanged = typeEvent('changed', 'The fields of a registered type of records changed.');
export const recordTypeRemoved = typeEvent(
  'removed',
  'The registration of a type of records was taken back.',
);
