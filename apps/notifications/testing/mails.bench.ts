import { listDeliveries } from '@seatkeeper/contracts';
import { type Child, eventually, startChild } from '@seatkeeper/testing';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the floor is the queue itself, without what is made of it here
import { Queue, Worker } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';
import { HostileTemper } from './hostile-temper.js';
import type { ScriptedMailServer } from './scripted-mail-server.js';
import { type SenderAccount, SenderHouse } from './sender-house.js';

/** As many as there are connections to the mail server. */
const AT_ONCE = 5;
const MAILS = 2_000;
const CROWD = 10_000;
/** What the server thinks about each mail while ten thousand wait for it. */
const THINKS_MS = 50;
/** Mails that wait for the hostile server, and those that are measured beside it, one each so many milliseconds. */
const [HOSTILE, MEASURED, EVERY_MS] = [60, 300, 100];

let house: SenderHouse;
const started: Child[] = [];
const arrived = new Map<string, number>();

beforeEach(async () => {
  house = await SenderHouse.open(0, { SENDER_ANSWER_SECONDS: 30 });
  watch(house.product);
});
afterEach(async () => {
  for (const child of started.splice(0)) await child.kill();
  await house.close();
  arrived.clear();
});

async function startCopy(): Promise<Child> {
  const child = startChild(new URL('../src/main.ts', import.meta.url), {
    env: { ...house.office.environment(house.product.url), LOG_LEVEL: 'info' },
  });
  started.push(child);
  await eventually(() => expect(child.output()).toContain('"listening"'), 60_000);
  return child;
}

const field = (mail: string, name: RegExp): string => name.exec(mail)?.[1] ?? '';
const addressIn = (mail: string) => field(mail, /^To: .*<(.+)>/m);
const messageIdIn = (mail: string) => field(mail, /^Message-ID: (.+)$/im);

function watch(server: ScriptedMailServer): void {
  server.onMail = (mail) => {
    const address = addressIn(mail);
    if (!arrived.has(address)) arrived.set(address, performance.now());
  };
}

const p95 = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;
const report = (line: string): void => void process.stderr.write(`\n  ${line}\n`);

/** How long mails of these accounts take from when they are due until their server has them: of each account the 95th percentile. */
async function latencies(accounts: readonly SenderAccount[]): Promise<number[]> {
  const sent: { account: number; address: string; at: number }[] = [];
  for (let n = 0; n < MEASURED; n += 1) {
    const account = n % accounts.length;
    const at = performance.now();
    const { sendTo } = await accounts[account]!.invite();
    sent.push({ account, address: sendTo, at });
    await pause(EVERY_MS);
  }
  await eventually(() => expect(sent.filter(({ address }) => !arrived.has(address))).toEqual([]), 60_000);
  return accounts.map((_account, n) =>
    p95(sent.filter(({ account }) => account === n).map(({ address, at }) => arrived.get(address)! - at)),
  );
}

it('a hostile server loses no mail and slows no other server down, also while copies are killed', async () => {
  let copy = await startCopy();
  await startCopy();
  const [hostile, other, without] = [
    await house.working({ whenFailing: 'hold' }),
    await house.working(),
    await house.account(),
  ];
  for (const { server } of [hostile, other]) watch(server);
  await latencies([other, without]);
  const quiet = await latencies([other, without]);

  const temper = new HostileTemper();
  hostile.server.temper = temper;
  const issued = await Promise.all(Array.from({ length: HOSTILE }, () => hostile.invite()));
  const beside = await latencies([other, without]);
  const ratios = beside.map((each, n) => each / quiet[n]!);
  for (const [n, name] of ['another own server', 'the product’s server'].entries())
    report(
      `p95 through ${name}: ${quiet[n]!.toFixed(1)} ms quiet, ${beside[n]!.toFixed(1)} ms beside, ratio ${ratios[n]!.toFixed(2)}`,
    );

  const seen: string[] = [];
  const { onMail } = hostile.server;
  hostile.server.onMail = (mail) => {
    onMail?.(mail);
    seen.push(messageIdIn(mail));
  };
  const more = await Promise.all(Array.from({ length: HOSTILE }, () => hostile.invite()));
  let crashes = 0;
  for (; crashes < 3; crashes += 1) {
    await pause(5_000);
    await copy.kill();
    copy = await startCopy();
  }
  const { accountId } = hostile;
  const all = [...issued, ...more];
  const states = await eventually(async () => {
    const { items } = await house.office.ask(listDeliveries, { accountId, filter: {}, page: { limit: 200 } });
    expect(items.filter(({ state }) => state !== 'sent' && state !== 'failed')).toEqual([]);
    expect(items).toHaveLength(all.length);
    return items.map(({ state }) => state);
  }, 240_000);
  const failed = states.filter((state) => state === 'failed').length;
  const lost = all.filter(({ sendTo }) => !arrived.has(sendTo)).length - failed;
  const copies = seen.length - new Set(seen).size;
  report(
    `of ${all.length} mails ${lost} lost, ${failed} refused for good; ${copies} came twice, after ${temper.drops} drops and ${crashes} kills`,
  );
  expect({ lost, failed }).toEqual({ lost: 0, failed: temper.refusals });
  expect(copies).toBeLessThanOrEqual(temper.drops + crashes * 3);
}, 600_000);

it('one invitation does not wait behind ten thousand of somebody else', async () => {
  await startCopy();
  house.product.thinkFor(THINKS_MS);
  const [large, small] = [await house.account(), await house.account()];
  const one = async (when: string): Promise<void> => {
    const [at, sentBefore] = [performance.now(), arrived.size];
    const { sendTo } = await small.invite();
    await eventually(() => expect(arrived.has(sendTo)).toBe(true), 120_000);
    const ms = (arrived.get(sendTo)! - at).toFixed(0);
    report(`${when}, ${sentBefore} of them sent: one of another account took ${ms} ms`);
  };
  for (let n = 0; n < CROWD; n += 500) await Promise.all(Array.from({ length: 500 }, () => large.invite()));
  await one(`${CROWD} invitations told of at once`);
  const { accountId } = large;
  await eventually(async () => {
    const { total } = await house.office.ask(listDeliveries, { accountId, filter: {}, page: { limit: 1 } });
    expect(total).toBe(CROWD);
  }, 120_000);
  await one(`${CROWD} invitations stored`);
}, 400_000);

it('mails are sent at a good share of the rate at which the queue alone does nothing', async () => {
  await startCopy();
  const account = await house.account();
  const round = async (mails: number): Promise<number> => {
    const before = arrived.size;
    const from = performance.now();
    await Promise.all(Array.from({ length: mails }, () => account.invite()));
    await eventually(() => expect(arrived.size).toBe(before + mails), 120_000);
    return (mails * 1_000) / (performance.now() - from);
  };
  await round(500);
  const mails = await round(MAILS);
  const floor = await nothing(MAILS);
  report(
    `${mails.toFixed(0)} mails a second, ${floor.toFixed(0)} jobs that do nothing: ${(mails / floor).toFixed(2)}`,
  );
}, 300_000);

/** Jobs a second that a queue takes one by one and a worker does nothing for. */
async function nothing(jobs: number): Promise<number> {
  const { REDIS_URL = '', REDIS_PREFIX = '' } = house.office.environment(house.product.url);
  const where = { connection: { url: REDIS_URL, maxRetriesPerRequest: null }, prefix: REDIS_PREFIX };
  const queue = new Queue('nothing', where);
  let done = 0;
  const worker = new Worker('nothing', async () => void (done += 1), { ...where, concurrency: AT_ONCE });
  await worker.waitUntilReady();
  const from = performance.now();
  await Promise.all(Array.from({ length: jobs }, (_job, n) => queue.add('nothing', { n })));
  while (done < jobs) await pause(1);
  const rate = (jobs * 1_000) / (performance.now() - from);
  await worker.close();
  await queue.close();
  return rate;
}
