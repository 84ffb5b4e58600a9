import { z } from 'zod';
import { defineRequest } from './contract.js';
import { Hearer } from './dead-letters.js';
import { AccountId } from './ids.js';
import { Timestamp } from './people.js';

/** The most things of one service in one answer. */
export const MOST_STUCK = 200;

/** Something that does not get on as it should: nobody took it when its time had come, or it is tried again and again. */
export const Stuck = z.object({
  service: Hearer,
  kind: z.string().describe('What it is, in the plural: `flows`, `runs`, `outbox of users`, `sweeps`…'),
  id: z.string().describe('Of the thing itself, as the log of the service names it'),
  accountId: AccountId.nullable().describe('Whose it is; `null` of what the service does for all'),
  since: Timestamp.describe(
    'When it should have been done, or when it was begun if it is tried again and again',
  ),
  attempts: z
    .int()
    .min(0)
    .nullable()
    .describe('How often it was begun since it last got on, where that is counted'),
  remedy: z.string().describe('What somebody of the vendor can do'),
});
export type Stuck = z.infer<typeof Stuck>;

export const StuckThings = z.object({
  items: z.array(Stuck).describe('Those that are stuck the longest first'),
  more: z.boolean().describe('Whether there are more than were asked for'),
});
export type StuckThings = z.infer<typeof StuckThings>;

/** Each kind is a look at an index; of a service that has much to do, a dozen of them. */
const TIMEOUT_MS = 10_000;

const listOf = (service: Hearer) =>
  defineRequest({
    name: `${service}.stuck.list.v1`,
    summary: `What does not get on in ${service}, of all accounts.`,
    input: z.object({ limit: z.int().min(1).max(MOST_STUCK) }),
    output: StuckThings,
    timeoutMs: TIMEOUT_MS,
  });

export const listStuckInIdentity = listOf('identity');
export const listStuckInLicensing = listOf('licensing');
export const listStuckInNotifications = listOf('notifications');
export const listStuckInReassignment = listOf('reassignment');

/** What a service is asked about what is stuck in it. */
export type StuckQuestion = ReturnType<typeof listOf>;
