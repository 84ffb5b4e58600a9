import type { Path, Work } from '../paths/path.js';
import { startBareServer } from '../floors/floors.js';
import type { MeasuredStack } from '../stack/measured-stack.js';
import { type CpuTimes, between, cpuTimes } from '../stack/processes.js';
import { untilRest } from '../stack/rest.js';
import type { NamedProcess } from '../taps/peers.js';
import type { Idle } from './idle.js';
import { median, mediansByKey, quantile, round, sum } from './numbers.js';

/** What one of a path costs when so many are under way at once. */
interface Cost {
  readonly atOnce: number;
  /** Until everything is at rest. */
  readonly perSecond: number;
  /** Until the answer. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU milliseconds, less what an idle stack would have used in that time. */
  readonly cpuMs: number;
  readonly cpuMsByProcess: Readonly<Record<string, number>>;
}

export interface PathCost {
  readonly alone: Cost;
  readonly together: Cost;
  readonly floor?: { readonly alone: Cost; readonly together: Cost };
}

const AT_ONCE = 8;

interface Rounds {
  readonly rounds: number;
  readonly perRound: number;
}

/** Measures a path on a stack that nobody watches. The first round is not counted: code gets warm in it. */
export async function costOf(
  path: Path,
  work: Work,
  stack: MeasuredStack,
  idle: Idle,
  { rounds }: { rounds: number },
): Promise<PathCost> {
  const size = { rounds, perRound: path.perRound };
  const course = { once: work.once, rest: () => untilRest(stack, work.done ?? (async () => true)) };
  const counter = counting();
  const measure = (atOnce: number) =>
    measureRounds(course, () => stack.processes(), idle, { ...size, atOnce }, counter);
  await measureRounds(
    course,
    () => stack.processes(),
    idle,
    { rounds: 1, perRound: path.perRound, atOnce: AT_ONCE },
    counter,
  );
  const [alone, together] = [await measure(1), await measure(AT_ONCE)];
  return { alone, together, ...(path.bare && { floor: await floorOf(path, stack, idle, size) }) };
}

/** The same calls to a bare server beside the stack, with the servers' part of the CPU time counted too. */
async function floorOf(path: Path, stack: MeasuredStack, idle: Idle, size: Rounds) {
  const server = await startBareServer(path.id, stack);
  const url = `${server.address}/${path.id}`;
  const course = {
    async once(n: number) {
      const json = JSON.stringify({ username: `floor-${n}@floor.example` });
      const headers = { 'content-type': 'application/json' };
      await (await fetch(url, { method: 'POST', headers, body: json })).text();
    },
    rest: async () => {
      const waiting = async () =>
        (await (await fetch(`${server.address}/waiting`)).json()) as { waiting: number };
      await untilRest(stack, async () => (await waiting()).waiting === 0);
    },
  };
  const processes = () => [...stack.processes(), { name: 'bare', pid: server.pid }];
  const counter = counting();
  const measure = (atOnce: number) => measureRounds(course, processes, idle, { ...size, atOnce }, counter);
  await measure(AT_ONCE);
  const floor = { alone: await measure(1), together: await measure(AT_ONCE) };
  server.stop();
  return floor;
}

function counting(): () => number {
  let n = 0;
  return () => ++n;
}

interface Course {
  once(n: number): Promise<void>;
  rest(): Promise<void>;
}

async function measureRounds(
  course: Course,
  processes: () => NamedProcess[],
  idle: Idle,
  { rounds, perRound, atOnce }: Rounds & { atOnce: number },
  next: () => number,
): Promise<Cost> {
  const rates: number[] = [];
  const answers: number[] = [];
  const cpu: Map<string, number>[] = [];
  for (let done = 0; done < rounds; done += 1) {
    const before = cpuTimes(processes());
    const begin = performance.now();
    answers.push(...(await doAll(course, perRound, atOnce, next)));
    await course.rest();
    const ms = performance.now() - begin;
    rates.push(perRound / (ms / 1_000));
    cpu.push(netOfIdle(before, cpuTimes(processes()), idle, ms, perRound));
  }
  return {
    atOnce,
    perSecond: round(median(rates)),
    p50Ms: round(quantile(answers, 0.5)),
    p99Ms: round(quantile(answers, 0.99)),
    cpuMs: round(median(cpu.map((byProcess) => sum(byProcess.values())))),
    cpuMsByProcess: mediansByKey(cpu),
  };
}

async function doAll(course: Course, count: number, atOnce: number, next: () => number): Promise<number[]> {
  const answers: number[] = [];
  let left = count;
  const one = async () => {
    while (left-- > 0) {
      const begin = performance.now();
      await course.once(next());
      answers.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return answers;
}

function netOfIdle(
  before: CpuTimes,
  after: CpuTimes,
  idle: Idle,
  ms: number,
  count: number,
): Map<string, number> {
  const used = between(before, after);
  return new Map(
    [...used].map(([name, cpuMs]) => [
      name,
      (cpuMs - ((idle.percentByProcess[name] ?? 0) / 100) * ms) / count,
    ]),
  );
}
