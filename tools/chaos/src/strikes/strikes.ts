import { type AttachedStack, mongodbAnswers, rabbitmqAnswers, redisAnswers } from '@seatkeeper/stack';
import { setTimeout as delay } from 'node:timers/promises';
import { isWell } from '../rest/rest.js';
import { type Blow, isService, type PlannedFault } from '../faults/faults.js';

const LOOK_EVERY_MS = 50;
const START_WITHIN_MS = 60_000;
/** How long a crash point may take to be passed. */
const CRASH_WITHIN_MS = 30_000;

/** The process that a fault is about, by its name in the stack. */
export function processOf(stack: AttachedStack, { part, copy }: Pick<Blow, 'part' | 'copy'>): string {
  if (!isService(part)) return part;
  return stack.info().services[part].ports.length > 1 ? `${part}-${copy + 1}` : part;
}

/** Starts a process that is to crash anew, with its crash point in it. */
export async function prepare(stack: AttachedStack, fault: PlannedFault): Promise<void> {
  if (fault.point === undefined) return;
  const name = processOf(stack, fault);
  stack.plantCrash(name, fault.point);
  await end(stack.pid(name), 'SIGTERM');
  if (!(await untilBack(stack, fault, START_WITHIN_MS))) throw new Error(`${name} does not start again.`);
}

/** Waits until a process with a crash point in it has died; empty when it never came by. */
export async function untilCrashed(stack: AttachedStack, fault: PlannedFault): Promise<string[]> {
  const pid = pidOf(stack, fault);
  const until = performance.now() + CRASH_WITHIN_MS;
  while (performance.now() < until) {
    if (pid === null || !isAlive(pid)) return [`${fault.point}`];
    await delay(10);
  }
  return [];
}

/** Carries a fault out, and wakes what was frozen after its time. Resolves when no more is done to the process. */
export async function strike(stack: AttachedStack, fault: PlannedFault): Promise<void> {
  const { second } = fault;
  await Promise.all([blow(stack, fault), second && delay(second.laterMs).then(() => blow(stack, second))]);
}

async function blow(stack: AttachedStack, { kind, part, copy, forMs }: Blow): Promise<void> {
  if (kind === 'crash') return;
  const pid = stack.pid(processOf(stack, { part, copy }));
  if (kind !== 'freeze') return end(pid, kind === 'kill' ? 'SIGKILL' : 'SIGTERM');
  // A process is the first of a group of its own, which a server's helpers belong to.
  process.kill(-pid, 'SIGSTOP');
  await delay(forMs);
  process.kill(-pid, 'SIGCONT');
}

/** Waits until the process that was hit is of use again; false when it is not within `withinMs`. */
export async function untilBack(
  stack: AttachedStack,
  fault: PlannedFault,
  withinMs: number,
): Promise<boolean> {
  const end = performance.now() + withinMs;
  for (const hit of fault.second ? [fault, fault.second] : [fault])
    while (!(await isBack(stack, hit))) {
      if (performance.now() > end) return false;
      await delay(LOOK_EVERY_MS);
    }
  return true;
}

async function isBack(stack: AttachedStack, { part, copy }: Blow): Promise<boolean> {
  const info = stack.info();
  switch (part) {
    case 'mongodb':
      return mongodbAnswers(info.mongo);
    case 'rabbitmq':
      return rabbitmqAnswers(info.amqp);
    case 'redis':
      return (await redisAnswers(info.redis)) !== null;
    case 'mail':
      return answers(`${info.mail.web}/api/healthz`);
    default:
      return isWell(info.services[part].ports[copy] ?? 0);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

async function end(pid: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  process.kill(pid, signal);
  while (isAlive(pid)) await delay(10);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Null between a death and the next start. */
function pidOf(stack: AttachedStack, which: Pick<Blow, 'part' | 'copy'>): number | null {
  try {
    return stack.pid(processOf(stack, which));
  } catch {
    return null;
  }
}
