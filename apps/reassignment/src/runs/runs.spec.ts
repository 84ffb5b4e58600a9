import { ReassignmentPlan, systemActor } from '@seatkeeper/contracts';
import { newRun, showRun, turnOf } from './runs.js';
import type { StoredRun } from './runs.schema.js';

const now = new Date('2026-02-01T08:00:00Z');
const seconds = (n: number) => new Date(now.getTime() + n * 1_000);
const plan = ReassignmentPlan.parse({ from: 'usr_annannann', to: 'usr_bobbobbob' });
const quotas = [{ type: 'task', to: 'usr_bobbobbob', count: 3 }];
const run = (given: Partial<StoredRun> = {}): StoredRun => ({
  ...newRun('acc_harbourlane', 'rea_12345678', systemActor('test'), plan, quotas, now),
  version: 4,
  ...given,
});

describe('A job that comes for a run', () => {
  it.each<[string, Partial<StoredRun>, ReturnType<typeof turnOf>]>([
    ['takes one that is queued', { state: 'queued' }, 'take'],
    ['takes one that waits for its next turn', {}, 'take'],
    ['takes one whose worker died', { lease: { until: seconds(-1) } }, 'take'],
    ['waits for one somebody works on', { lease: { until: seconds(2) } }, { waitMs: 2_000 }],
    ['leaves one that is finished', { state: 'finished' }, 'leave'],
    ['leaves one that failed', { state: 'failed' }, 'leave'],
  ])('%s', (_case, given, turn) => {
    expect(turnOf(run({ state: 'running', ...given }), now)).toEqual(turn);
  });
});

describe('The progress of a run', () => {
  it('names every type and target from the beginning', () => {
    expect(showRun(run()).progress).toEqual({
      total: 3,
      done: 0,
      byType: [{ type: 'task', to: 'usr_bobbobbob', count: 0 }],
    });
  });

  it('counts what arrived meanwhile', () => {
    const moved = [{ type: 'task', to: 'usr_bobbobbob', count: 5 }];
    expect(showRun(run({ moved })).progress).toMatchObject({ total: 5, done: 5 });
  });
});
