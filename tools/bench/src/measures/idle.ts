import { setTimeout as delay } from 'node:timers/promises';
import type { MeasuredStack, WatchedStack } from '../stack/measured-stack.js';
import { cpuBetween, cpuTimes } from '../stack/processes.js';
import { countLabels, type Sight } from '../taps/journal.js';
import { round, sum } from './numbers.js';

/** What a stack does when nobody asks anything of it. */
export interface Idle {
  readonly seconds: number;
  /** CPU of all processes together, in percent of one core. */
  readonly percent: number;
  readonly percentByProcess: Readonly<Record<string, number>>;
}

/** After work, and after a start, much is still compiled, collected and swept. */
const SETTLE_MS = 15_000;

export async function idleOf(stack: MeasuredStack, seconds: number): Promise<Idle> {
  await delay(SETTLE_MS);
  const before = cpuTimes(stack.processes());
  const begin = performance.now();
  await delay(seconds * 1_000);
  const used = cpuBetween(before, cpuTimes(stack.processes()));
  const ms = performance.now() - begin;
  const percent = (cpuMs: number) => round((cpuMs / ms) * 100);
  return {
    seconds,
    percent: percent(sum(used.values())),
    percentByProcess: Object.fromEntries([...used].map(([name, cpuMs]) => [name, percent(cpuMs)])),
  };
}

/** What goes by at rest, in times per second. */
export interface IdleTraffic {
  readonly perSecond: { readonly mongodb: number; readonly rabbitmq: number; readonly redis: number };
  readonly byLabel: Readonly<Record<string, number>>;
}

export async function idleTrafficOf(stack: WatchedStack, seconds: number): Promise<IdleTraffic> {
  await delay(SETTLE_MS);
  stack.journal.take();
  await delay(seconds * 1_000);
  const sights = stack.journal.take();
  const ofServer = (server: Sight['server']) =>
    round(sights.filter((sight) => sight.server === server).length / seconds);
  const labels = [...countLabels(sights)].toSorted(([, a], [, b]) => b - a);
  return {
    perSecond: { mongodb: ofServer('mongodb'), rabbitmq: ofServer('rabbitmq'), redis: ofServer('redis') },
    byLabel: Object.fromEntries(labels.map(([label, count]) => [label, round(count / seconds)])),
  };
}
