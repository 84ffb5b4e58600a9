import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, OffboardingId, ReassignmentId, UserId } from '../ids.js';
import { Product, Timestamp } from '../people.js';
import { Bound } from '../reassignment/manifest.js';
import { RecordFieldKey, RecordType } from '../reassignment/plan.js';
import { ReassignmentPreview } from '../reassignment/run.js';
import { deactivateUser } from './user-acts.js';
import { UserReference } from './user-references.js';
import { Viewer } from './viewer.js';

/** A report shows so many rows of what was moved, or is left, by type, field and receiver. */
export const OFFBOARDING_ROWS = 500;

const Rows = ReassignmentPreview.shape.byType;
const LeftRecords = z
  .array(z.object({ type: RecordType, field: RecordFieldKey.optional(), count: z.int() }))
  .describe('Records that still name the leaver, by type and field: nobody gets them');

const Leaver = UserReference.pick({ id: true, username: true, firstName: true, lastName: true });

export const OffboardingStep = z.object({
  step: z.enum(['access', 'seats', 'groups', 'records']),
  state: z.enum(['waiting', 'running', 'done', 'skipped', 'failed']),
  at: Timestamp.nullable().describe('When it was done, or failed'),
  detail: z.string().nullable(),
});
export type OffboardingStep = z.infer<typeof OffboardingStep>;

/** What became of somebody who was deactivated. A number is null until its step is done. */
export const OffboardingReport = z.object({
  id: OffboardingId,
  user: Leaver.describe('As they were called when they left'),
  by: Actor,
  reason: z.string().nullable(),
  startedAt: Timestamp,
  finishedAt: Timestamp.nullable().describe('From then on the report stays as it is'),
  state: z.enum(['running', 'done']),
  steps: z.array(OffboardingStep),
  sessionsEnded: z.int().nullable(),
  keysEnded: z.int().nullable().describe('API keys'),
  invitationsVoided: z.int().nullable(),
  seats: z.object({ freed: z.int(), products: z.array(Product) }).nullable(),
  groupsManaged: z.int().nullable().describe('Groups whose manager they were, and are no more'),
  records: z
    .object({
      reassignmentId: ReassignmentId.nullable(),
      moved: z.int(),
      byType: Rows.describe(`By type, field and receiver; the first ${OFFBOARDING_ROWS} rows`),
    })
    .nullable()
    .describe('Null for who may not read records'),
  leftBehind: z
    .object({
      directReports: z.int().describe('People who still report to the leaver'),
      records: LeftRecords.nullable(),
    })
    .nullable()
    .describe('Known at the end'),
});
export type OffboardingReport = z.infer<typeof OffboardingReport>;

export const ReportHash = z
  .string()
  .nullable()
  .describe(
    'Of the report when it is final: SHA-256, in hex, of its JSON with the fields in the order of their names and no blanks. ' +
      'The audit log has the same one.',
  );

export const Offboarding = z.object({ report: OffboardingReport, hash: ReportHash });
export type Offboarding = z.infer<typeof Offboarding>;

/** What an offboarding would do. It does nothing. */
export const OffboardingPreview = z.object({
  user: Leaver,
  refusals: z
    .array(z.object({ code: z.string(), detail: z.string() }))
    .describe('What the act would be refused with now; nothing stands against it when empty'),
  sessionsEnded: z.int(),
  keysEnded: z.int(),
  invitationsVoided: z.int(),
  seats: z.object({ freed: z.int(), products: z.array(Product) }),
  groupsManaged: z.int(),
  records: ReassignmentPreview.nullable().describe(
    'What would move, exactly; null for who may not read records',
  ),
  leftBehind: z.object({ directReports: z.int(), records: LeftRecords.nullable() }),
});
export type OffboardingPreview = z.infer<typeof OffboardingPreview>;

const Wanted = deactivateUser.input.extend({
  /** The preview of `reassign` that is to move, without what was written since. */
  bound: Bound.optional(),
});

export const previewOffboarding = defineRequest({
  name: 'identity.offboarding.preview.v1',
  summary: 'What the deactivation of a user would free, end, move and leave behind; changes nothing.',
  input: Wanted,
  output: OffboardingPreview,
  faults: ['not-found', 'forbidden', 'validation-failed'],
  timeoutMs: 20_000,
});

export const startOffboarding = defineRequest({
  name: 'identity.offboarding.start.v1',
  summary:
    'Deactivates a user and answers with the report of it, which may go on for as long as records move.',
  input: Wanted,
  output: Offboarding,
  faults: [...deactivateUser.faults, 'too-much-drift'],
  timeoutMs: 20_000,
});

export const getOffboarding = defineRequest({
  name: 'identity.offboarding.get.v1',
  summary: 'The report of the last offboarding of a user.',
  input: z.object({ accountId: AccountId, userId: UserId, viewer: Viewer.optional() }),
  output: Offboarding,
  faults: ['not-found', 'forbidden'],
});

export const offboardingFinished = defineEvent({
  name: 'identity.offboarding.finished.v1',
  summary:
    'The report of an offboarding is final. `reportHash` proves it; how many records are left behind is told beside it.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    userId: UserId,
    offboardingId: OffboardingId,
    reportHash: z.string(),
  }),
});
