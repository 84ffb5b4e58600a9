import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  banUser,
  CopyOnReplace,
  deactivateUser,
  reactivateUser,
  Replacement,
  replaceUser,
  unbanUser,
} from '../identity/user-acts.js';
import {
  getReplacement,
  previewReplacement,
  ReplacementPreview,
  ReplacementProof,
} from '../identity/replacement.js';
import { User } from '../identity/user.js';
import { ReassignmentId, UserId } from '../ids.js';
import { line, Moment } from '../people.js';
import { bindingFields, manifestMissing, namesManifest } from '../reassignment/manifest.js';
import { Distribution } from '../reassignment/plan.js';
import { defineEndpoint } from './endpoint.js';
import { PDF, printed, printedDescription, printedFaults } from './printed.js';
import { byUser, userAnswer } from './users.js';

export const deactivateUserEndpoint = defineEndpoint({
  id: 'deactivateUser',
  method: 'POST',
  path: '/v1/users/:id/deactivate',
  tag: 'Users',
  summary: 'End the sessions, free the seats and, if asked, move the records, as one act',
  access: 'users.deactivate',
  openToParents: true,
  needsToo: { reassign: 'records.reassign' },
  openToManagers: true,
  params: byUser,
  body: z
    .strictObject({
      reassign: z.union([z.strictObject({ plan: Distribution }), z.strictObject({ to: UserId })]).optional(),
      reason: line(500).optional(),
    })
    .default({}),
  answers: {
    200: {
      description: 'The user, the number of seats freed, and the reassignment that runs',
      body: z.object({ user: User, seatsFreed: z.int(), reassignmentId: ReassignmentId.optional() }),
    },
  },
  faults: faultsOf(deactivateUser),
  example: { reason: 'Left the firm', reassign: { to: 'usr_0000000000000000000000000' } },
});

export const reactivateUserEndpoint = defineEndpoint({
  id: 'reactivateUser',
  method: 'POST',
  path: '/v1/users/:id/reactivate',
  tag: 'Users',
  summary: 'Claim the seats again and restore the user as it was',
  access: 'users.deactivate',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  answers: { 200: userAnswer('The user, active, or invited if no password was ever set') },
  faults: faultsOf(reactivateUser),
});

export const banUserEndpoint = defineEndpoint({
  id: 'banUser',
  method: 'POST',
  path: '/v1/users/:id/ban',
  tag: 'Users',
  summary: 'Refuse sign-in for a reason, until lifted or until a time; the seat stays held',
  access: 'users.ban',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  body: z.strictObject({ reason: line(500), until: Moment.optional() }),
  answers: { 200: userAnswer('The user, banned') },
  faults: faultsOf(banUser),
  example: { reason: 'Lost laptop', until: '2030-01-01T00:00:00Z' },
});

export const unbanUserEndpoint = defineEndpoint({
  id: 'unbanUser',
  method: 'POST',
  path: '/v1/users/:id/unban',
  tag: 'Users',
  summary: 'Lift a ban',
  access: 'users.ban',
  openToParents: true,
  openToManagers: true,
  params: byUser,
  answers: { 200: userAnswer('The user, active again') },
  faults: faultsOf(unbanUser),
});

export const replaceUserEndpoint = defineEndpoint({
  id: 'replaceUser',
  method: 'POST',
  path: '/v1/users/:id/replace',
  tag: 'Users',
  summary: 'Put another user, new or existing, in the place of this one; needs no free seat',
  access: 'users.replace',
  openToParents: true,
  needsToo: { reassign: 'records.reassign', 'by.newUser': 'users.invite' },
  params: byUser,
  description: `The preview asks the rules that decide on the act, and changes nothing: \`refusals\` says in their words what stands against it. With
\`records.manifest\` of a preview as \`manifest\` exactly those records move, and when more has changed than \`driftLimit\` allows nothing is done
(\`too-much-drift\`). What became of it is told by \`GET /v1/users/{id}/replacement\`.`,
  body: z
    .strictObject({
      by: Replacement,
      reassign: z.boolean().default(false),
      copy: z.array(CopyOnReplace).max(CopyOnReplace.options.length).default([]),
      preview: z.boolean().default(false),
      ...bindingFields,
    })
    .refine(namesManifest, manifestMissing)
    .refine(({ manifest, reassign }) => manifest === undefined || reassign, {
      message: 'Says what is to move: with `reassign`',
      path: ['manifest'],
    }),
  answers: {
    200: {
      description:
        'The one replaced, deactivated, and the one who took the place; or what would become of them',
      body: z.union([
        z.object({
          user: User,
          replacement: User,
          seatsSwapped: z.int(),
          groupsManaged: z.int(),
          reassignmentId: ReassignmentId.optional(),
        }),
        ReplacementPreview,
      ]),
    },
  },
  faults: faultsOf(previewReplacement, replaceUser),
  example: {
    by: {
      newUser: { username: 'mei.tan@harbour-lane.example', firstName: 'Mei', lastName: 'Tan' },
    },
    reassign: true,
    copy: ['groups', 'offices'],
  },
});

export const getReplacementEndpoint = defineEndpoint({
  id: 'getReplacement',
  method: 'GET',
  path: '/v1/users/:id/replacement',
  tag: 'Users',
  summary: 'The report of the last replacement of a user',
  description: `What went to the successor: seats, groups, offices, people who report, groups that are managed, and records. It is final once
\`finishedAt\` is there: then \`hash\` is its SHA-256, which stands in the audit log as well (\`identity.replacement.finished\`, \`detail.reportHash\`). Records are
shown to who has \`records.read\`; the hash is of the whole report.

${printedDescription}`,
  access: 'users.replace',
  params: byUser,
  query: z.strictObject(printed),
  answers: { 200: { description: 'The report', body: ReplacementProof, alsoAs: PDF } },
  faults: [...faultsOf(getReplacement), ...printedFaults],
});
