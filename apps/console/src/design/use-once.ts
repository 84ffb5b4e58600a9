import { useState } from 'react';

/** The second click of a double click comes sooner; whoever presses again on purpose has looked what came of it. */
const DOUBLE_CLICK_MS = 400;

/** Lets one through of what comes twice at once, by a clock in milliseconds. */
export function onceAtATime(now: () => number): (work: () => void) => void {
  let doneAt = -Infinity;
  return (work) => {
    if (now() - doneAt < DOUBLE_CLICK_MS) return;
    doneAt = now();
    work();
  };
}

/** For what begins a call: until the next picture it is not shown that the first is on its way. */
export const useOnce = (): ((work: () => void) => void) =>
  useState(() => onceAtATime(() => performance.now()))[0];
