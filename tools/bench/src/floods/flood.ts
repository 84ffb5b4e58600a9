import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** What a stranger without a session asks for, many times at once. */
export type FloodKind = 'sign-ins' | 'sign-ups';

/** How many answers had each status; 0 is a connection that failed. */
export type Statuses = Record<number, number>;

interface Wanted {
  readonly gateway: string;
  readonly kind: FloodKind;
  /** Calls under way at the same time; all of them are answered before the next begin. */
  readonly atOnce: number;
  /** The shortest time from one wave to the next. */
  readonly everyMs: number;
  readonly seconds: number;
}

/** Floods the gateway from a thread of its own, so that whoever measures does not wait for it. */
export function flood(wanted: Wanted): Promise<Statuses> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: wanted });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function waves({ gateway, kind, atOnce, everyMs, seconds }: Wanted): Promise<Statuses> {
  const statuses: Statuses = {};
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const next = delay(everyMs);
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        const status = await CALLS[kind](gateway);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }),
    );
    await next;
  }
  return statuses;
}

const post = async (url: string, body: object): Promise<number> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null);
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.status ?? 0;
};

/** Everybody is somebody else, so that no limit by username helps. */
const CALLS: Record<FloodKind, (gateway: string) => Promise<number>> = {
  'sign-ins': (gateway) => {
    const name = randomBytes(6).toString('hex');
    const credentials = { account: `firm-${name}`, username: `${name}@firm.example`, password: 'a guess' };
    return post(`${gateway}/v1/auth/sign-in`, credentials);
  },
  'sign-ups': (gateway) => {
    const slug = `flood-${randomBytes(6).toString('hex')}`;
    const admin = {
      username: `admin@${slug}.example`,
      firstName: 'Ada',
      lastName: 'Quill',
      password: 'correct horse battery',
    };
    return post(`${gateway}/v1/accounts`, { name: 'Flood', slug, admin });
  },
};

if (!isMainThread) parentPort?.postMessage(await waves(workerData as Wanted));
