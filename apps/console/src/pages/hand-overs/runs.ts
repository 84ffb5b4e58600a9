import type { Answer } from '@seatkeeper/client';

export type Run = Answer<'/v1/reassignments/{id}', 'get'>;
export type RunState = Run['state'];

/** Whether nothing happens in a run any more. */
export const isOver = (state: RunState): boolean =>
  state === 'finished' || state === 'failed' || state === 'cancelled';
