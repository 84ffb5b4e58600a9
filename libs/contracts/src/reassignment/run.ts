import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineJob, defineRequest } from '../contract.js';
import { AccountId, CommandId, ReassignmentId, UserId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Timestamp } from '../people.js';
import { Bound, BoundRun } from './manifest.js';
import { PlanUsers, ReassignmentPlan, RecordFieldKey, RecordType } from './plan.js';
import { OwnedRecord } from './record.js';

const TypeCount = z.object({
  type: RecordType,
  field: RecordFieldKey.optional().describe('Which field, if it is not the owner'),
  to: UserId,
  count: z.int(),
});

/** What a run would move, exactly: a record counts once for each field in which it names the leaver. */
export const ReassignmentPreview = z.object({
  total: z.int(),
  byType: z.array(TypeCount),
  manifest: z
    .string()
    .nullable()
    .default(null)
    .describe('What was counted, for a run that is to move this and nothing else'),
});

/**
 * `pausing` and `cancelling` are what a worker has been told and has not done yet; it does within seconds. The last
 * three are final.
 */
export const RunState = z.enum([
  'queued',
  'running',
  'pausing',
  'paused',
  'cancelling',
  'finished',
  'failed',
  'cancelled',
]);
export type RunState = z.infer<typeof RunState>;

/** Whether nothing happens in a run any more. */
export const isOver = (state: RunState): boolean =>
  state === 'finished' || state === 'failed' || state === 'cancelled';

export const Reassignment = z.object({
  id: ReassignmentId,
  from: UserId,
  plan: ReassignmentPlan,
  /** The run that this one takes back; then `from` and `plan` are that run's, and records go the other way. */
  undoes: ReassignmentId.nullable().default(null),
  /** The run that took this one back last, or does now. */
  undoneBy: ReassignmentId.nullable().default(null),
  /** Of a run that moves what a preview has seen, and nothing else. */
  bound: BoundRun.nullable().default(null),
  state: RunState,
  progress: z.object({ total: z.int(), done: z.int(), byType: z.array(TypeCount) }),
  /** Why it failed, when it did. */
  detail: z.string().nullable(),
  startedBy: Actor,
  createdAt: Timestamp,
  startedAt: Timestamp.nullable(),
  finishedAt: Timestamp.nullable(),
});
export type Reassignment = z.infer<typeof Reassignment>;

export const previewReassignment = defineRequest({
  name: 'reassignment.run.preview.v1',
  askedBy: ['gateway', 'identity'],
  summary:
    'Exact counts by type, field and target; moves nothing. With `users` nobody is asked; without them, identity is. With ' +
    '`bound`: what a run that is bound to an earlier preview would move, refused as the run would be.',
  input: z.object({
    accountId: AccountId,
    plan: ReassignmentPlan,
    users: PlanUsers.optional(),
    bound: Bound.optional(),
  }),
  output: ReassignmentPreview,
  faults: ['validation-failed', 'too-much-drift'],
  timeoutMs: 15_000,
});

export const checkReassignment = defineRequest({
  name: 'reassignment.run.check.v1',
  askedBy: ['identity'],
  quick: true,
  summary:
    'Whether a plan could be run: every target is an active or invited user of the account, and not the owner. ' +
    'Decides by the users in the request and asks nobody.',
  input: z.object({ accountId: AccountId, plan: ReassignmentPlan, users: PlanUsers }),
  output: z.object({}),
  faults: ['validation-failed'],
});

export const startReassignment = defineRequest({
  name: 'reassignment.run.start.v1',
  askedBy: ['gateway', 'identity'],
  vouchedBy: ['identity'],
  summary:
    'Begins to move records. The caller chooses the id, so that asking twice starts one run. With `users` nobody is ' +
    'asked; without them, identity is.',
  input: z.object({
    accountId: AccountId,
    by: Actor,
    reassignmentId: ReassignmentId,
    plan: ReassignmentPlan,
    users: PlanUsers.optional(),
    /**
     * The plan was checked before and its owner is leaving: the run begins although a target has left since. It goes to
     * whoever takes over from the target, or fails and says how many records are left.
     */
    inAnyCase: z.boolean().default(false),
    /** The preview that it is to move, without what was written since; too much of that refuses it, if not `inAnyCase`. */
    bound: Bound.optional(),
  }),
  output: Reassignment,
  faults: ['validation-failed', 'too-much-drift', 'not-found'],
});

export const getReassignment = defineRequest({
  name: 'reassignment.run.get.v1',
  askedBy: ['gateway', 'identity'],
  summary: 'State and progress of a run.',
  input: z.object({ accountId: AccountId, reassignmentId: ReassignmentId }),
  output: Reassignment,
  faults: ['not-found'],
});

export const listSkipped = defineRequest({
  name: 'reassignment.run.skipped.v1',
  summary:
    'What still names the leaver in one field, because it came or changed after the preview that a run was bound to.',
  input: z.object({
    accountId: AccountId,
    reassignmentId: ReassignmentId,
    field: RecordFieldKey.optional(),
    page: PageRequest.prefault({}),
  }),
  output: pageOf(OwnedRecord),
  faults: ['not-found', 'wrong-run-state', 'validation-failed'],
});

export const listReassignments = defineRequest({
  name: 'reassignment.run.list.v1',
  summary: 'Runs of an account, newest first.',
  input: z.object({ accountId: AccountId, page: PageRequest }),
  output: pageOf(Reassignment),
  faults: ['validation-failed'],
});

const command = {
  accountId: AccountId,
  by: Actor,
  reassignmentId: ReassignmentId,
  commandId: CommandId,
};

export const pauseReassignment = defineRequest({
  name: 'reassignment.run.pause.v1',
  summary:
    'Lets a run rest until it is resumed. What has moved stays moved; records that are being moved just now are moved, and counted.',
  input: z.object(command),
  output: Reassignment,
  faults: ['not-found', 'wrong-run-state'],
});

export const resumeReassignment = defineRequest({
  name: 'reassignment.run.resume.v1',
  summary: 'Lets a paused run go on.',
  input: z.object(command),
  output: Reassignment,
  faults: ['not-found', 'wrong-run-state'],
});

export const cancelReassignment = defineRequest({
  name: 'reassignment.run.cancel.v1',
  summary: 'Ends a run for good. What has moved stays moved, and the rest stays where it is.',
  input: z.object(command),
  output: Reassignment,
  faults: ['not-found', 'wrong-run-state'],
});

const runEvent = { accountId: AccountId, actor: Actor, reassignment: Reassignment };
export const reassignmentStarted = defineEvent({
  name: 'reassignment.run.started.v1',
  summary: 'A run began.',
  data: z.object(runEvent),
});
export const reassignmentFinished = defineEvent({
  name: 'reassignment.run.finished.v1',
  summary: 'Every record of the plan has moved, in each field that named the leaver.',
  data: z.object(runEvent),
});
export const reassignmentFailed = defineEvent({
  name: 'reassignment.run.failed.v1',
  summary: 'A run could not go on, for example because a target is no longer active.',
  data: z.object(runEvent),
});

export const reassignmentPaused = defineEvent({
  name: 'reassignment.run.paused.v1',
  summary: 'A run rests because somebody wanted it; `actor` says who.',
  data: z.object(runEvent),
});
export const reassignmentResumed = defineEvent({
  name: 'reassignment.run.resumed.v1',
  summary: 'A paused run goes on.',
  data: z.object(runEvent),
});
export const reassignmentCancelled = defineEvent({
  name: 'reassignment.run.cancelled.v1',
  summary: 'A run was ended by somebody before everything had moved.',
  data: z.object(runEvent),
});

export const advanceReassignment = defineJob({
  queue: 'reassignment-run',
  name: 'run.advance.v1',
  summary: 'Moves the next chunks of a run of an account: of the one that waits longest.',
  data: z.object({
    accountId: AccountId,
    /**
     * Which run lost its worker, at which fence. The queue keeps a dead worker's job, and its id, for seconds after
     * the run may be taken over; the job that takes over needs another.
     */
    lostAt: z.string().optional(),
  }),
  id: ({ accountId, lostAt }) => (lostAt === undefined ? `runs-${accountId}` : `runs-${accountId}-${lostAt}`),
  attempts: 20,
});
