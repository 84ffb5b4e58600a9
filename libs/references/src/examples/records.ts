import { ids, manifest, page, record, recordType, run, runFinished } from './harbour-lane.js';

const goingBack = {
  total: 8,
  byType: [{ type: 'matter', to: ids.liam, count: 8 }],
  manifest: 'm1-1782921600000-8-9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3',
};
const undoBegun = {
  ...run,
  id: ids.undo,
  undoes: ids.reassignment,
  bound: null,
  progress: { total: 8, done: 0, byType: [{ type: 'matter', to: ids.liam, count: 0 }] },
};

/** The records that Liam leaves behind, and the run that moves them to Mei and Ada. Each fits the others. */
export const recordAnswers = {
  startReassignment: {
    200: { total: 9, byType: run.progress.byType, manifest },
    202: run,
  },
  listReassignments: { 200: page(runFinished) },
  getReassignment: { 200: runFinished },
  pauseReassignment: { 200: { ...run, state: 'pausing' } },
  resumeReassignment: { 200: run },
  cancelReassignment: { 200: { ...run, state: 'cancelling' } },
  undoReassignment: { 200: { ...goingBack, leftAlone: 1 }, 202: undoBegun },
  listSkipped: { 200: page({ ...record, version: 2 }) },
  listLeftAlone: {
    200: page({
      record: { ...record, ownerId: ids.ada, version: 3 },
      change: {
        from: ids.mei,
        to: ids.ada,
        at: '2026-07-02T09:30:00.000Z',
        actor: { type: 'user', id: ids.mei },
        reassignmentId: null,
      },
    }),
  },
  reassignmentProgress: {
    200: `event: progress\ndata: ${JSON.stringify({ id: ids.reassignment, state: 'running' })}\n\nevent: end\ndata: ${JSON.stringify({ id: ids.reassignment, state: 'finished' })}\n\n`,
  },
  listRecordTypes: { 200: { items: [recordType] } },
  getRecordType: { 200: recordType },
  putRecordType: {
    200: { ...recordType, updatedAt: '2026-04-01T09:00:00.000Z', version: 2 },
    201: recordType,
  },
  upsertRecord: { 200: { ...record, version: 2 }, 201: record },
  upsertRecords: {
    200: {
      ...{ created: 1, updated: 0, unchanged: 0, overtaken: 0, failed: 1 },
      items: [
        {
          ...{ index: 0, type: 'matter', externalId: 'M-2041' },
          ...{ result: 'created', detail: null, errors: [] },
        },
        {
          ...{ index: 1, type: 'task', externalId: 'T-7', result: 'failed' },
          detail: 'ownerUsername: No user of this account has this username.',
          errors: [{ path: 'ownerUsername', message: 'No user of this account has this username' }],
        },
      ],
    },
  },
  getRecord: { 200: record },
  listRecords: { 200: page(record) },
  listOwnRecords: { 200: page(record) },
  countRecords: { 200: { total: 9, items: [{ type: 'matter', open: 7, closed: 2 }] } },
  ownerChanges: {
    200: {
      items: [
        {
          ...{ number: 1_204, type: 'matter', externalId: 'M-2041', from: ids.liam, to: ids.mei },
          at: '2026-06-30T15:00:00.300Z',
          actor: { type: 'user', id: ids.ada },
          reassignmentId: ids.reassignment,
        },
      ],
      next: 'Y2hhbmdlOjEyMDQ',
      more: false,
    },
  },
  recordHistory: {
    200: {
      record: { ...record, ownerId: ids.mei, version: 2 },
      ...page(
        {
          from: null,
          to: ids.liam,
          at: '2026-03-16T10:00:00.000Z',
          actor: { type: 'user', id: ids.liam },
          reassignmentId: null,
        },
        {
          from: ids.liam,
          to: ids.mei,
          at: '2026-06-30T15:00:00.300Z',
          actor: { type: 'user', id: ids.ada },
          reassignmentId: ids.reassignment,
        },
      ),
    },
  },
  importRecords: {
    202: { importId: ids.import, progress: { total: 2, done: 2, created: 1, updated: 0, failed: 1 } },
  },
  getRecordImport: {
    200: {
      id: ids.import,
      state: 'finished',
      progress: { total: 2, done: 2, created: 1, updated: 0, failed: 1 },
      failures: [
        {
          line: 2,
          detail: 'Nobody of this account has the username lime.osei@harbour-lane.example.',
          errors: [
            {
              path: 'ownerUsername',
              message: 'Nobody of this account has the username lime.osei@harbour-lane.example',
            },
          ],
        },
      ],
      createdAt: '2026-03-11T11:00:00.000Z',
      finishedAt: '2026-03-11T11:00:00.090Z',
    },
  },
};
