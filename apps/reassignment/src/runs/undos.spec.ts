import { ReassignmentPlan, userActor } from '@seatkeeper/contracts';
import { movesBack } from './assignment.js';
import { newRun } from './runs.js';
import type { StoredRun } from './runs.schema.js';
import { known } from './targets.js';
import { keptDetail, refuseReceivers, refuseUndo } from './undos.js';

const DAY_MS = 86_400_000;
const ended = new Date('2026-02-01T08:00:00Z');
const after = (days: number) => new Date(ended.getTime() + days * DAY_MS);
const [ann, bob, cem] = ['usr_annannann', 'usr_bobbobbob', 'usr_cemcemcem'];
const plan = ReassignmentPlan.parse({ from: ann, to: bob });
const run = (state: StoredRun['state'], id = 'rea_12345678'): StoredRun => ({
  ...newRun('acc_harbourlane', id, userActor(ann), plan, [], ended),
  version: 4,
  state,
  ...(state === 'queued' || state === 'running' || state === 'paused' ? {} : { finishedAt: ended }),
});

it.each([
  ['finished', null, 30, null],
  ['failed', null, 1, null],
  ['cancelled', null, 1, null],
  ['finished', null, 30.01, 'A run can be undone for 30 days after its end.'],
  ['queued', null, 0, 'The run is queued: cancel it, or wait for its end.'],
  ['running', null, 0, 'The run is running: cancel it, or wait for its end.'],
  ['paused', null, 0, 'The run is paused: cancel it, or wait for its end.'],
  ['finished', 'finished', 1, 'The run was undone by rea_87654321.'],
  ['finished', 'running', 1, 'The run is being undone by rea_87654321.'],
  ['finished', 'paused', 1, 'The run is being undone by rea_87654321.'],
  ['finished', 'failed', 1, null],
  ['finished', 'cancelled', 1, null],
] as const)(
  'a run that is %s, its earlier undo %s, %d days after its end: %s',
  (state, earlier, days, said) => {
    const before = earlier && run(earlier, 'rea_87654321');
    expect(refuseUndo(run(state), before, after(days))?.detail ?? null).toBe(said);
  },
);

it.each([
  ['active', null],
  ['banned', null],
  ['invited', null],
  ['deactivated', 'wrong-run-state'],
] as const)('to who is %s records go back: %s', (status, code) => {
  const back = [
    { type: 'task', to: ann, count: 2 },
    { type: 'task', to: cem, count: 1 },
  ];
  const users = known([
    { id: ann, status: 'active' },
    { id: cem, status },
  ]);
  expect(refuseReceivers(back, users)?.code ?? null).toBe(code);
  expect(refuseReceivers([], users)).toBeNull();
});

it('records go back in groups of one type, one owner and one receiver', () => {
  const link = (id: string, type: string, from: string, to: string) => ({ id, type, from, to });
  expect(movesBack([])).toEqual([]);
  expect(
    movesBack([
      link('1', 'task', bob, ann),
      link('2', 'task', cem, ann),
      link('3', 'matter', bob, ann),
      link('4', 'task', bob, ann),
    ]),
  ).toEqual([
    { type: 'task', from: bob, to: ann, ids: ['1', '4'] },
    { type: 'task', from: cem, to: ann, ids: ['2'] },
    { type: 'matter', from: bob, to: ann, ids: ['3'] },
  ]);
});

it('says in words how many records stay', () => {
  expect(keptDetail(ann, 1)).toContain('1 record stays with whom the run gave it to');
  expect(keptDetail(ann, 2)).toContain('2 records stay with whom the run gave them to');
});
