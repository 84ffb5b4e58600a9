import type { Note } from '../progress.js';
import { waitUntil } from '../wait-until.js';
import type { ProcessList } from './process-list.js';

const GRACE_MS = 8_000;

/**
 * Ends what a stack in this folder left running when its supervisor was killed. The servers keep their data;
 * ending them rather than taking them over means that every process has this supervisor as its parent.
 */
export async function endLeftovers(list: ProcessList, note: Note): Promise<void> {
  const left = list.alive();
  if (left.length > 0) {
    note(`ending what a killed stack left running: ${left.map(({ name }) => name).join(', ')}`);
    for (const { pid } of left) signalIfAlive(pid, 'SIGTERM');
    await waitUntil(() => list.alive().length === 0, { deadlineMs: GRACE_MS });
    for (const { pid } of list.alive()) signalIfAlive(pid, 'SIGKILL');
    await waitUntil(() => list.alive().length === 0, { deadlineMs: 2_000, everyMs: 20 });
  }
  for (const name of list.names()) list.ended(name);
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
