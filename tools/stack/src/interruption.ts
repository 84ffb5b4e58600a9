import { setMaxListeners } from 'node:events';

/** The same Ctrl-C arrives twice under `npm start`: from the terminal, and passed on by npm. */
const ECHO_MS = 500;

export interface Interruption {
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP, or when the process that launched this one is gone. */
  readonly signal: AbortSignal;
  /** Called by a second signal: do not wait any longer. */
  onImpatience: () => void;
}

export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  // Every wait and watch of the stack listens to it; Node warns of a leak above ten.
  setMaxListeners(0, controller.signal);
  const interruption: Interruption = { signal: controller.signal, onImpatience: () => {} };
  let firstAt = 0;
  const interrupt = () => {
    if (!controller.signal.aborted) {
      firstAt = performance.now();
      controller.abort();
    } else if (performance.now() - firstAt > ECHO_MS) {
      interruption.onImpatience();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  process.once('disconnect', () => controller.abort());
  return interruption;
}
