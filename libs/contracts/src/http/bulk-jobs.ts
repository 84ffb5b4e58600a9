import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  BulkJob,
  BulkOutcome,
  BulkPreview,
  BulkResult,
  BulkWish,
  cancelBulkJob,
  getBulkJob,
  listBulkJobs,
  previewBulkJob,
  retryBulkJob,
  startBulkJob,
} from '../identity/bulk-job.js';
import { BulkJobId } from '../ids.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { anyOf, listQuery } from './query.js';

const byId = z.strictObject({ id: BulkJobId });

export const startBulkJobEndpoint = defineEndpoint({
  id: 'startBulkJob',
  method: 'POST',
  path: '/v1/users/bulk',
  tag: 'Bulk jobs',
  summary: 'Do one thing to many users: those named, or all that a filter finds',
  description: `Needs the permission that the call for one user needs: \`users.deactivate\` to deactivate and reactivate, \`users.ban\` to ban and
unban, \`users.update\` to \`regroup\`, to \`change-products\` and to \`update\`, \`users.invite\` to resend and revoke invitations,
\`users.credentials\` to end sessions and to require a password change. A filter needs \`users.read\`, too.

Who matches a filter is found once, when the job begins; who comes to match it later is left alone. Each user is then handled as by the
call for that user alone, with all its rules, at its time: somebody who holds more than you is refused, and so is everybody who is left
when you lose the permission. Oneself comes last. \`GET /v1/jobs/:id\` has a result for each.`,
  access: 'signed-in',
  openToParents: true,
  body: BulkWish,
  answers: {
    200: { description: 'How many it would be; nothing has changed (`preview: true`)', body: BulkPreview },
    202: {
      description: 'It is being done, to so many',
      body: z.object({ jobId: BulkJobId, total: z.int() }),
    },
  },
  faults: faultsOf(startBulkJob, previewBulkJob),
  example: {
    action: 'ban',
    reason: 'Lost laptops',
    until: '2030-01-01T00:00:00Z',
    select: { filter: { office: 'Montréal', status: 'active' } },
  },
});

export const listBulkJobsEndpoint = defineEndpoint({
  id: 'listBulkJobs',
  method: 'GET',
  path: '/v1/jobs',
  tag: 'Bulk jobs',
  summary: 'List bulk jobs, newest first: all for who sees everybody with `users.read`, else the own ones',
  access: 'signed-in',
  openToParents: true,
  query: z.strictObject(listQuery),
  answers: { 200: { description: 'A page of bulk jobs', body: pageOf(BulkJob) } },
  faults: faultsOf(listBulkJobs),
});

export const getBulkJobEndpoint = defineEndpoint({
  id: 'getBulkJob',
  method: 'GET',
  path: '/v1/jobs/:id',
  tag: 'Bulk jobs',
  summary: 'Progress of a bulk job, with a page of the results user by user',
  description: 'For who began it, and who sees everybody and holds `users.read`.',
  access: 'signed-in',
  openToParents: true,
  params: byId,
  query: z.strictObject({ ...listQuery, outcome: anyOf(BulkOutcome).optional() }),
  answers: { 200: { description: 'The bulk job', body: BulkJob.extend({ results: pageOf(BulkResult) }) } },
  faults: faultsOf(getBulkJob),
});

export const retryBulkJobEndpoint = defineEndpoint({
  id: 'retryBulkJob',
  method: 'POST',
  path: '/v1/jobs/:id/retry',
  tag: 'Bulk jobs',
  summary: 'Try those that were refused once more, under the same job',
  description:
    'In the name of who asks, with the permission that the act needs. Of a job that was cancelled, those that were not ' +
    'reached are tried as well. Nothing is done twice to anybody.',
  access: 'signed-in',
  openToParents: true,
  params: byId,
  answers: { 202: { description: 'They are being tried', body: BulkJob } },
  faults: faultsOf(retryBulkJob),
});

export const cancelBulkJobEndpoint = defineEndpoint({
  id: 'cancelBulkJob',
  method: 'POST',
  path: '/v1/jobs/:id/cancel',
  tag: 'Bulk jobs',
  summary: 'Leave alone whom a bulk job has not reached; what is done stays done',
  description:
    'For who began it, and who holds the permission that the act needs. A handful that is under way comes to its end.',
  access: 'signed-in',
  openToParents: true,
  params: byId,
  answers: { 200: { description: 'The bulk job, cancelled', body: BulkJob } },
  faults: faultsOf(cancelBulkJob),
});
