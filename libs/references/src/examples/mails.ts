import { ids, liam, page } from './harbour-lane.js';

const attempt = {
  at: '2026-06-30T08:00:02.000Z',
  outcome: 'refused',
  answer: '550 5.1.1 No such user here',
};
const failed = {
  id: ids.delivery,
  kind: 'invitation',
  userId: ids.liam,
  to: { name: 'Liam Osei', address: liam.email },
  actor: { type: 'user', id: ids.ada },
  state: 'failed',
  messageId: `<${ids.delivery}@seatkeeper.example>`,
  attempts: 1,
  lastAttempt: attempt,
  nextAttemptAt: null,
  createdAt: '2026-06-30T08:00:00.000Z',
  finishedAt: '2026-06-30T08:00:02.000Z',
};

/** The mail of Liam's invitation, whose address was wrong. */
export const mailAnswers = {
  listDeliveries: { 200: page(failed) },
  retryDelivery: {
    202: { ...failed, state: 'queued', nextAttemptAt: '2026-06-30T09:15:04.000Z', finishedAt: null },
  },
  getDelivery: { 200: { ...failed, answers: [attempt] } },
};
