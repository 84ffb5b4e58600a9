import { z } from 'zod';
import { Actor, ProvingActor } from '../actor.js';
import { defineEvent, defineJob, defineRequest } from '../contract.js';
import { AccountId, BulkJobId, CommandId, GroupId, UserId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { line, Moment, Product, Timestamp, unique } from '../people.js';
import { Refusal } from './group.js';
import { UserFilter } from './user-lists.js';
import { UserChanges } from './user-profile.js';

/** As many ids as a body may name; a filter may find more, up to what `BULK_USERS` says. */
const MOST_NAMED = 10_000;

const Named = z
  .array(UserId)
  .min(1, 'Name at least one user')
  .max(MOST_NAMED, `At most ${MOST_NAMED.toLocaleString('en')} users`)
  .transform((ids) => [...new Set(ids)]);

/** Strict, as an act is not: a filter that nobody knows would mean everybody. */
const Found = z
  .strictObject(UserFilter.shape)
  .refine(
    ({ custom = {}, ...filter }) =>
      [...Object.values(filter), ...Object.values(custom)].some((value) => value?.trim()),
    'Name at least one filter',
  );

export const UserSelection = z
  .strictObject({
    ids: Named.optional().describe('Twice is once'),
    filter: Found.optional().describe(
      'As of `GET /v1/users`; who matches is found once, when the job begins',
    ),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), 'Expected ids or filter');
export type UserSelection = z.infer<typeof UserSelection>;

const act = <A extends string, S extends z.ZodRawShape>(action: A, given: S) =>
  z.strictObject({
    action: z.literal(action),
    ...given,
    select: UserSelection,
    preview: z.boolean().optional().describe('Asks how many it would be; changes nothing'),
  });

const aChange = <T extends z.ZodType<string>>(item: T, max: number) => ({
  add: unique(item, max).default([]),
  remove: unique(item, max).default([]),
});
const changesSomething = ({ add, remove }: { add: string[]; remove: string[] }) =>
  add.length + remove.length > 0;
const changesOnce = ({ add, remove }: { add: string[]; remove: string[] }) =>
  !add.some((item) => remove.includes(item));
const NOTHING = 'Say what to add or to remove';
const BOTH = 'Nothing can be added and removed';

const wishes = [
  act('deactivate', { reason: line(500).optional() }),
  act('reactivate', {}),
  act('ban', { reason: line(500), until: Moment.optional() }),
  act('unban', {}),
  act('regroup', aChange(GroupId, 100)).refine(changesSomething, NOTHING).refine(changesOnce, BOTH),
  act('change-products', aChange(Product, 20)).refine(changesSomething, NOTHING).refine(changesOnce, BOTH),
  act('update', {
    changes: UserChanges.pick({ offices: true, department: true, seniority: true, locale: true }).refine(
      (changes) => Object.values(changes).some((value) => value !== undefined),
      'Say what to change',
    ),
  }),
  act('resend-invitation', {}),
  act('revoke-invitation', {}),
  act('end-sessions', {}),
  act('require-password-change', {}),
] as const;

export const BulkAction = z.enum([
  'deactivate',
  'reactivate',
  'ban',
  'unban',
  'regroup',
  'change-products',
  'update',
  'resend-invitation',
  'revoke-invitation',
  'end-sessions',
  'require-password-change',
]);
export type BulkAction = z.infer<typeof BulkAction>;

/** What is to be done to whom: an act with what its single call takes, and a selection. */
export const BulkWish = z.discriminatedUnion('action', wishes, {
  error: ({ code }) =>
    code === 'invalid_union' ? `Expected any of ${BulkAction.options.join(', ')}` : undefined,
});
export type BulkWish = z.infer<typeof BulkWish>;

export const BulkOutcome = z.enum(['waiting', 'done', 'unchanged', 'refused']);
export type BulkOutcome = z.infer<typeof BulkOutcome>;

/** What became of one user. */
export const BulkResult = z.object({
  userId: UserId,
  username: z.string().nullable().describe('Null until it is known, and for an id that nobody has'),
  outcome: BulkOutcome.describe('`unchanged`: it was so already'),
  refusal: Refusal.nullable().describe('What the call for this user alone would have said'),
});
export type BulkResult = z.infer<typeof BulkResult>;

export const BulkJob = z.object({
  id: BulkJobId,
  action: BulkAction,
  details: z.record(z.string(), z.unknown()).describe('What was given with the act, such as `reason`'),
  state: z
    .enum(['queued', 'running', 'finished', 'cancelled', 'stopped'])
    .describe(
      '`stopped`: the one in whose name it ran lost the permission; whoever was not reached by then is refused',
    ),
  detail: z.string().nullable().describe('Why it was stopped'),
  by: Actor.describe('Who began it'),
  retriedBy: Actor.nullable().describe('Who had it tried once more: since then it runs in this name'),
  progress: z.object({
    total: z.int(),
    waiting: z.int(),
    done: z.int(),
    unchanged: z.int(),
    refused: z.int(),
  }),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
});
export type BulkJob = z.infer<typeof BulkJob>;

const asked = { accountId: AccountId, by: ProvingActor };
const which = { ...asked, jobId: BulkJobId };

export const startBulkJob = defineRequest({
  name: 'identity.bulk-job.start.v1',
  summary:
    'Finds whom an act is about, once, and begins to do it to each. The caller chooses the id, so that asking twice ' +
    'begins one.',
  input: z.object({ ...which, wish: BulkWish }),
  output: BulkJob,
  faults: ['forbidden', 'proof-required', 'validation-failed', 'too-large', 'too-many-requests'],
  timeoutMs: 20_000,
});

export const BulkPreview = z.object({ total: z.int().describe('How many it would be') });

export const previewBulkJob = defineRequest({
  name: 'identity.bulk-job.preview.v1',
  summary: 'How many a bulk job would be about; refuses what its start would refuse, and changes nothing.',
  input: z.object({ ...asked, wish: BulkWish }),
  output: BulkPreview,
  faults: ['forbidden', 'validation-failed', 'too-large'],
  timeoutMs: 20_000,
});

export const getBulkJob = defineRequest({
  name: 'identity.bulk-job.get.v1',
  summary: 'Progress of a bulk job, and a page of the results of its users in their order.',
  input: z.object({ ...which, outcomes: z.array(BulkOutcome).optional(), page: PageRequest }),
  output: BulkJob.extend({ results: pageOf(BulkResult) }),
  faults: ['not-found', 'forbidden', 'validation-failed'],
});

export const listBulkJobs = defineRequest({
  name: 'identity.bulk-job.list.v1',
  summary: 'Bulk jobs, newest first: all for who may read users, else the own ones.',
  input: z.object({ ...asked, page: PageRequest }),
  output: pageOf(BulkJob),
  faults: ['validation-failed'],
});

const command = { ...which, commandId: CommandId.optional() };

export const retryBulkJob = defineRequest({
  name: 'identity.bulk-job.retry.v1',
  summary:
    'Tries those that were refused once more, in the name of who asks; of a cancelled job also those that were not reached.',
  input: z.object(command),
  output: BulkJob,
  faults: ['not-found', 'forbidden', 'proof-required', 'wrong-job-state', 'too-many-requests'],
});

export const cancelBulkJob = defineRequest({
  name: 'identity.bulk-job.cancel.v1',
  summary: 'Leaves alone whom a bulk job has not reached. A handful that is under way comes to its end.',
  input: z.object(command),
  output: BulkJob,
  faults: ['not-found', 'forbidden', 'wrong-job-state'],
});

const told = z.object({ accountId: AccountId, actor: Actor, job: BulkJob });

export const bulkJobStarted = defineEvent({
  name: 'identity.bulk-job.started.v1',
  summary: 'An act upon many users began. What becomes of each is told as the act itself is.',
  data: told,
});
export const bulkJobRetried = defineEvent({
  name: 'identity.bulk-job.retried.v1',
  summary: 'Those that a bulk job was refused for are tried once more.',
  data: told,
});
export const bulkJobCancelled = defineEvent({
  name: 'identity.bulk-job.cancelled.v1',
  summary: 'A bulk job was cancelled; whom it had not reached is left alone.',
  data: told,
});
export const bulkJobFinished = defineEvent({
  name: 'identity.bulk-job.finished.v1',
  summary: 'Every user of a bulk job has a result, or it was stopped.',
  data: told,
});

export const advanceBulkJob = defineJob({
  queue: 'identity-bulk',
  name: 'bulk-job.advance.v1',
  summary: 'Does what a bulk job is about to the next of its users.',
  data: z.object({ accountId: AccountId, jobId: BulkJobId }),
  id: ({ jobId }) => `bulk-${jobId}`,
  attempts: 20,
});
