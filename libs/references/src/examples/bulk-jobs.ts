import { ids, liam, mei, page } from './harbour-lane.js';

const job = {
  id: ids.bulkJob,
  action: 'ban',
  details: { reason: 'Lost laptops', until: '2030-01-01T00:00:00.000Z' },
  state: 'finished',
  detail: null,
  by: { type: 'user', id: ids.ada },
  retriedBy: null,
  progress: { total: 20, waiting: 0, done: 19, unchanged: 0, refused: 1 },
  createdAt: '2026-03-12T16:41:00.000Z',
  finishedAt: '2026-03-12T16:41:02.000Z',
};

const tried = { ...job, state: 'queued', finishedAt: null, retriedBy: job.by };

export const bulkJobAnswers: Readonly<Record<string, Readonly<Record<number, unknown>>>> = {
  startBulkJob: { 200: { total: 20 }, 202: { jobId: ids.bulkJob, total: 20 } },
  listBulkJobs: { 200: page(job) },
  getBulkJob: {
    200: {
      ...job,
      results: page(
        { userId: mei.id, username: mei.username, outcome: 'done', refusal: null },
        {
          userId: liam.id,
          username: liam.username,
          outcome: 'refused',
          refusal: { code: 'wrong-status', detail: 'A user who is invited cannot be banned.' },
        },
      ),
    },
  },
  retryBulkJob: { 202: { ...tried, progress: { ...job.progress, waiting: 1, refused: 0 } } },
  cancelBulkJob: {
    200: { ...job, state: 'cancelled', progress: { ...job.progress, waiting: 1, refused: 0 } },
  },
};
