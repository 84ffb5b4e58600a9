import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { FieldError } from '../field-errors.js';
import { AccountId, ImportId, ReassignmentId, UserId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Timestamp, Username } from '../people.js';
import { ExternalId, RecordFieldKey, RecordTitle, RecordType, Tag } from './plan.js';

/** Anything in a connected system that has an owner. */
export const OwnedRecord = z.object({
  type: RecordType,
  externalId: z.string(),
  title: z.string(),
  ownerId: UserId,
  fields: z
    .record(z.string(), UserId)
    .default({})
    .describe('Who is named in the other fields of its type; without those that name nobody'),
  tags: z.array(z.string()),
  closed: z.boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
  /** The newest version that its source has named, if it names any. */
  sourceVersion: z.int().optional(),
});
export type OwnedRecord = z.infer<typeof OwnedRecord>;

/** Far more than a type has: who sends as many has not misspelt one. */
const MOST_FIELDS_SAID = 20;
const NamedFields = z
  .record(z.string().max(100), z.union([UserId, Username]).nullable())
  .refine((said) => Object.keys(said).length <= MOST_FIELDS_SAID, `At most ${MOST_FIELDS_SAID} fields`);

const content = {
  title: RecordTitle,
  ownerId: UserId.optional(),
  ownerUsername: Username.optional(),
  fields: NamedFields.optional().describe(
    'Other fields of the registered type, each with the id or username of a user; null clears one, and what is not named stays',
  ),
  tags: z.array(Tag).max(50).default([]),
  closed: z.boolean().default(false),
  sourceVersion: z
    .int()
    .min(0)
    .optional()
    .describe(
      'Counts the changes in the system that the record comes from, or their time in milliseconds. What is no newer than what is known changes nothing',
    ),
};
const oneOwner = (given: { ownerId?: string | undefined; ownerUsername?: string | undefined }) =>
  (given.ownerId === undefined) !== (given.ownerUsername === undefined);
const ownerRule = { message: 'Name the owner by either ownerId or ownerUsername', path: ['ownerId'] };

export const RecordContent = z.strictObject(content).refine(oneOwner, ownerRule);
/** One line of an NDJSON import. */
export const RecordLine = z
  .strictObject({ type: RecordType, externalId: ExternalId, ...content })
  .refine(oneOwner, ownerRule);

/**
 * Whether who writes may also move: take a known record, or a field of one, from whoever it names. The gateway says it, which knows what
 * its caller holds; one of an older version does not, and lets everybody move who may write.
 */
export const MayMove = z.boolean().default(true);

export const upsertRecord = defineRequest({
  name: 'reassignment.record.upsert.v1',
  summary: 'Registers a record or changes it. A new owner is one entry in its history.',
  input: z.object({
    accountId: AccountId,
    by: Actor,
    type: RecordType,
    externalId: ExternalId,
    record: RecordContent,
    mayMove: MayMove,
  }),
  output: z.object({ record: OwnedRecord, created: z.boolean() }),
  faults: ['validation-failed', 'forbidden'],
});

export const getRecord = defineRequest({
  name: 'reassignment.record.get.v1',
  summary: 'One record.',
  input: z.object({ accountId: AccountId, type: RecordType, externalId: ExternalId }),
  output: OwnedRecord,
  faults: ['not-found'],
});

export const listRecords = defineRequest({
  name: 'reassignment.record.list.v1',
  summary: 'A page of records, in the order of their type and external id.',
  input: z.object({
    accountId: AccountId,
    filter: z.object({
      owner: z.string().max(100).optional(),
      user: z.string().max(100).optional(),
      field: z.string().max(100).optional(),
      type: z.string().max(200).optional(),
      tag: z.string().max(100).optional(),
      closed: z.boolean().optional(),
      q: z.string().max(200).optional(),
    }),
    page: PageRequest,
  }),
  output: pageOf(OwnedRecord),
  faults: ['validation-failed'],
});

const field = RecordFieldKey.optional().describe('Which field, if it is not the owner');

/** In how many records of one type somebody is named in one field. */
export const RecordCount = z.object({ type: RecordType, field, open: z.int(), closed: z.int() });
export type RecordCount = z.infer<typeof RecordCount>;

export const countRecords = defineRequest({
  name: 'reassignment.record.count.v1',
  askedBy: ['gateway', 'identity'],
  summary:
    'How many records somebody owns, by type; of a `user`, also in how many any other field names them.',
  input: z.object({
    accountId: AccountId,
    owner: z.string().max(100).optional(),
    user: z.string().max(100).optional(),
  }),
  output: z.object({ total: z.int(), items: z.array(RecordCount) }),
});

/**
 * One change of owner, or of the user in another field. `from` is null in the first line, in which the record was registered
 * with its first owner, and where a field named nobody before; `to` is null where one names nobody any more.
 */
export const OwnershipChange = z.object({
  field,
  from: UserId.nullable(),
  to: UserId.nullable(),
  at: Timestamp,
  actor: Actor,
  reassignmentId: ReassignmentId.nullable(),
});
export type OwnershipChange = z.infer<typeof OwnershipChange>;

export const listOwnershipChanges = defineRequest({
  name: 'reassignment.record.history.v1',
  summary: 'The chain of owners of a record, the first owner first, page by page.',
  input: z.object({
    accountId: AccountId,
    type: RecordType,
    externalId: ExternalId,
    page: PageRequest.prefault({}),
  }),
  output: pageOf(OwnershipChange).extend({ record: OwnedRecord }),
  faults: ['not-found', 'validation-failed'],
});

export const RecordImport = z.object({
  id: ImportId,
  state: z.enum(['running', 'finished', 'aborted']),
  progress: z.object({ total: z.int(), done: z.int(), created: z.int(), updated: z.int(), failed: z.int() }),
  /** The first failed lines, each with what is wrong; at most 1,000 are kept. */
  failures: z.array(z.object({ line: z.int(), detail: z.string(), errors: z.array(FieldError) })),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
});
export type RecordImport = z.infer<typeof RecordImport>;

/** Told once for an upload, however it ended; subject is the import. Each record has its own chain of owners besides. */
export const recordImportFinished = defineEvent({
  name: 'reassignment.record-import.finished.v1',
  summary: 'An import of records has ended: to the last line, or broken off.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    import: RecordImport.omit({ failures: true }),
  }),
});

const which = { accountId: AccountId, importId: ImportId };

export const openRecordImport = defineRequest({
  name: 'reassignment.import.open.v1',
  summary: 'Begins an import of records.',
  input: z.object({ ...which, by: Actor }),
  output: RecordImport,
  faults: ['not-found'],
});

export const appendRecordImport = defineRequest({
  name: 'reassignment.import.append.v1',
  summary:
    'Registers the records of some lines of the file. A batch that comes again changes nothing; `text` is the ' +
    'line as it was sent, so that one that is no JSON gets its own result.',
  input: z.object({
    ...which,
    batch: z.int(),
    lines: z.array(z.object({ line: z.int(), text: z.string().max(20_000) })).max(500),
    mayMove: MayMove,
  }),
  output: z.object({}),
  faults: ['not-found', 'wrong-status'],
  timeoutMs: 15_000,
});

export const finishRecordImport = defineRequest({
  name: 'reassignment.import.finish.v1',
  summary: 'Says that every line has been sent, or that the upload broke off.',
  input: z.object({ ...which, aborted: z.boolean().default(false) }),
  output: RecordImport,
  faults: ['not-found'],
});

export const getRecordImport = defineRequest({
  name: 'reassignment.import.get.v1',
  summary: 'Progress and failed lines of an import of records.',
  input: z.object(which),
  output: RecordImport,
  faults: ['not-found'],
});
