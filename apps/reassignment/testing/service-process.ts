import { type Child, startChild, type World } from '@seatkeeper/testing';

const MAIN = new URL('../src/main.ts', import.meta.url);
const started: Child[] = [];

/** The service in a process of its own, which kills itself where `crashAt` says. */
export function serviceProcess(world: World, crashAt = ''): Child {
  const quiet = { PORT: '0', LOG_LEVEL: 'error' };
  const child = startChild(MAIN, {
    env: { ...world.settings, ...quiet, ...(crashAt && { CRASH_AT: crashAt }) },
  });
  started.push(child);
  return child;
}

/** Stops a service as an operator does, and waits until it is gone. */
export async function stopService(child: Child): Promise<void> {
  child.process.kill('SIGTERM');
  await child.ended;
}

/** Ends whatever a test has started and left running, because it failed half-way for example. */
export async function endServiceProcesses(): Promise<void> {
  await Promise.all(started.splice(0).map((child) => child.kill()));
}
