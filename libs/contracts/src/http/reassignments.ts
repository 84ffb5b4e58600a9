import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { ReassignmentId } from '../ids.js';
import { pageOf } from '../pages.js';
import { bindingFields, manifestMissing, namesManifest } from '../reassignment/manifest.js';
import { ReassignmentPlan, RecordFieldKey } from '../reassignment/plan.js';
import { OwnedRecord } from '../reassignment/record.js';
import {
  cancelReassignment,
  getReassignment,
  listReassignments,
  listSkipped,
  pauseReassignment,
  previewReassignment,
  Reassignment,
  ReassignmentPreview,
  resumeReassignment,
  startReassignment,
} from '../reassignment/run.js';
import { LeftAlone, listLeftAlone, previewUndo, startUndo, UndoPreview } from '../reassignment/undo.js';
import { defineEndpoint } from './endpoint.js';
import { listQuery } from './query.js';

const byRun = z.strictObject({ id: ReassignmentId });

export const startReassignmentEndpoint = defineEndpoint({
  id: 'startReassignment',
  method: 'POST',
  path: '/v1/reassignments',
  tag: 'Reassignment',
  summary: 'Move records from one owner to others, or preview it',
  description:
    'Whatever names the leaver moves, in every field: `byType` tells `field` where it is not the owner, and `total` and `done` count each ' +
    'field of a record. With the `manifest` of a preview it moves what that preview has counted: what came or was written since stays, ' +
    'and is listed by `GET /v1/reassignments/{id}/skipped`. When more of it has changed than `driftLimit` allows, it is refused with ' +
    '`too-much-drift`, which names the numbers, and nothing begins.',
  access: 'records.reassign',
  body: ReassignmentPlan.safeExtend({ preview: z.boolean().default(false), ...bindingFields }).refine(
    namesManifest,
    manifestMissing,
  ),
  answers: {
    200: { description: 'What would move; nothing has', body: ReassignmentPreview },
    202: { description: 'The run', body: Reassignment },
  },
  faults: faultsOf(previewReassignment, startReassignment),
  example: {
    from: 'usr_0000000000000000000000000',
    split: [
      { to: 'usr_1111111111111111111111111', weight: 2 },
      { to: 'usr_2222222222222222222222222', weight: 1 },
    ],
    filter: { types: ['matter', 'task'], closed: false },
  },
});

export const listReassignmentsEndpoint = defineEndpoint({
  id: 'listReassignments',
  method: 'GET',
  path: '/v1/reassignments',
  tag: 'Reassignment',
  summary: 'List runs, newest first',
  access: 'records.read',
  query: z.strictObject(listQuery),
  answers: { 200: { description: 'A page of runs', body: pageOf(Reassignment) } },
  faults: faultsOf(listReassignments),
});

export const getReassignmentEndpoint = defineEndpoint({
  id: 'getReassignment',
  method: 'GET',
  path: '/v1/reassignments/:id',
  tag: 'Reassignment',
  summary: 'State and progress of a run',
  access: 'records.read',
  params: byRun,
  answers: { 200: { description: 'The run', body: Reassignment } },
  faults: faultsOf(getReassignment),
});

const runChanged = { 200: { description: 'The run as it is now', body: Reassignment } };

export const pauseReassignmentEndpoint = defineEndpoint({
  id: 'pauseReassignment',
  method: 'POST',
  path: '/v1/reassignments/:id/pause',
  tag: 'Reassignment',
  summary: 'Let a run rest; what has moved stays moved',
  access: 'records.reassign',
  params: byRun,
  answers: runChanged,
  faults: faultsOf(pauseReassignment),
});

export const resumeReassignmentEndpoint = defineEndpoint({
  id: 'resumeReassignment',
  method: 'POST',
  path: '/v1/reassignments/:id/resume',
  tag: 'Reassignment',
  summary: 'Let a paused run go on',
  access: 'records.reassign',
  params: byRun,
  answers: runChanged,
  faults: faultsOf(resumeReassignment),
});

export const cancelReassignmentEndpoint = defineEndpoint({
  id: 'cancelReassignment',
  method: 'POST',
  path: '/v1/reassignments/:id/cancel',
  tag: 'Reassignment',
  summary: 'End a run for good; what has moved stays moved, the rest stays where it is',
  access: 'records.reassign',
  params: byRun,
  answers: runChanged,
  faults: faultsOf(cancelReassignment),
});

export const undoReassignmentEndpoint = defineEndpoint({
  id: 'undoReassignment',
  method: 'POST',
  path: '/v1/reassignments/:id/undo',
  tag: 'Reassignment',
  summary: 'Give back what a run has moved, or preview it',
  description:
    'Possible for 30 days after the end of a run. What changed hands since stays where it is, and is listed. An undo is ' +
    'a run itself: it can be followed, paused and undone. With the `manifest` of a preview and a `driftLimit` it is refused with ' +
    '`too-much-drift` when more has changed hands since.',
  access: 'records.reassign',
  params: byRun,
  body: z
    .strictObject({ preview: z.boolean().default(false), ...bindingFields })
    .refine(namesManifest, manifestMissing)
    .default({ preview: false }),
  answers: {
    200: { description: 'What would go back; nothing has', body: UndoPreview },
    202: { description: 'The run that gives back', body: Reassignment },
  },
  faults: faultsOf(previewUndo, startUndo),
  example: { preview: true },
});

export const listLeftAloneEndpoint = defineEndpoint({
  id: 'listLeftAlone',
  method: 'GET',
  path: '/v1/reassignments/:id/left-alone',
  tag: 'Reassignment',
  summary: 'List what an undo left where it was, and who had changed its owner in between',
  access: 'records.read',
  params: byRun,
  query: z.strictObject(listQuery),
  answers: { 200: { description: 'A page of records', body: pageOf(LeftAlone) } },
  faults: faultsOf(listLeftAlone),
});

export const listSkippedEndpoint = defineEndpoint({
  id: 'listSkipped',
  method: 'GET',
  path: '/v1/reassignments/:id/skipped',
  tag: 'Reassignment',
  summary: 'List what a run left where it was, because it came or changed after the preview it was bound to',
  description:
    'As the records are now: what was handed over since is not in it any more. Those of one `field`, if it is not the owner.',
  access: 'records.read',
  params: byRun,
  query: z.strictObject({ ...listQuery, field: RecordFieldKey.optional() }),
  answers: { 200: { description: 'A page of records', body: pageOf(OwnedRecord) } },
  faults: faultsOf(listSkipped),
});

export const reassignmentProgressEndpoint = defineEndpoint({
  id: 'reassignmentProgress',
  method: 'GET',
  path: '/v1/reassignments/:id/progress',
  tag: 'Reassignment',
  summary: 'Server-Sent Events with the run as it advances; ends with the run',
  description: 'At most 5 of them at a time for a session; another is refused with `too-many-requests`.',
  access: 'records.read',
  params: byRun,
  answers: {
    200: {
      description: '`progress` events, at least one a second while it changes, then one `end` event',
      type: 'text/event-stream',
    },
  },
  // A session follows so many at a time.
  faults: [...faultsOf(getReassignment), 'too-many-requests'],
});
