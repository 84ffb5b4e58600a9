import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examineLogs, examineFolder } from '../../early/doctor/folder.mjs';
import { examineMachine } from '../../early/doctor/machine.mjs';
import { examinePorts } from '../../early/doctor/ports.mjs';
import { takeLock } from '../../early/folder.mjs';
import { processesFile } from '../../early/left-behind.mjs';
import { REPOSITORY } from '../../early/places.mjs';
import { processIdentity } from '../../early/process-identity.mjs';
import { keptIn } from '../../early/reset.mjs';
import { freePort } from '../ports.js';

const root = mkdtempSync(join(tmpdir(), 'doctor-'));
let made = 0;
/** The folder of a stack, with what a test puts into it. */
function folder(files: Record<string, string> = {}): string {
  const dir = join(root, String((made += 1)));
  mkdirSync(join(dir, 'logs'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return dir;
}

/** A process that a killed stack has left, and that is told from others by when it began. */
async function leftRunning(dir: string) {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const { pid = 0 } = child;
  writeFileSync(processesFile(dir), JSON.stringify({ identity: { pid, identity: processIdentity(pid) } }));
  return { pid, gone: once(child, 'exit') };
}

const reset = (dir: string, ...words: string[]) =>
  spawnSync(process.execPath, [join(REPOSITORY, 'tools', 'stack', 'reset.mjs'), ...words], {
    env: { ...process.env, STACK_DIR: dir },
    encoding: 'utf8',
  });

afterAll(() => rmSync(root, { recursive: true }));

describe('the doctor', () => {
  it('names what a killed stack left running, and what ends it', async () => {
    const dir = folder();
    const { pid, gone } = await leftRunning(dir);
    expect(examineFolder(dir)).toEqual([
      {
        state: 'problem',
        sight: `A killed stack in ${dir} left running: identity (process ${pid})`,
        whatToDo: 'Run npm run reset, or npm start, which ends them first.',
      },
    ]);
    process.kill(pid);
    await gone;
    expect(examineFolder(dir)).toMatchObject([{ state: 'well' }]);
  });

  it('sees that a stack runs, and one that only seems to', async () => {
    const dir = folder({ 'stack.json': '{}' });
    expect(examineFolder(dir)).toMatchObject([
      { state: 'problem', sight: `${dir}/stack.json speaks of a stack that runs no more` },
    ]);
    await takeLock(dir);
    expect(examineFolder(dir)).toMatchObject([{ state: 'to know' }]);
  });

  it('makes no folder, and says when none can be made', () => {
    const dir = join(root, 'not', 'there');
    expect(examineFolder(dir)).toMatchObject([{ state: 'well' }]);
    expect(existsSync(dir)).toBe(false);
    const file = join(folder({ file: '' }), 'file', 'x');
    expect(examineFolder(file)).toMatchObject([{ state: 'problem', sight: `${file} cannot hold a stack` }]);
  });

  it('names who has a port, and the variable that takes another', async () => {
    const stranger = createServer().listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const { port } = stranger.address() as { port: number };
    const ports = { mailWebPort: await freePort(), mailSmtpPort: await freePort(), inspect: new Map() };
    const [gateway, ...others] = await examinePorts({ gatewayPort: port, ...ports }, new Set());
    expect(gateway).toMatchObject({
      state: 'problem',
      sight: expect.stringContaining(`(process ${process.pid})`),
      whatToDo: 'Stop it, or set GATEWAY_PORT to another port.',
    });
    expect(others.map(({ state }) => state)).toEqual(['well', 'well']);
    const own = await examinePorts({ gatewayPort: port, ...ports }, new Set([process.pid]));
    expect(own[0]).toMatchObject({ state: 'to know' });
    stranger.close();
  });

  it('shows the last error of each log in words', () => {
    const line = (level: string, message: string) =>
      `${JSON.stringify({ level, time: 'at noon', message, error: { message: 'no seat' } })}\n`;
    const dir = folder({
      'logs/identity.log': line('error', 'First') + line('error', 'Last') + line('info', 'Ready'),
      'logs/gateway.log': line('info', 'Ready'),
      'logs/gateway.previous.log': line('fatal', 'Long ago'),
    });
    expect(examineLogs(dir)).toEqual([
      { state: 'to know', sight: `${dir}/logs/identity.log says last:\nat noon  Last  no seat` },
    ]);
    expect(examineLogs(join(root, 'none'))).toEqual([]);
  });

  it('measures disk and memory', () => {
    const sights = examineMachine(root).map(({ sight }) => sight);
    expect(sights).toEqual([
      expect.stringMatching(/^\d+\.\d GB free on the disk of /),
      expect.stringMatching(/^\d+\.\d GB of memory free/),
    ]);
  });
});

describe('npm run reset', () => {
  it('says what it would remove, and touches nothing unless it is told so', () => {
    const dir = folder({ 'ports.json': '{}' });
    const { status, stdout, stderr } = reset(dir);
    expect(status).toBe(1);
    expect(stdout).toMatch(/ports\.json +0\.0 MB {2}ports/);
    expect(stderr).toBe('Nobody is there to be asked: npm run reset -- --yes removes it.\n');
    expect(keptIn(dir).map(({ name }) => name)).toEqual(['logs', 'ports.json']);
  });

  it('ends what was left running and removes what a stack made, and nothing else', async () => {
    const dir = folder({ 'ports.json': '{}', 'holiday.jpg': 'a picture' });
    const { gone } = await leftRunning(dir);
    const { status, stdout } = reset(dir, '--yes');
    await gone;
    expect(stdout).toContain('ending what a killed stack left running: identity');
    expect(stdout).toContain('All of it is gone.');
    expect(readdirSync(dir)).toEqual(['holiday.jpg']);
    expect(status).toBe(0);
    expect(reset(dir, '--yes').stdout).toBe(`There is nothing of a stack in ${dir}.\n`);
  }, 20_000);

  it('leaves a stack alone that runs', async () => {
    const dir = folder();
    await takeLock(dir);
    const { status, stderr } = reset(dir, '--yes');
    expect(status).toBe(1);
    expect(stderr).toContain(
      `A stack runs in ${dir}: end it first, by Ctrl-C in its terminal or kill ${process.pid}.`,
    );
  });
});
