import { type Actor, Fault, isOver, reassignmentPaused, reassignmentResumed } from '@seatkeeper/contracts';
import { type Change, heldFor, isDone, openFrom, remembered } from '@seatkeeper/mongo';
import { TURN_GRACE_MS } from './runs.js';
import type { StoredRun } from './runs.schema.js';

/** What somebody wants of a run. */
export interface Wish {
  commandId: string;
  by: Actor;
  now: Date;
}

/** What a wish makes of a run; what it has become is told by an event, when it has become it already. */
export interface RunChange {
  update: Change<StoredRun>;
  tells?: typeof reassignmentPaused;
}

/** Null when there is nothing to do. Throws `wrong-run-state`. */
export function pause(run: StoredRun, { commandId, by, now }: Wish): RunChange | null {
  if (isDone(run, commandId)) return null;
  refuseOver(run, 'paused');
  if (run.state === 'paused' || run.stop) return null;
  const commands = remembered(run, commandId, now);
  // Who works on it may be moving records: it counts them, and then lets the run rest.
  if (run.lease && heldFor(run.lease, now) > 0)
    return { update: { set: { stop: { to: 'pause', by }, commands } } };
  return { update: { set: { state: 'paused', commands }, unset: ['lease'] }, tells: reassignmentPaused };
}

/** Null when there is nothing to do. Throws `wrong-run-state`. */
export function resume(run: StoredRun, { commandId, now }: Wish): RunChange | null {
  if (isDone(run, commandId)) return null;
  refuseOver(run, 'resumed');
  if (run.stop?.to === 'cancel')
    throw new Fault('wrong-run-state', 'The run is being cancelled: start a new one for what is left.');
  const commands = remembered(run, commandId, now);
  if (run.stop) return { update: { set: { commands }, unset: ['stop'] } };
  if (run.state !== 'paused') return null;
  const state = run.startedAt ? 'running' : 'queued';
  const lease = openFrom(now, TURN_GRACE_MS);
  return { update: { set: { state, lease, commands } }, tells: reassignmentResumed };
}

/** A worker ends it: only who works on it knows what has moved. Null when there is nothing to do. Throws `wrong-run-state`. */
export function cancel(run: StoredRun, { commandId, by, now }: Wish): RunChange | null {
  if (isDone(run, commandId) || run.stop?.to === 'cancel' || run.state === 'cancelled') return null;
  refuseOver(run, 'cancelled');
  const lease = run.lease ?? openFrom(now, TURN_GRACE_MS);
  const commands = remembered(run, commandId, now);
  return { update: { set: { stop: { to: 'cancel', by }, lease, commands } } };
}

function refuseOver({ state }: StoredRun, to: 'paused' | 'resumed' | 'cancelled'): void {
  if (isOver(state)) throw new Fault('wrong-run-state', `The run is ${state}: it cannot be ${to} any more.`);
}
