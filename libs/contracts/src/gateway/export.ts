import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent } from '../contract.js';
import { AccountId } from '../ids.js';
import { Origin } from '../origin.js';

const exported = Origin.extend({ accountId: AccountId, actor: Actor });

/** Told before the first row leaves: whatever happens then, it is known who began. */
export const userExportStarted = defineEvent({
  name: 'gateway.user-export.started.v1',
  summary: 'Somebody began to export users.',
  data: exported,
});

export const userExportEnded = defineEvent({
  name: 'gateway.user-export.ended.v1',
  summary: 'An export of users has ended: so many rows were read for it, all that there were or not.',
  data: exported.extend({ quantity: z.int().min(0), cause: z.enum(['complete', 'broken-off']) }),
});

export const auditExportStarted = defineEvent({
  name: 'gateway.audit-export.started.v1',
  summary: 'Somebody began to export the audit log.',
  data: userExportStarted.data,
});

export const auditExportEnded = defineEvent({
  name: 'gateway.audit-export.ended.v1',
  summary: 'An export of the audit log has ended: so many rows were read for it, all that there were or not.',
  data: userExportEnded.data,
});
