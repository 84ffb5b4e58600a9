import { setTimeout as delay } from 'node:timers/promises';
import type { MeasuredStack, WatchedStack } from '../stack/measured-stack.js';
import { between, cpuTimes, waitsOf } from '../stack/processes.js';
import { countLabels, type Sight } from '../taps/journal.js';
import { median, mediansByKey, round, sum } from '../numbers.js';

/** What a stack does when nobody asks anything of it: medians of windows of time. */
export interface Idle {
  readonly windows?: number;
  readonly seconds: number;
  /** CPU of all processes together, in percent of one core. */
  readonly percent: number;
  readonly percentByProcess: Readonly<Record<string, number>>;
  /** How often in a second a thread of the process went on after it had waited. Older reports do not know. */
  readonly wakeupsByProcess?: Readonly<Record<string, number>>;
}

export interface IdleTimes {
  /** After work, and after a start, much is still compiled, collected and swept. */
  readonly settleSeconds: number;
  readonly idleSeconds: number;
  readonly windows: number;
}

const SERVERS = new Set(['mongodb', 'rabbitmq', 'redis', 'mail', 'epmd']);

/** CPU of the services and the supervisor, which are our own code. */
export const ownPercent = ({ percentByProcess }: Pick<Idle, 'percentByProcess'>): number =>
  sum(
    Object.entries(percentByProcess)
      .filter(([name]) => !SERVERS.has(name))
      .map(([, percent]) => percent),
  );

interface Window {
  readonly percents: ReadonlyMap<string, number>;
  readonly wakeups: ReadonlyMap<string, number>;
}

export async function idleOf(
  stack: Pick<MeasuredStack, 'processes'>,
  { settleSeconds, idleSeconds, windows }: IdleTimes,
): Promise<Idle> {
  await delay(settleSeconds * 1_000);
  const seen: Window[] = [];
  for (let n = 0; n < windows; n += 1) seen.push(await windowOf(stack, idleSeconds));
  return {
    windows,
    seconds: idleSeconds,
    percent: round(median(seen.map(({ percents }) => sum(percents.values())))),
    percentByProcess: mediansByKey(seen.map(({ percents }) => percents)),
    wakeupsByProcess: mediansByKey(seen.map(({ wakeups }) => wakeups)),
  };
}

async function windowOf({ processes }: Pick<MeasuredStack, 'processes'>, seconds: number): Promise<Window> {
  const [cpu, waits, begin] = [cpuTimes(processes()), waitsOf(processes()), performance.now()];
  await delay(seconds * 1_000);
  const ms = performance.now() - begin;
  return {
    percents: divided(between(cpu, cpuTimes(processes())), ms / 100),
    wakeups: divided(between(waits, waitsOf(processes())), ms / 1_000),
  };
}

const divided = (counts: ReadonlyMap<string, number>, by: number): Map<string, number> =>
  new Map([...counts].map(([name, count]) => [name, count / by]));

/** What goes by at rest, in times per second. */
export interface IdleTraffic {
  readonly perSecond: { readonly mongodb: number; readonly rabbitmq: number; readonly redis: number };
  readonly byLabel: Readonly<Record<string, number>>;
}

export async function idleTrafficOf(
  stack: WatchedStack,
  { settleSeconds, idleSeconds: seconds }: IdleTimes,
): Promise<IdleTraffic> {
  await delay(settleSeconds * 1_000);
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
