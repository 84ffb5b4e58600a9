import { Fault, isOver, UNDO_DAYS } from '@seatkeeper/contracts';
import { targetsIn, type TypeCount } from './distribution.js';
import type { StoredRun } from './runs.schema.js';
import { type KnownUsers, lostTarget } from './targets.js';

const UNDO_MS = UNDO_DAYS * 86_400_000;

/** Says no to an undo of a run; `earlier` is the undo that was begun before, if any. */
export function refuseUndo(run: StoredRun, earlier: StoredRun | null, now: Date): Fault | null {
  if (!isOver(run.state) || !run.finishedAt)
    return new Fault('wrong-run-state', `The run is ${run.state}: cancel it, or wait for its end.`);
  if (now.getTime() - run.finishedAt.getTime() > UNDO_MS)
    return new Fault('wrong-run-state', `A run can be undone for ${UNDO_DAYS} days after its end.`);
  if (!earlier || earlier.state === 'failed' || earlier.state === 'cancelled') return null;
  return new Fault('wrong-run-state', {
    detail: `The run ${earlier.state === 'finished' ? 'was' : 'is being'} undone by ${earlier._id}.`,
    members: { undoneBy: earlier._id },
  });
}

/** Says no when somebody who would get records back has left. */
export function refuseReceivers(back: readonly TypeCount[], users: KnownUsers): Fault | null {
  const lost = lostTarget(targetsIn(back), users);
  if (lost === null) return null;
  return new Fault(
    'wrong-run-state',
    `Records would go back to ${lost}, who is deactivated: reactivate them first, or start a new run to somebody else.`,
  );
}

/** Why an undo failed whose receiver left while it went on. */
export const keptDetail = (lost: string, left: number): string =>
  `${lost} is deactivated and gets nothing back. What has gone back stays there; ` +
  `${left} ${left === 1 ? 'record stays' : 'records stay'} with whom the run gave ${left === 1 ? 'it' : 'them'} to.`;
