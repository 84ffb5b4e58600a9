import { isOffered, RUN_ACTS } from './run-acts.js';
import type { Run } from './runs.js';

const now = new Date('2026-11-28T10:00:00Z');
const run = (state: Run['state'], more: Partial<Run> = {}) => ({
  state,
  finishedAt: null,
  undoes: null,
  undoneBy: null,
  ...more,
});
const ended = { finishedAt: '2026-11-20T10:00:00Z' };

it.each([
  ['waits for its turn', run('queued'), ['pause', 'cancel']],
  ['goes on', run('running'), ['pause', 'cancel']],
  ['is about to rest', run('pausing'), ['resume', 'cancel']],
  ['rests', run('paused'), ['resume', 'cancel']],
  ['is about to end', run('cancelling'), []],
  ['has moved all', run('finished', ended), ['undo']],
  ['has failed', run('failed', ended), ['undo', 'again']],
  ['was ended', run('cancelled', ended), ['undo', 'again']],
  ['took another back and failed', run('failed', { ...ended, undoes: 'rea_1' }), ['undo']],
  ['ended long ago', run('finished', { finishedAt: '2026-10-01T10:00:00Z' }), []],
])('a run that %s can be changed so', (_what, of, acts) => {
  expect(RUN_ACTS.filter((act) => isOffered(act, of, now))).toEqual(acts);
});
