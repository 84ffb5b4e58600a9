import { z } from 'zod';
import { Timestamp } from '../people.js';

/** What somebody who follows an account is told of a change: what has changed, and never how it is now. */
export const LiveChange = z.object({
  type: z
    .string()
    .describe('What happened, such as `identity.user.banned`: the names of the audit log and of webhooks'),
  subject: z
    .object({
      kind: z.string().describe('Such as `user`, `seat` or `order`'),
      id: z.string(),
    })
    .describe('What to read again'),
  version: z.int().nullable().describe('The `version` it has had since; null where it has none'),
  at: Timestamp,
});
export type LiveChange = z.infer<typeof LiveChange>;
