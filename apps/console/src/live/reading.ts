import { type LiveEvent, Problem } from '@seatkeeper/client';
import { type Told, toldOf } from './told.js';

/** Opens the stream, after the event with this id where there is one; opens it again by itself until that fails for long. */
export type OpenStream = (after: string | undefined, signal: AbortSignal) => AsyncIterable<LiveEvent>;

/** Nothing is told for so long before that is said, ms: a gateway that starts anew is back sooner. */
const LOST_AFTER_MS = 10_000;
const AGAIN_AFTER_MS = { first: 1_000, most: 10_000 };
/** Who may not follow, or is no longer signed in, is not asked again. */
const OVER: ReadonlySet<string> = new Set(['unauthenticated', 'forbidden', 'not-found']);

interface Reading {
  readonly open: OpenStream;
  /** Up to where was read before. */
  readonly after: string | undefined;
  readonly signal: AbortSignal;
  readonly tell: (told: Told) => void;
}

/** Reads the stream until the signal says so. Who may not follow waits for that as well. */
export async function readStream({ open, after, signal, tell }: Reading): Promise<void> {
  let at = after;
  let isLost = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lose = () => {
    if (!isLost && !signal.aborted) tell({ is: 'lost' });
    isLost = true;
  };
  const isAway = () => (timer ??= setTimeout(lose, LOST_AFTER_MS));
  const isBack = () => {
    clearTimeout(timer);
    timer = undefined;
    isLost = false;
  };
  let wait = AGAIN_AFTER_MS.first;
  while (!signal.aborted) {
    try {
      isAway();
      for await (const event of open(at, signal)) {
        if (signal.aborted) break;
        wait = AGAIN_AFTER_MS.first;
        if (event.event === 'interrupted') isAway();
        else isBack();
        const told = toldOf(event, at);
        at = event.id ?? at;
        if (told) tell(told);
      }
    } catch (error) {
      const isOver = error instanceof Problem && OVER.has(error.code);
      if (!isOver) lose();
      else await paused(undefined, signal);
    }
    await paused(wait, signal);
    wait = Math.min(wait * 2, AGAIN_AFTER_MS.most);
  }
  clearTimeout(timer);
}

/** Without `ms`, until the signal. */
function paused(ms: number | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = ms === undefined ? undefined : setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
