import {
  type Caller,
  cancelBulkJob,
  cancelBulkJobEndpoint,
  getBulkJob,
  getBulkJobEndpoint,
  listBulkJobs,
  listBulkJobsEndpoint,
  pageFrom,
  previewBulkJob,
  retryBulkJob,
  retryBulkJobEndpoint,
  startBulkJob,
  startBulkJobEndpoint,
} from '@seatkeeper/contracts';
import { answers, asks, controllerOf } from '../http/asking.controllers.js';
import { Reply } from '../http/call.js';
import { byCaller } from './by.js';

const changeOf = (call: { caller: Caller; params: { id: string }; newId: (prefix: string) => string }) => ({
  ...byCaller(call),
  jobId: call.params.id,
  commandId: call.newId('cmd'),
});

export const BulkJobsController = controllerOf('BulkJobsController', [
  answers(startBulkJobEndpoint, async (bus, call) => {
    const { body: wish } = call;
    if (wish.preview) return new Reply(200, await bus.request(previewBulkJob, { ...byCaller(call), wish }));
    const jobId = call.newId('job');
    const { progress } = await bus.request(startBulkJob, { ...byCaller(call), jobId, wish });
    return new Reply(202, { jobId, total: progress.total }, { location: `/v1/jobs/${jobId}` });
  }),
  asks(listBulkJobsEndpoint, listBulkJobs, (call) => ({ ...byCaller(call), page: pageFrom(call.query) })),
  asks(getBulkJobEndpoint, getBulkJob, (call) => ({
    ...byCaller(call),
    jobId: call.params.id,
    outcomes: call.query.outcome,
    page: pageFrom(call.query),
  })),
  asks(retryBulkJobEndpoint, retryBulkJob, changeOf),
  asks(cancelBulkJobEndpoint, cancelBulkJob, changeOf),
]);
