import { ReassignmentPlan, systemActor } from '@seatkeeper/contracts';
import { newRun, toRun } from './runs.js';
import type { StoredRun } from './runs.schema.js';

const now = new Date('2026-02-01T08:00:00Z');
const plan = ReassignmentPlan.parse({ from: 'usr_annannann', to: 'usr_bobbobbob' });
const quotas = [{ type: 'task', to: 'usr_bobbobbob', count: 3 }];
const run = (given: Partial<StoredRun> = {}): StoredRun => ({
  ...newRun('acc_harbourlane', 'rea_12345678', systemActor('test'), plan, quotas, now),
  version: 4,
  ...given,
});

describe('The progress of a run', () => {
  it('names every type and target from the beginning', () => {
    expect(toRun(run()).progress).toEqual({
      total: 3,
      done: 0,
      byType: [{ type: 'task', to: 'usr_bobbobbob', count: 0 }],
    });
  });

  it('counts what arrived meanwhile', () => {
    const moved = [{ type: 'task', to: 'usr_bobbobbob', count: 5 }];
    expect(toRun(run({ moved })).progress).toMatchObject({ total: 5, done: 5 });
  });
});
