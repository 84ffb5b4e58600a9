import { z } from 'zod';
import { Actor, Change } from '../actor.js';
import { defineRequest } from '../contract.js';
import { AccountId, UserId } from '../ids.js';
import { PageRequest, pageOf } from '../pages.js';
import { Moment, Timestamp } from '../people.js';
import { Viewer } from './viewer.js';

/** One thing that happened, taken from an event; its id is the event's, so it is there once. */
export const AuditEntry = z.object({
  id: z.string(),
  at: Timestamp,
  actor: Actor,
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

export const listUserHistory = defineRequest({
  name: 'identity.user.history.v1',
  summary: 'Every change of a user with time, actor, before and after; newest first.',
  input: z.object({ accountId: AccountId, userId: UserId, viewer: Viewer.optional(), page: PageRequest }),
  output: pageOf(AuditEntry),
  faults: ['forbidden', 'not-found', 'validation-failed'],
});
