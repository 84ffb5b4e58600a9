import { ids } from './harbour-lane.js';

const by = { type: 'user', id: ids.ada };
const user = {
  id: ids.liam,
  username: 'liam.osei@harbour-lane.example',
  firstName: 'Liam',
  lastName: 'Osei',
};
const moved = [{ type: 'matter', to: ids.mei, count: 128 }];

const preview = {
  user,
  refusals: [],
  sessionsEnded: 2,
  keysEnded: 1,
  invitationsVoided: 0,
  seats: { freed: 1, products: ['core'] },
  groupsManaged: 1,
  records: { total: 128, byType: moved, manifest: 'm1-1782831540000-128-3f1c9a0b7d5e4286a1b2c3d4e5f60718' },
  leftBehind: { directReports: 1, records: [] },
};

const running = {
  id: ids.offboarding,
  user,
  by,
  reason: 'Left the firm',
  startedAt: '2026-06-30T15:00:00.000Z',
  finishedAt: null,
  state: 'running',
  steps: [
    { step: 'access', state: 'done', at: '2026-06-30T15:00:00.010Z', detail: null },
    { step: 'seats', state: 'done', at: '2026-06-30T15:00:00.025Z', detail: null },
    { step: 'groups', state: 'done', at: '2026-06-30T15:00:00.060Z', detail: null },
    { step: 'records', state: 'running', at: null, detail: 'The run is queued.' },
  ],
  sessionsEnded: 2,
  keysEnded: 1,
  invitationsVoided: 0,
  seats: { freed: 1, products: ['core'] },
  groupsManaged: 1,
  records: { reassignmentId: ids.reassignment, moved: 0, byType: [] },
  leftBehind: null,
};

const done = {
  ...running,
  finishedAt: '2026-06-30T15:00:02.140Z',
  state: 'done',
  steps: [
    ...running.steps.slice(0, 3),
    { step: 'records', state: 'done', at: '2026-06-30T15:00:02.000Z', detail: null },
  ],
  records: { reassignmentId: ids.reassignment, moved: 128, byType: moved },
  leftBehind: { directReports: 1, records: [] },
};

const successor = {
  id: ids.mei,
  username: 'mei.tan@harbour-lane.example',
  firstName: 'Mei',
  lastName: 'Tan',
  isNew: true,
};

const replaced = {
  id: ids.replacement,
  user,
  successor,
  by,
  startedAt: done.startedAt,
  finishedAt: done.finishedAt,
  state: 'done',
  steps: done.steps.map((step) => (step.step === 'groups' ? { ...step, step: 'place' } : step)),
  sessionsEnded: 2,
  keysEnded: 1,
  invitationsVoided: 0,
  seats: { swapped: 1, products: ['core'], freed: [] },
  given: { copied: ['groups'], groups: [{ id: ids.group, name: 'Tax' }], offices: [], sharedItems: 0 },
  directReports: { count: 1, people: [ids.mei] },
  groupsManaged: [],
  records: done.records,
  leftBehind: { directReports: 0, records: [] },
};

/** What calls about leavings as one act answer. */
export const offboardingAnswers = {
  offboardUser: { 200: preview, 202: { report: running, hash: null } },
  getReplacement: {
    200: { report: replaced, hash: '9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c5b1f0c2d9e8a7b6c4d3e2f1a0b' },
  },
  getOffboarding: {
    200: { report: done, hash: '5b1f0c2d9e8a7b6c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c' },
  },
};
