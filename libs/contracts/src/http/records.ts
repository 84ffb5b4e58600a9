import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { ImportId } from '../ids.js';
import { pageOf } from '../pages.js';
import { listOwnerChanges, MOST_CHANGES_AT_ONCE, OwnerChanges } from '../reassignment/owner-changes.js';
import { ExternalId, RecordType } from '../reassignment/plan.js';
import {
  appendRecordImport,
  countRecords,
  finishRecordImport,
  getRecord,
  getRecordImport,
  listOwnershipChanges,
  listRecords,
  openRecordImport,
  OwnedRecord,
  OwnershipChange,
  RecordContent,
  RecordCount,
  RecordImport,
  upsertRecord,
} from '../reassignment/record.js';
import { RecordBatch, RecordRows, upsertRecords } from '../reassignment/record-batch.js';
import { defineEndpoint } from './endpoint.js';
import { flag, listQuery, wholeNumber } from './query.js';

const byRecord = z.strictObject({ type: RecordType, externalId: ExternalId });

export const upsertRecordEndpoint = defineEndpoint({
  id: 'upsertRecord',
  method: 'PUT',
  path: '/v1/records/:type/:externalId',
  tag: 'Records',
  summary: 'Register a record and its owner, or change it',
  description:
    'A known record goes to another owner, and a field of it to another user, only by callers who also hold `records.reassign`; without it ' +
    'the answer is 403, and nothing has changed.',
  access: 'records.write',
  params: byRecord,
  body: RecordContent,
  answers: {
    200: { description: 'The record was known', body: OwnedRecord },
    201: { description: 'The record is new', body: OwnedRecord },
  },
  faults: faultsOf(upsertRecord),
  example: { title: 'Lumen lease', ownerUsername: 'liam.osei@harbour-lane.example', tags: ['urgent'] },
});

export const upsertRecordsEndpoint = defineEndpoint({
  id: 'upsertRecords',
  method: 'PUT',
  path: '/v1/records',
  tag: 'Records',
  summary: 'Register or change up to 1,000 records, with a result for each',
  description:
    'Each row is judged by itself, by the rules of `PUT /v1/records/{type}/{externalId}`, that of who may move among them: one that fails keeps no other ' +
    'from being carried out, and the answer is 200. Of several rows about one record the one with the highest `sourceVersion` ' +
    'counts, without versions the last. Sending the same rows again changes nothing.',
  access: 'records.write',
  body: z.strictObject({ records: RecordRows }),
  answers: {
    200: { description: 'What became of each row, in the order they were sent', body: RecordBatch },
  },
  faults: faultsOf(upsertRecords),
  example: {
    records: [
      {
        type: 'matter',
        externalId: 'M-2041',
        title: 'Lumen lease',
        ownerUsername: 'liam.osei@harbour-lane.example',
      },
      {
        type: 'task',
        externalId: 'T-7',
        title: 'Call the notary',
        ownerUsername: 'liam.osei@harbour-lane.example',
      },
    ],
  },
});

export const getRecordEndpoint = defineEndpoint({
  id: 'getRecord',
  method: 'GET',
  path: '/v1/records/:type/:externalId',
  tag: 'Records',
  summary: 'One record',
  access: 'records.read',
  params: byRecord,
  answers: { 200: { description: 'The record', body: OwnedRecord } },
  faults: faultsOf(getRecord),
  versioned: true,
});

export const listRecordsEndpoint = defineEndpoint({
  id: 'listRecords',
  method: 'GET',
  path: '/v1/records',
  tag: 'Records',
  summary: 'List records by owner or any other field, type, tag and whether they are closed',
  access: 'records.read',
  query: z.strictObject({
    ...listQuery,
    owner: z.string().max(100).optional().describe('A user id'),
    user: z.string().max(100).optional().describe('A user id, together with `field`'),
    field: z.string().max(100).optional().describe('In which field `user` is named, such as `approver`'),
    type: z.string().max(200).optional().describe('One type or several with commas'),
    tag: z.string().max(100).optional(),
    closed: flag.optional(),
    q: z.string().max(200).optional().describe('Beginnings of words of the title, or an external id'),
  }),
  answers: { 200: { description: 'A page of records', body: pageOf(OwnedRecord) } },
  faults: faultsOf(listRecords),
});

export const listOwnRecordsEndpoint = defineEndpoint({
  id: 'listOwnRecords',
  withSession: true,
  method: 'GET',
  path: '/v1/me/records',
  tag: 'Records',
  summary: 'What one owns oneself, whatever one may see of others',
  access: 'signed-in',
  query: z.strictObject({ ...listQuery, closed: flag.optional() }),
  answers: { 200: { description: 'A page of records', body: pageOf(OwnedRecord) } },
  faults: faultsOf(listRecords),
});

export const countRecordsEndpoint = defineEndpoint({
  id: 'countRecords',
  method: 'GET',
  path: '/v1/records/counts',
  tag: 'Records',
  summary: 'How many records somebody owns, by type, open and closed',
  description:
    'Of a `user` also those in which another field names them, each field with a count of its own; `total` is the sum of all.',
  access: 'records.read',
  query: z
    .strictObject({
      owner: z.string().max(100).optional().describe('A user id'),
      user: z.string().max(100).optional().describe('A user id'),
    })
    .refine(({ owner, user }) => (owner === undefined) !== (user === undefined), {
      message: 'Name either `owner` or `user`',
      path: ['owner'],
    }),
  answers: {
    200: {
      description: 'The most of a type first; nothing of a type that there is none of',
      body: z.object({ total: z.int(), items: z.array(RecordCount) }),
    },
  },
  faults: faultsOf(countRecords),
});

export const ownerChangesEndpoint = defineEndpoint({
  id: 'ownerChanges',
  method: 'GET',
  path: '/v1/records/changes',
  tag: 'Records',
  summary: 'Every change of owner in the account, in order, for systems that follow',
  description:
    'Each change comes once; those of one record in the order in which they happened, shown within seconds. Keep `next` and give ' +
    'it as `after`. Changes are kept for 30 days, unless the operator says otherwise: a cursor that is older is answered with ' +
    '410 `changes-forgotten`, and all owners have to be read again. That a record is registered is no change.',
  access: 'records.read',
  query: z.strictObject({
    after: z
      .string()
      .max(100)
      .optional()
      .describe(
        '`next` of the answer before; `now` for what comes from now on; the oldest that is kept, if left out',
      ),
    limit: wholeNumber(1, MOST_CHANGES_AT_ONCE)
      .optional()
      .meta({ type: 'integer', minimum: 1, maximum: MOST_CHANGES_AT_ONCE, description: '200 if left out' }),
  }),
  answers: { 200: { description: 'The next changes; none when all have been told', body: OwnerChanges } },
  faults: faultsOf(listOwnerChanges),
});

export const recordHistoryEndpoint = defineEndpoint({
  id: 'recordHistory',
  method: 'GET',
  path: '/v1/records/:type/:externalId/history',
  tag: 'Records',
  summary: 'The chain of owners, the first owner first, and of the users in other fields',
  access: 'records.read',
  params: byRecord,
  query: z.strictObject(listQuery),
  answers: {
    200: {
      description: 'The record and a page of the changes of its owner',
      body: pageOf(OwnershipChange).extend({ record: OwnedRecord }),
    },
  },
  faults: faultsOf(listOwnershipChanges),
});

export const importRecordsEndpoint = defineEndpoint({
  id: 'importRecords',
  method: 'POST',
  path: '/v1/records/import',
  tag: 'Records',
  summary: 'Register records from an NDJSON stream, one JSON object a line',
  access: 'records.write',
  upload: ['application/x-ndjson'],
  answers: {
    202: {
      description: 'The lines were taken',
      body: z.object({ importId: ImportId, progress: RecordImport.shape.progress }),
    },
  },
  faults: faultsOf(openRecordImport, appendRecordImport, finishRecordImport),
  example:
    '{"type":"matter","externalId":"M-2041","title":"Lumen lease","ownerUsername":"liam.osei@harbour-lane.example"}\n' +
    '{"type":"task","externalId":"T-7","title":"Call the notary","ownerUsername":"liam.osei@harbour-lane.example"}\n',
});

export const getRecordImportEndpoint = defineEndpoint({
  id: 'getRecordImport',
  method: 'GET',
  path: '/v1/records/imports/:id',
  tag: 'Records',
  summary: 'Progress of an import of records and the lines that failed',
  access: 'records.write',
  params: z.strictObject({ id: ImportId }),
  answers: { 200: { description: 'The import', body: RecordImport } },
  faults: faultsOf(getRecordImport),
});
