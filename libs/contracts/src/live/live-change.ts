import { z } from 'zod';
import { Timestamp } from '../people.js';

/** What a change can be about. */
const LIVE_SUBJECTS = [
  ...['account', 'user', 'departure', 'offboarding', 'replacement', 'sharing', 'group'],
  ...['office', 'department', 'seniority'],
  ...[
    'custom-field',
    'shared-item',
    'bulk-job',
    'import',
    'seat',
    'license',
    'reduction',
    'order',
    'invoice',
  ],
  ...['reassignment', 'record-type', 'record-import', 'delivery', 'suppression', 'webhook-endpoint'],
  'sso-connection',
] as const;
export type LiveSubject = (typeof LIVE_SUBJECTS)[number];

/** What somebody who follows an account is told of a change: what has changed, and never how it is now. */
export const LiveChange = z.object({
  type: z
    .string()
    .describe('What happened, such as `identity.user.banned`: the names of the audit log and of webhooks'),
  subject: z
    .object({
      kind: z.enum(LIVE_SUBJECTS).describe('A newer gateway may tell of others'),
      id: z.string(),
    })
    .describe('What to read again'),
  version: z.int().nullable().describe('The `version` it has had since; null where it has none'),
  at: Timestamp,
});
export type LiveChange = z.infer<typeof LiveChange>;
