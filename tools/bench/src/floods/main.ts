/**
 * `npm run bench:sign-ins`: what people who are signed in notice of 300 sign-ins, or sign-ups, at once from one address. The
 * limits are as shipped. Fails when the 95th percentile of `GET /v1/me` is more than three times that of a quiet stack, or
 * when one of these calls is not answered well.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { quantile } from '../numbers.js';
import { Firm } from '../stack/firm.js';
import { startStack } from '../stack/measured-stack.js';
import { flood, type FloodKind, type Statuses } from './flood.js';

const AT_ONCE = 300;
const EVERY_MS = 1_000;
const SECONDS = 20;
const MOST_TIMES_AS_SLOW = 3;
/** Between two calls of one person, who clicks rather than floods. */
const PAUSE_MS = 20;
/** Let what is left of a flood be worked off. */
const REST_MS = 5_000;

interface Noticed {
  readonly p50: number;
  readonly p95: number;
  readonly statuses: Statuses;
}

const repository = fileURLToPath(new URL('../../../..', import.meta.url));
const stack = await startStack(repository);
try {
  const firm = await Firm.signUp(stack);
  const { gateway } = stack.info;
  await noticedWhile(firm, delay(3_000));
  const quiet = await noticedWhile(firm, delay(SECONDS * 1_000));
  const rows = [rowOf('quiet', quiet, quiet)];
  for (const kind of ['sign-ins', 'sign-ups'] satisfies FloodKind[]) {
    const flooding = flood({ gateway, kind, atOnce: AT_ONCE, everyMs: EVERY_MS, seconds: SECONDS });
    const noticed = await noticedWhile(firm, flooding);
    rows.push(rowOf(`${AT_ONCE} ${kind} at once`, noticed, quiet, await flooding));
    await delay(REST_MS);
  }
  console.table(rows);
  const slowed = rows.filter(({ ok }) => !ok).map((row) => row['GET /v1/me beside']);
  console.log(
    slowed.length === 0
      ? `Held: others stay within ${MOST_TIMES_AS_SLOW} times their quiet 95th percentile, and every call of theirs is answered.`
      : `Not held beside ${slowed.join(' and ')}: slower than ${MOST_TIMES_AS_SLOW} times the quiet 95th percentile, or calls not answered.`,
  );
  process.exitCode = slowed.length === 0 ? 0 : 1;
} finally {
  await stack.stop();
}
process.exit();

/** Calls as one user, one call after the other, until something else is over. */
async function noticedWhile(firm: Firm, other: Promise<unknown>): Promise<Noticed> {
  const times: number[] = [];
  const statuses: Statuses = {};
  const token = await firm.token();
  let over = false;
  const end = other.finally(() => (over = true));
  while (!over) {
    const begun = performance.now();
    const status = await me(firm.stack.info.gateway, token);
    times.push(performance.now() - begun);
    statuses[status] = (statuses[status] ?? 0) + 1;
    await delay(PAUSE_MS);
  }
  await end;
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), statuses };
}

async function me(gateway: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${gateway}/v1/me`, { headers }).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.status ?? 0;
}

function rowOf(what: string, { p50, p95, statuses }: Noticed, quiet: Noticed, flooded: Statuses = {}) {
  const ratio = p95 / quiet.p95;
  const wellAnswered = Object.keys(statuses).every((status) => status === '200');
  return {
    'GET /v1/me beside': what,
    'p50 ms': p50.toFixed(1),
    'p95 ms': p95.toFixed(1),
    'p95 to quiet': ratio.toFixed(2),
    answers: inWords(statuses),
    'answers of the flood': inWords(flooded),
    ok: ratio <= MOST_TIMES_AS_SLOW && wellAnswered,
  };
}

const inWords = (statuses: Statuses): string =>
  Object.entries(statuses)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');
