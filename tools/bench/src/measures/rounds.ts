import { type CpuTimes, between, cpuTimes } from '../stack/processes.js';
import type { NamedProcess } from '../taps/peers.js';
import type { Idle } from './idle.js';
import { median, mediansByKey, quantile, round, sum } from '../numbers.js';

/** What one of a path costs when so many are under way at once. */
export interface Cost {
  readonly atOnce: number;
  /** Answers a second; what they cause may still be under way. */
  readonly perSecond: number;
  /** Until the answer. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU milliseconds, less what an idle stack would have used in that time. */
  readonly cpuMs: number;
  readonly cpuMsByProcess: Readonly<Record<string, number>>;
}

/** What is done, when all of it is done, and who works on it. */
export interface Course {
  before?(): Promise<unknown>;
  once(n: number): Promise<unknown>;
  rest(): Promise<void>;
  processes(): NamedProcess[];
}

interface Rounds {
  readonly rounds: number;
  /** In a round. */
  readonly calls: number;
  /** How many are done by one call. */
  readonly units: number;
  readonly atOnce: number;
  next(): number;
  readonly idle: Idle;
}

/** Medians over rounds; the times of answers over all of them. */
export async function measureRounds(course: Course, wanted: Rounds): Promise<Cost> {
  const { calls, units, atOnce, next, idle } = wanted;
  const count = calls * units;
  const rates: number[] = [];
  const answers: number[] = [];
  const cpu: Map<string, number>[] = [];
  for (let done = 0; done < wanted.rounds; done += 1) {
    await course.before?.();
    await course.rest();
    const before = cpuTimes(course.processes());
    const begin = performance.now();
    answers.push(...(await doAll(course, { calls, atOnce, next })));
    const answered = performance.now() - begin;
    await course.rest();
    const ms = performance.now() - begin;
    rates.push(count / (answered / 1_000));
    cpu.push(netOfIdle(before, cpuTimes(course.processes()), idle, ms, count));
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

async function doAll(
  { once }: Course,
  { calls, atOnce, next }: Pick<Rounds, 'calls' | 'atOnce' | 'next'>,
): Promise<number[]> {
  const answers: number[] = [];
  let left = calls;
  const one = async () => {
    while (left-- > 0) {
      const begin = performance.now();
      const told = await once(next());
      // Whoever does many at a time and watches each knows more than a clock around all.
      if (isTimes(told)) answers.push(...told);
      else answers.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return answers;
}

const isTimes = (told: unknown): told is number[] => Array.isArray(told) && typeof told[0] === 'number';

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
