import { startBareServer } from '../floors/floors.js';
import type { Path, Work } from '../paths/path.js';
import type { MeasuredStack } from '../stack/measured-stack.js';
import { untilRest } from '../stack/rest.js';
import type { Idle } from './idle.js';
import { type Cost, type Course, measureRounds } from './rounds.js';

export interface PathCost {
  readonly alone: Cost;
  /** Left out of what is done in batches, one of which is under way at a time. */
  readonly together?: Cost;
  readonly floor?: Omit<PathCost, 'floor'>;
}

const AT_ONCE = 8;

/** Measures a path on a stack that nobody watches. The first round is not counted: code gets warm in it. */
export async function costOf(
  path: Path,
  work: Work,
  stack: MeasuredStack,
  idle: Idle,
  { rounds }: { rounds: number },
): Promise<PathCost> {
  const { before, once, done } = work;
  const processes = () => stack.processes();
  const course = { before, once, rest: () => untilRest(stack, done ?? (async () => true)), processes };
  const size = { rounds, calls: path.perRound, batch: path.batch };
  const cost = await measure(course, idle, size);
  if (path.bare) return { ...cost, floor: await bareFloor(path, stack, idle, size) };
  return work.floor ? { ...cost, floor: await measure({ ...course, once: work.floor }, idle, size) } : cost;
}

interface Size {
  readonly rounds: number;
  readonly calls: number;
  readonly batch?: number;
}

async function measure(
  course: Course,
  idle: Idle,
  { rounds, calls, batch }: Size,
): Promise<Omit<PathCost, 'floor'>> {
  let n = 0;
  const next = () => ++n;
  const size = { calls, units: batch ?? 1, next, idle };
  await measureRounds(course, { ...size, rounds: 1, atOnce: batch ? 1 : AT_ONCE });
  const alone = await measureRounds(course, { ...size, rounds, atOnce: 1 });
  return batch
    ? { alone }
    : { alone, together: await measureRounds(course, { ...size, rounds, atOnce: AT_ONCE }) };
}

/** The same calls to a bare server beside the stack, with the servers' part of the CPU time counted too. */
async function bareFloor(path: Path, stack: MeasuredStack, idle: Idle, size: Size) {
  const server = await startBareServer(path.id, stack);
  const course: Course = {
    async once(n) {
      const headers = { 'content-type': 'application/json' };
      const call = { method: 'POST', headers, body: JSON.stringify({ n }) };
      const answer = await fetch(`${server.address}/once`, call);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`The floor of ${path.id} answered ${answer.status}: ${text}`);
    },
    rest: async () => {
      const waiting = async () =>
        (await (await fetch(`${server.address}/waiting`)).json()) as { waiting: number };
      await untilRest(stack, async () => (await waiting()).waiting === 0);
    },
    processes: () => [...stack.processes(), { name: 'bare', pid: server.pid }],
  };
  const floor = await measure(course, idle, size);
  server.stop();
  return floor;
}
