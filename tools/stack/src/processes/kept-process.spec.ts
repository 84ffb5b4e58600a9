import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '../wait-until.js';
import { KeptProcess, type ProcessPlan } from './kept-process.js';
import { logTail } from './log-tail.js';
import { processIdentity } from '../../early/process-identity.mjs';

describe('a kept process', () => {
  const dir = mkdtempSync(join(tmpdir(), 'kept-'));
  const log = join(dir, 'process.log');
  const kept: KeptProcess[] = [];
  let events: string[];

  function keep(script: string, plan: Partial<ProcessPlan> = {}): KeptProcess {
    events = [];
    const process_ = new KeptProcess(
      { name: 'sleeper', file: process.execPath, args: ['-e', script], stopWithinMs: 300, ...plan },
      log,
      {
        began: (_process, pid) => events.push(`began ${pid}`),
        died: (_process, how, delayMs) => events.push(`${how}, again in ${delayMs}`),
        ended: () => events.push('ended'),
      },
    );
    kept.push(process_);
    process_.start();
    return process_;
  }

  const until = async (happened: () => boolean) =>
    expect(await waitUntil(happened, { deadlineMs: 10_000, everyMs: 10 })).toBe(true);

  beforeEach(() => rmSync(log, { force: true }));
  afterEach(() => Promise.all(kept.splice(0).map((process_) => process_.stop())));
  afterAll(() => rmSync(dir, { recursive: true }));

  it('starts again when it is killed, each time a little later', async () => {
    const sleeper = keep('setInterval(() => {}, 1000)');
    for (const deaths of [1, 2]) {
      process.kill(sleeper.pid ?? 0, 'SIGKILL');
      await until(() => sleeper.deaths === deaths && sleeper.pid !== undefined);
    }
    expect(events.filter((event) => !event.startsWith('began'))).toEqual([
      'was killed by SIGKILL, again in 100',
      'was killed by SIGKILL, again in 200',
    ]);
    expect(new Set(events.filter((event) => event.startsWith('began'))).size).toBe(3);
  });

  it('starts again when its program cannot be run, and says why', async () => {
    const missing = keep('', { file: join(dir, 'no-such-program') });
    await until(() => missing.deaths === 2);
    expect(events[0]).toContain('ENOENT');
  });

  it('gets the variables of the first start once', async () => {
    const script = 'console.log(process.env.POINT ?? "none"); setTimeout(() => process.exit(7), 5)';
    const crasher = keep(script, { envOfFirstStart: { POINT: 'licensing.claim' } });
    await until(() => crasher.deaths === 2);
    expect(readFileSync(log, 'utf8').split('\n').slice(0, 2)).toEqual(['licensing.claim', 'none']);
    expect(events).toContain('exited with code 7, again in 100');
  });

  it('runs anew after a restart, which is no death', async () => {
    const sleeper = keep('setInterval(() => {}, 1000); console.log("up")');
    await until(() => logTail(log) === 'up');
    const before = sleeper.pid ?? 0;
    await sleeper.restart();
    expect(processIdentity(before)).toBeNull();
    expect(sleeper.pid).not.toBe(before);
    expect(events).toEqual([`began ${before}`, `began ${sleeper.pid}`]);
    expect(sleeper.deaths).toBe(0);
  });

  it('is left alone after its final exit code, until somebody starts it again', async () => {
    const settled = keep('process.exit(78)', { finalExitCode: 78 });
    await until(() => settled.hasGivenUp);
    expect(events.at(-1)).toBe('exited with code 78, again in null');
    expect(settled.pid).toBeUndefined();
    await settled.restart();
    expect(settled.pid).toBeDefined();
    await until(() => settled.hasGivenUp);
  });

  it('is killed when it does not end in time, and then does not start again', async () => {
    const stubborn = keep('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")');
    await until(() => logTail(log) === 'up');
    const pid = stubborn.pid ?? 0;
    await stubborn.stop();
    expect(processIdentity(pid)).toBeNull();
    expect(events.at(-1)).toBe('ended');
    expect(stubborn.deaths).toBe(0);
  });
});
