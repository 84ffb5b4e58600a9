import type { Permission } from '../../api/me.js';
import { isOver, type Run } from './runs.js';

export const RUN_ACTS = ['pause', 'resume', 'cancel', 'undo', 'again'] as const;
export type RunAct = (typeof RUN_ACTS)[number];

/** As the API says: so long after its end a run can be undone. */
const UNDO_DAYS = 30;
const DAY_MS = 86_400_000;

/** Whether an act is offered for a run as it is now. The API has the last word. */
export function isOffered(
  act: RunAct,
  run: Pick<Run, 'state' | 'finishedAt' | 'undoes' | 'undoneBy'>,
  now: Date,
): boolean {
  const { state, finishedAt } = run;
  switch (act) {
    case 'pause':
      return state === 'queued' || state === 'running';
    case 'resume':
      return state === 'paused' || state === 'pausing';
    case 'cancel':
      return !isOver(state) && state !== 'cancelling';
    case 'undo':
      return (
        isOver(state) && finishedAt !== null && now.getTime() - Date.parse(finishedAt) <= UNDO_DAYS * DAY_MS
      );
    case 'again':
      // What takes a run back is begun again from that run.
      return (state === 'failed' || state === 'cancelled') && run.undoes === null;
  }
}

export const NEEDS: Permission = 'records.reassign';
