import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineRequest } from '../contract.js';
import { AccountId, SessionId, UserId } from '../ids.js';
import { Timestamp } from '../people.js';
import { userCommand } from './user.js';
import { Viewer } from './viewer.js';

/** A session that lives, as its user and those who administer the user see it. */
export const OpenSession = z.object({
  id: SessionId,
  startedAt: Timestamp,
  lastSeenAt: Timestamp.describe('To the minute'),
  endsAt: Timestamp.describe('The latest moment it lives to if it is used on'),
  address: z.string().nullable().describe('The network address that signed in, or refreshed last'),
  client: z
    .string()
    .nullable()
    .describe('The program in words, as it says of itself: `Firefox 132 on Linux`'),
  current: z.boolean().describe('The session that asks'),
});
export type OpenSession = z.infer<typeof OpenSession>;

/** A user has so many sessions listed, those seen last; ending all ends the others, too. */
export const SESSIONS_LISTED = 200;

export const listSessions = defineRequest({
  name: 'identity.session.list.v1',
  summary: `The sessions of a user that live, seen last first; ${SESSIONS_LISTED} at most.`,
  input: z.object({
    accountId: AccountId,
    userId: UserId,
    viewer: Viewer.optional(),
    current: SessionId.optional(),
  }),
  output: z.object({ items: z.array(OpenSession) }),
  faults: ['forbidden', 'not-found'],
});

export const endSession = defineRequest({
  name: 'identity.session.end.v1',
  summary: 'Ends one session of a user, within a second on every copy of the gateway. Can be repeated.',
  input: z.object({ accountId: AccountId, by: Actor, userId: UserId, sessionId: SessionId }),
  output: z.object({}),
  faults: ['not-found', 'forbidden'],
});

export const endSessions = defineRequest({
  name: 'identity.session.end-all.v1',
  summary: 'Ends all sessions of a user but one, if one is named, by one write.',
  input: z.object({ ...userCommand, except: SessionId.optional() }),
  output: z.object({}),
  faults: ['not-found', 'forbidden'],
});
