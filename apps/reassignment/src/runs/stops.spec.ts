import { Fault, ReassignmentPlan, userActor } from '@seatkeeper/contracts';
import { newRun, toRun } from './runs.js';
import type { StoredRun } from './runs.schema.js';
import { cancel, pause, resume, type RunChange, type Wish } from './stops.js';

const now = new Date('2026-02-01T08:00:00Z');
const later = new Date(now.getTime() + 60_000);
const by = userActor('usr_annannann');
const plan = ReassignmentPlan.parse({ from: 'usr_annannann', to: 'usr_bobbobbob' });
const wish = (commandId = 'cmd_12345678'): Wish => ({ commandId, by, now });
const fresh: StoredRun = { ...newRun('acc_harbourlane', 'rea_12345678', by, plan, [], now), version: 4 };
const held = { until: later, held: true, fence: 3, attempts: 1 };
const runs: Record<string, StoredRun> = {
  queued: fresh,
  'at work': { ...fresh, state: 'running', startedAt: now, lease: held },
  'between turns': { ...fresh, state: 'running', startedAt: now },
  'left by a dead worker': { ...fresh, state: 'running', startedAt: now, lease: { ...held, until: now } },
  pausing: { ...fresh, state: 'running', startedAt: now, lease: held, stop: { to: 'pause', by } },
  paused: { ...fresh, state: 'paused', startedAt: now, lease: undefined },
  'paused before it began': { ...fresh, state: 'paused', lease: undefined },
  cancelling: { ...fresh, state: 'running', startedAt: now, lease: held, stop: { to: 'cancel', by } },
  finished: { ...fresh, state: 'finished', lease: undefined },
  failed: { ...fresh, state: 'failed', lease: undefined },
  cancelled: { ...fresh, state: 'cancelled', lease: undefined },
};

/** The run as it is after a change. */
function after(run: StoredRun, change: RunChange | null): StoredRun {
  const gone = Object.fromEntries((change?.update.unset ?? []).map((field) => [field, undefined]));
  return { ...run, ...change?.update.set, ...gone };
}

/** The state that others see after a wish; or the code of the refusal. */
function outcome(act: typeof pause, name: string): string {
  try {
    const run = runs[name]!;
    const change = act(run, wish());
    const told = change?.tells?.name.split('.')[2];
    return [toRun(after(run, change)).state, ...(told ? [`tells ${told}`] : [])].join(', ');
  } catch (error) {
    return error instanceof Fault ? error.code : 'a defect';
  }
}

it.each([
  ['queued', 'paused, tells paused', 'queued', 'cancelling'],
  ['at work', 'pausing', 'running', 'cancelling'],
  ['between turns', 'paused, tells paused', 'running', 'cancelling'],
  ['left by a dead worker', 'paused, tells paused', 'running', 'cancelling'],
  ['pausing', 'pausing', 'running', 'cancelling'],
  ['paused', 'paused', 'running, tells resumed', 'cancelling'],
  ['paused before it began', 'paused', 'queued, tells resumed', 'cancelling'],
  ['cancelling', 'cancelling', 'wrong-run-state', 'cancelling'],
  ['finished', 'wrong-run-state', 'wrong-run-state', 'wrong-run-state'],
  ['failed', 'wrong-run-state', 'wrong-run-state', 'wrong-run-state'],
  ['cancelled', 'wrong-run-state', 'wrong-run-state', 'cancelled'],
])('a run that is %s is %s when paused, %s when resumed, %s when cancelled', (name, ...expected) => {
  expect([pause, resume, cancel].map((act) => outcome(act, name))).toEqual(expected);
});

it('whatever is not over and not at rest has a lease, so that somebody takes it on', () => {
  for (const [name, run] of Object.entries(runs))
    for (const act of [pause, resume, cancel]) {
      let change: RunChange | null = null;
      try {
        change = act(run, wish());
      } catch {
        continue;
      }
      const { state, lease } = after(run, change);
      const rests = ['paused', 'finished', 'failed', 'cancelled'].includes(state);
      if (change)
        expect([name, act.name, lease !== undefined]).toEqual([name, act.name, !rests || act === cancel]);
    }
});

it('a pause that is delivered again after the run went on changes nothing; another pause does', () => {
  const paused = after(runs.queued!, pause(runs.queued!, wish('cmd_firstfirst')));
  const resumed = after(paused, resume(paused, wish('cmd_secondsecond')));
  expect(pause(resumed, wish('cmd_firstfirst'))).toBeNull();
  expect(after(resumed, pause(resumed, wish('cmd_thirdthird'))).state).toBe('paused');
});
