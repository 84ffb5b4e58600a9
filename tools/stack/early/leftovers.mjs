import { setTimeout as delay } from 'node:timers/promises';
import { leftBehind } from './left-behind.mjs';

const GRACE_MS = 8_000;
const KILLED_WITHIN_MS = 2_000;
const LOOK_EVERY_MS = 20;

/**
 * Ends what a stack in this folder left running when its supervisor was killed. The servers keep their data;
 * ending them rather than taking them over means that every process has the next supervisor as its parent.
 * @param {string} dir
 * @param {(line: string) => void} note
 */
export async function endLeftovers(dir, note) {
  const left = leftBehind(dir);
  if (left.length === 0) return;
  note(`ending what a killed stack left running: ${left.map(({ name }) => name).join(', ')}`);
  for (const { pid } of left) signalIfAlive(pid, 'SIGTERM');
  await untilGone(dir, GRACE_MS);
  for (const { pid } of leftBehind(dir)) signalIfAlive(pid, 'SIGKILL');
  await untilGone(dir, KILLED_WITHIN_MS);
}

/** @param {string} dir @param {number} deadlineMs */
async function untilGone(dir, deadlineMs) {
  const end = performance.now() + deadlineMs;
  while (leftBehind(dir).length > 0 && performance.now() < end) await delay(LOOK_EVERY_MS);
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalIfAlive(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}
