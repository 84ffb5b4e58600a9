import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Moment, Timestamp } from '../people.js';
import { Viewer } from './viewer.js';

/** Somebody of another account, as they were called when they acted. */
export const ActorName = z.object({ name: z.string(), account: z.string() });
export type ActorName = z.infer<typeof ActorName>;

/** One thing that happened, taken from an event; its id is the event's, so it is there once. */
export const AuditEntry = z.object({
  id: z.string(),
  at: Timestamp,
  actor: Actor,
  actorName: ActorName.nullable().describe(
    'Who it was, where they are of another account, as of an account above or the vendor: their name and that of the account, as of then',
  ),
  /** The event without its version, such as `identity.user.deactivated`. */
  action: z.string(),
  /** What it happened to: kind and id, such as `user` and `usr_…`. */
  target: z.object({ kind: z.string(), id: z.string() }),
  changes: z.array(Change),
  detail: z.record(z.string(), z.unknown()),
  requestId: z
    .string()
    .nullable()
    .describe('`X-Request-Id` of the call that caused it, or of what the product did by itself'),
  address: z
    .string()
    .nullable()
    .describe(
      'Network address of the call by which a user did it; null where it was not a call, or is not known',
    ),
  seal: z
    .int()
    .nullable()
    .describe('Number of the seal that fixes what the entry says; null until it has one, a minute at most'),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditFilter = z.object({
  actor: z.string().max(200).optional(),
  target: z.string().max(200).optional(),
  action: z.string().max(200).optional(),
  from: Moment.optional(),
  to: Moment.optional(),
});

export const listAudit = defineRequest({
  name: 'identity.audit.list.v1',
  summary: 'Audit entries of an account, newest first.',
  input: z.object({ accountId: AccountId, filter: AuditFilter, page: PageRequest }),
  output: pageOf(AuditEntry),
  faults: ['validation-failed'],
});

/** How far the entries of an account are fixed. */
export const AuditSeal = z.object({
  number: z.int().describe('Of the last seal; 0 before the first'),
  entries: z.int().describe('Entries under this seal and all before it'),
  hash: z
    .string()
    .nullable()
    .describe(
      'Follows from every entry so far: noted elsewhere, it shows later whether one was changed or removed',
    ),
  sealedAt: Timestamp.nullable(),
  waiting: z
    .int()
    .describe('Entries without a seal, counted up to 1,000: new ones, and those that still count'),
});
export type AuditSeal = z.infer<typeof AuditSeal>;

export const getAuditSeal = defineRequest({
  name: 'identity.audit.seal.v1',
  summary: 'How far the audit entries of an account are sealed.',
  input: z.object({ accountId: AccountId }),
  output: AuditSeal,
});

/** The columns of the log as a file; `changes` and `detail` are JSON. */
export const AUDIT_COLUMNS = [
  ...['id', 'at', 'actorType', 'actorId', 'apiKeyId', 'action', 'targetKind', 'targetId'],
  ...['changes', 'detail', 'requestId', 'address', 'seal', 'actorAccountId', 'actorName', 'actorAccount'],
] as const;
/** Rows of one answer: entries are small. */
const EXPORTED_AT_ONCE = 200;

export const readAuditExport = defineRequest({
  name: 'identity.audit-export.read.v1',
  summary: `The next audit entries for a file, newest first, ${EXPORTED_AT_ONCE} at most, as cells. Nothing is kept between two of them.`,
  input: z.object({
    accountId: AccountId,
    filter: AuditFilter,
    cursor: z.string().max(1_000).optional(),
    limit: z.int().min(1).max(EXPORTED_AT_ONCE).default(EXPORTED_AT_ONCE),
  }),
  output: z.object({ rows: z.array(z.array(z.string())), nextCursor: z.string().nullable() }),
  faults: ['validation-failed'],
  timeoutMs: 10_000,
});

export const listUserHistory = defineRequest({
  name: 'identity.user.history.v1',
  summary: 'Every change of a user with time, actor, before and after; newest first.',
  input: z.object({ accountId: AccountId, userId: UserId, viewer: Viewer.optional(), page: PageRequest }),
  output: pageOf(AuditEntry),
  faults: ['forbidden', 'not-found', 'validation-failed'],
});
