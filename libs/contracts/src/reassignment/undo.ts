import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineRequest } from '../contract.js';
import { AccountId, ReassignmentId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Bound } from './manifest.js';
import { OwnedRecord, OwnershipChange } from './record.js';
import { Reassignment, ReassignmentPreview } from './run.js';

/** How long after its end a run can be undone, in days. */
export const UNDO_DAYS = 30;

/** What an undo would move back. */
export const UndoPreview = ReassignmentPreview.extend({
  /** Records that the run moved and that have changed hands since: they stay where they are. */
  leftAlone: z.int(),
});

export const previewUndo = defineRequest({
  name: 'reassignment.undo.preview.v1',
  summary: 'Exact counts of what an undo of a run would give back, by type and receiver; moves nothing.',
  input: z.object({ accountId: AccountId, reassignmentId: ReassignmentId }),
  output: UndoPreview,
  faults: ['not-found', 'wrong-run-state'],
  timeoutMs: 15_000,
});

export const startUndo = defineRequest({
  name: 'reassignment.undo.start.v1',
  summary:
    'Begins to give back what a run has moved and nobody has touched the owner of since. It is a run itself. The caller ' +
    'chooses its id, so that asking twice starts one.',
  input: z.object({
    accountId: AccountId,
    by: Actor,
    reassignmentId: ReassignmentId,
    undoId: ReassignmentId,
    /** Refused when more than it allows has changed hands since the preview. */
    bound: Bound.optional(),
  }),
  output: Reassignment,
  faults: ['not-found', 'wrong-run-state', 'too-much-drift', 'validation-failed'],
  timeoutMs: 15_000,
});

/** A record that an undo did not give back, and the change of owner that kept it from it. */
export const LeftAlone = z.object({ record: OwnedRecord, change: OwnershipChange });

export const listLeftAlone = defineRequest({
  name: 'reassignment.undo.left.v1',
  summary: 'What an undo that has ended left alone, and who had changed its owner in between.',
  input: z.object({
    accountId: AccountId,
    reassignmentId: ReassignmentId,
    page: PageRequest.prefault({}),
  }),
  output: pageOf(LeftAlone),
  faults: ['not-found', 'wrong-run-state', 'validation-failed'],
});
