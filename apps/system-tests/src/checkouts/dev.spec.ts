import { eventually } from '@seatkeeper/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attachStack } from '@seatkeeper/stack';
import { copyOfRepository } from './checkout.js';
import { Firm } from '../firm.js';
import { freePorts } from '../free-ports.js';

const OTHERS = ['identity', 'notifications', 'reassignment', 'gateway'];

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN;

describe('npm run dev', () => {
  const root = mkdtempSync(join(tmpdir(), 'seatkeeper-dev-'));
  const dir = join(root, '.local');
  let dev: ChildProcess;
  let firm: Firm;
  let output = '';
  const says = (text: string | RegExp, withinMs: number) =>
    eventually(async () => expect(output).toMatch(text), withinMs);

  /** What licensing answers, as everybody sees it. */
  const catalogue = async (): Promise<string> => JSON.stringify(await firm.get('/v1/catalog'));
  const pids = () => OTHERS.map((service) => attachStack(dir).pid(service));

  function save(file: string, change: (text: string) => string): void {
    const path = join(root, file);
    const text = readFileSync(path, 'utf8');
    expect(change(text)).not.toBe(text);
    writeFileSync(path, change(text));
  }

  const startedInSeconds = (service: string): number => {
    const lines = readFileSync(join(dir, 'logs', `${service}.log`), 'utf8').split('\n');
    const ready = lines.findLast((line) => line.includes('"startedInMs"')) ?? '';
    return (JSON.parse(ready) as { startedInMs: number }).startedInMs / 1000;
  };

  beforeAll(async () => {
    copyOfRepository(root);
    dev = spawn(process.execPath, ['tools/stack/start.mjs', '--watch'], {
      cwd: root,
      env: { ...process.env, ...(await freePorts()), OWN_SERVERS: '1', SEED: 'none' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [dev.stdout, dev.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
    await says('Watching the sources', 120_000);
    firm = await Firm.signUp(attachStack(dir));
  }, 150_000);

  afterAll(async () => {
    if (dev.exitCode === null) {
      const gone = once(dev, 'exit');
      dev.kill('SIGTERM');
      await gone;
    }
    rmSync(root, { recursive: true, force: true });
  }, 60_000);

  it('shows the logs of every service, by name and in words', async () => {
    for (const service of [...OTHERS, 'licensing'])
      await says(new RegExp(`^\\S+ ${service} +info +Ready \\(service\\) port=\\d+`, 'm'), 5_000);
  });

  it('runs a saved change of licensing within three seconds, and touches no other service', async () => {
    const before = pids();
    const licensing = attachStack(dir).pid('licensing');
    const names = ['sold.name', "'Kernel'", "'Heart'", "'Kernel'"];
    const saves: { seconds: number; startSeconds: number }[] = [];
    for (const [index, name] of names.slice(1).entries()) {
      const began = performance.now();
      save('apps/licensing/src/catalog/catalog.ts', (text) =>
        text.replace(`name: ${names[index]}`, `name: ${name}`),
      );
      await eventually(async () => expect(await catalogue()).toContain(name.replaceAll("'", '"')), 60_000);
      const seconds = (performance.now() - began) / 1000;
      await eventually(
        async () => expect(output.match(/The change runs in licensing after/g)).toHaveLength(index + 1),
        10_000,
      );
      saves.push({ seconds, startSeconds: startedInSeconds('licensing') });
    }
    const seconds = median(saves.map((each) => each.seconds));
    const startSeconds = median(saves.map((each) => each.startSeconds));
    process.stderr.write(
      `A change of licensing ran after ${seconds.toFixed(2)} s, ${startSeconds.toFixed(2)} s of it its start (medians of three)\n`,
    );
    // How long a service loads is the machine's; noticing, compiling and stopping may not take as long again.
    expect(seconds / startSeconds).toBeLessThan(2);
    if (startSeconds < 1.5) expect(seconds).toBeLessThan(3);
    expect(pids()).toEqual(before);
    expect(attachStack(dir).pid('licensing')).not.toBe(licensing);
  }, 200_000);

  it('says that a file does not compile, and runs on as before', async () => {
    const before = [...pids(), attachStack(dir).pid('licensing')];
    save('apps/licensing/src/catalog/catalog.ts', (text) => `${text}\nexport const = ;\n`);
    await says('licensing does not compile', 10_000);
    expect(await catalogue()).toContain('Kernel');
    expect([...pids(), attachStack(dir).pid('licensing')]).toEqual(before);
    save('apps/licensing/src/catalog/catalog.ts', (text) => text.replace('\nexport const = ;\n', ''));
    await eventually(
      async () => expect(output.match(/The change runs in licensing after/g)).toHaveLength(4),
      20_000,
    );
  }, 60_000);

  it('restarts all who use a library when that changes', async () => {
    const before = pids();
    save('libs/jobs/src/jobs.ts', (text) => `${text}\n// Nothing new.\n`);
    await says(/The change runs in identity, notifications, reassignment after/, 30_000);
    const after = pids();
    expect(after.map((pid, index) => pid === before[index])).toEqual([false, false, false, true]);
  }, 60_000);

  it('shows a type error with its place, and does not stop for it', async () => {
    save(
      'apps/licensing/src/catalog/catalog.ts',
      (text) => `${text}\nexport const wrong: number = 'text';\n`,
    );
    await says(/types +apps\/licensing\/src\/catalog\/catalog\.ts\(\d+,\d+\): error TS2322/, 240_000);
    await eventually(async () => expect(await catalogue()).toContain('Kernel'), 20_000);
  }, 280_000);
});
