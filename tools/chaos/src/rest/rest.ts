import type { AttachedStack } from '@seatkeeper/stack';
import { setTimeout as delay } from 'node:timers/promises';
import { queueCounts } from './queues.js';
import { withMongo } from './servers.js';
import { unfinished } from './unfinished.js';

const LOOK_EVERY_MS = 100;
const LOOK_WITHIN_MS = 8_000;
/** So often in a row nothing is left: what a consumer has in hand at one look has led to something by the next. */
const LOOKS_AT_REST = 2;

export interface Rest {
  /** When nothing was left for the first time, by the clock of `performance`; null when it never came to that. */
  readonly at: number | null;
  /** What was left at the last look. */
  readonly unrest: readonly string[];
}

/**
 * Waits until nothing is left to do: no flow, import, run, purchase or mail under way, no event in an outbox or a queue,
 * every service well. Gives up after `withinMs`.
 */
export async function untilRest(stack: AttachedStack, withinMs: number): Promise<Rest> {
  const end = performance.now() + withinMs;
  let since: number | null = null;
  let inARow = 0;
  for (;;) {
    const lookedAt = performance.now();
    const unrest = await unrestOf(stack);
    if (unrest.length > 0) [since, inARow] = [null, 0];
    else [since, inARow] = [since ?? lookedAt, inARow + 1];
    if (inARow >= LOOKS_AT_REST) return { at: since, unrest };
    if (performance.now() > end) return { at: null, unrest };
    await delay(LOOK_EVERY_MS);
  }
}

async function unrestOf(stack: AttachedStack): Promise<string[]> {
  const info = stack.info();
  const looks = Promise.all([
    withMongo(info, (mongo) => unfinished(mongo, info)).then((left) => left.map(({ what }) => what)),
    queueCounts(info).then(({ waiting }) =>
      Object.entries(waiting).flatMap(([name, count]) => (count > 0 ? [`${count} in ${name}`] : [])),
    ),
    notReady(stack),
  ]);
  const tooLong = delay(LOOK_WITHIN_MS).then(() => [['nobody could look: a server does not answer']]);
  return (
    await Promise.race([looks, tooLong]).catch((error: Error) => [[`nobody could look: ${error.message}`]])
  ).flat();
}

async function notReady(stack: AttachedStack): Promise<string[]> {
  const ports = Object.entries(stack.info().services).flatMap(([service, of]) =>
    of.ports.map((port, copy) => ({ name: `${service}-${copy + 1}`, port })),
  );
  const looks = ports.map(async ({ name, port }) => ((await isWell(port)) ? [] : [`${name} is not ready`]));
  return (await Promise.all(looks)).flat();
}

/** Whether a service there says that it is ready. */
export async function isWell(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
