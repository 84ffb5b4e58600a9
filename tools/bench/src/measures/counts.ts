import type { Path, Work } from '../paths/path.js';
import type { WatchedStack } from '../stack/measured-stack.js';
import { untilRest } from '../stack/rest.js';
import { countLabels, labelOf, type Sight } from '../taps/journal.js';
import { isHousekeeping } from '../taps/mongo-wire.js';
import type { IdleTraffic } from './idle.js';
import { round, sum } from '../numbers.js';

/** What one of a path asks of the servers. */
export interface Counts {
  /** Commands to MongoDB. */
  readonly operations: number;
  readonly operationsByService: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Messages sent to RabbitMQ, and messages it handed out. */
  readonly published: number;
  readonly delivered: number;
  readonly redisCommands: number;
  /** Everything by its label, the commonest first. */
  readonly byLabel: Readonly<Record<string, number>>;
}

export interface PathCounts {
  /** One after the other, each to its end: nothing is grouped with another's. */
  readonly alone: Counts;
  /** Under load, where one operation may do for several; left out of what is done in batches. */
  readonly together?: Counts;
  /** All that one of them did, in order. */
  readonly trace: readonly Sight[];
}

const WARM_UP = 5;
const ALONE = 10;
const AT_ONCE = 8;

export async function countsOf(
  path: Path,
  work: Work,
  stack: WatchedStack,
  idle: IdleTraffic,
): Promise<PathCounts> {
  let n = 0;
  const rest = () => untilRest(stack, work.done ?? (async () => true));
  const watched = async (run: () => Promise<void>) => {
    stack.journal.take();
    const begin = performance.now();
    await run();
    await rest();
    const seconds = (performance.now() - begin) / 1_000;
    return withoutIdle(stack.journal.take(), idle, seconds);
  };
  const { batch } = path;
  const once = async () => {
    await work.once(++n);
  };
  for (let warm = 0; warm < (batch ? 1 : WARM_UP); warm += 1) {
    await work.before?.();
    await once();
  }
  await rest();
  const ones: Sight[][] = [];
  for (let one = 0; one < (batch ? 1 : ALONE); one += 1) {
    await work.before?.();
    await rest();
    ones.push(await watched(once));
  }
  const alone = countsPer(ones.flat(), ones.length * (batch ?? 1));
  if (batch) return { alone, trace: [] };
  const together = await watched(async () => {
    const until = n + path.perRound;
    const next = async () => {
      while (n < until) await once();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  });
  return {
    alone,
    together: countsPer(together, path.perRound),
    trace: ones.at(-1) ?? [],
  };
}

/**
 * Leaves out what an idle stack does as well. A label that was seen at rest counts only by how much more often it
 * came than it would have at rest.
 */
export function withoutIdle(sights: readonly Sight[], idle: IdleTraffic, seconds: number): Sight[] {
  const seen = countLabels(sights);
  const expected = (label: string) => (idle.byLabel[label] ?? 0) * seconds;
  const idles = (label: string) => (seen.get(label) ?? 0) <= expected(label) * 1.5 + 2;
  return sights.filter((sight) => {
    const label = labelOf(sight);
    return !isHousekeeping(sight) && !(idle.byLabel[label] !== undefined && idles(label));
  });
}

function countsPer(sights: readonly Sight[], times: number): Counts {
  const per = (count: number) => round(count / times);
  const of = (server: Sight['server'], kind?: string) =>
    sights.filter((sight) => sight.server === server && (kind === undefined || sight.kind === kind));
  const operations: Record<string, Record<string, number>> = {};
  for (const { who, kind } of of('mongodb')) {
    const kinds = (operations[who] ??= {});
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  const byKind = (kinds: Record<string, number>) =>
    Object.fromEntries(Object.entries(kinds).map(([kind, count]) => [kind, per(count)]));
  const labels = [...countLabels(sights)].toSorted(([, a], [, b]) => b - a);
  return {
    operations: per(of('mongodb').length),
    operationsByService: Object.fromEntries(
      Object.entries(operations).map(([who, kinds]) => [who, byKind(kinds)]),
    ),
    published: per(of('rabbitmq', 'publish').length),
    delivered: per(of('rabbitmq', 'deliver').length),
    redisCommands: per(of('redis').length),
    byLabel: Object.fromEntries(labels.map(([label, count]) => [label, per(count)])),
  };
}

/** How many operations each service does, all kinds together. */
export const operationsOf = (counts: Counts): Record<string, number> =>
  Object.fromEntries(
    Object.entries(counts.operationsByService).map(([who, kinds]) => [who, round(sum(Object.values(kinds)))]),
  );
