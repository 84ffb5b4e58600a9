import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, GroupId, OfficeId, ReplacementId, UserId } from '../ids.js';
import { Timestamp } from '../people.js';
import { OffboardingPreview, OffboardingReport, OffboardingStep, ReportHash } from './offboarding.js';
import { CopyOnReplace, replaceUser } from './user-acts.js';
import { Viewer } from './viewer.js';

const leaver = OffboardingReport.shape;

/** Who takes the place. Somebody who does not exist yet has an id in a preview that stands for whoever it will be. */
const Successor = leaver.user.extend({ isNew: z.boolean() });

const Seats = z.object({
  swapped: z.int(),
  products: leaver.seats.unwrap().shape.products.describe('Of which the one replaced held a seat'),
  freed: leaver.seats
    .unwrap()
    .shape.products.describe('Of which the successor held one already: those come free'),
});
const Group = z.object({ id: GroupId, name: z.string() });

/** What the successor has from who is replaced. What was not to be copied is empty. */
const Given = z.object({
  copied: z.array(CopyOnReplace).describe('What was asked for'),
  groups: z.array(Group),
  offices: z.array(z.object({ id: OfficeId, name: z.string() })),
  sharedItems: z.int().describe('Things that were given to, or taken from, the one replaced alone'),
});

const Reports = z.object({
  count: z.int(),
  people: z.array(UserId).describe('The first 500'),
});

export const ReplacementStep = OffboardingStep.extend({
  step: z
    .enum(['access', 'seats', 'place', 'records'])
    .describe('`place`: groups, offices, reports and managed groups are the successor’s'),
});
export type ReplacementStep = z.infer<typeof ReplacementStep>;

/** What went from somebody who was replaced to whom. A number is null until its step is done. */
export const ReplacementReport = z.object({
  id: ReplacementId,
  user: leaver.user,
  successor: Successor,
  by: Actor,
  startedAt: Timestamp,
  finishedAt: leaver.finishedAt,
  state: leaver.state,
  steps: z.array(ReplacementStep),
  sessionsEnded: leaver.sessionsEnded,
  keysEnded: leaver.keysEnded,
  invitationsVoided: leaver.invitationsVoided,
  seats: Seats.nullable(),
  given: Given.nullable(),
  directReports: Reports.nullable().describe(
    'People who reported to the one replaced and report to the successor',
  ),
  groupsManaged: z.array(Group).nullable().describe('Groups whose manager the successor is from now on'),
  records: leaver.records,
  leftBehind: leaver.leftBehind,
});
export type ReplacementReport = z.infer<typeof ReplacementReport>;

export const ReplacementProof = z.object({ report: ReplacementReport, hash: ReportHash });
export type ReplacementProof = z.infer<typeof ReplacementProof>;

/** What a replacement would do. It does nothing. */
export const ReplacementPreview = OffboardingPreview.pick({
  user: true,
  refusals: true,
  sessionsEnded: true,
  keysEnded: true,
  invitationsVoided: true,
  records: true,
}).extend({
  successor: Successor,
  seats: Seats,
  given: Given,
  directReports: Reports,
  groupsManaged: z.array(Group),
  leftBehind: OffboardingPreview.shape.leftBehind.pick({ records: true }),
});
export type ReplacementPreview = z.infer<typeof ReplacementPreview>;

export const previewReplacement = defineRequest({
  name: 'identity.replacement.preview.v1',
  summary: 'What would go from a user to who takes the place; changes nothing.',
  input: replaceUser.input,
  output: ReplacementPreview,
  faults: replaceUser.faults,
  timeoutMs: 20_000,
});

export const getReplacement = defineRequest({
  name: 'identity.replacement.get.v1',
  summary: 'The report of the last replacement of a user.',
  input: z.object({ accountId: AccountId, userId: UserId, viewer: Viewer.optional() }),
  output: ReplacementProof,
  faults: ['not-found', 'forbidden'],
});

export const replacementFinished = defineEvent({
  name: 'identity.replacement.finished.v1',
  summary: 'The report of a replacement is final. `reportHash` proves it.',
  data: z.object({
    accountId: AccountId,
    actor: Actor,
    userId: UserId,
    successorId: UserId,
    replacementId: ReplacementId,
    reportHash: z.string(),
  }),
});
