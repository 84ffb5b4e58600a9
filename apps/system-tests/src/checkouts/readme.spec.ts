import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Permission } from '@seatkeeper/contracts';
import { once } from 'node:events';
import { repository } from './checkout.js';
import { freePorts } from '../free-ports.js';

const run = promisify(execFile);

/** What a newcomer does: clone, the first command of the README, then the tour by copy and paste. */
describe('a newcomer', () => {
  const clone = join(mkdtempSync(join(tmpdir(), 'seatkeeper-clone-')), 'seatkeeper');
  let env: NodeJS.ProcessEnv;
  let stack: ChildProcess;
  let output = '';

  const isUp = () =>
    new Promise<void>((resolve, reject) => {
      stack.stdout?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Seatkeeper is ready')) resolve();
      });
      stack.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      stack.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
    });

  const start = async () => {
    output = '';
    stack = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'pipe', 'pipe'] });
    await isUp();
  };

  const stop = async () => {
    if (stack.exitCode !== null) return;
    const ended = once(stack, 'exit');
    stack.kill('SIGTERM');
    await ended;
  };

  beforeAll(async () => {
    const { STACK_DIR: _dir, SYSTEM_TEST_STACK: _stack, MONGODB_URI: _mongo, ...rest } = process.env;
    env = {
      ...rest,
      ...(await freePorts()),
      // What a stack leaves on servers that it shares outlives the clone.
      OWN_SERVERS: '1',
    };
    await run('git', ['clone', '--quiet', repository, clone]);
    await start();
  }, 300_000);

  afterAll(async () => {
    await stop();
    rmSync(join(clone, '..'), { recursive: true, force: true });
  }, 60_000);

  it('is told where everything is and how to sign in', () => {
    expect(output).toContain(`http://127.0.0.1:${env['GATEWAY_PORT']}`);
    expect(output).toContain('ada.quill@harbour-lane.example');
  });

  it('is told how to sign in as an operator, who holds what operators hold and sees the demo firm', async () => {
    const told = /Demo operator +account (?<account>\S+), user (?<username>\S+), password (?<password>\S+)/;
    const credentials = { ...told.exec(output)?.groups };
    const api = `http://127.0.0.1:${env['GATEWAY_PORT']}/v1`;
    const signedIn = await fetch(`${api}/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    });
    const { accessToken } = (await signedIn.json()) as { accessToken: string };
    const get = async (path: string) =>
      (await fetch(api + path, { headers: { authorization: `Bearer ${accessToken}` } })).json();
    const { permissions } = (await get('/me')) as { permissions: string[] };
    expect(
      Permission.options.filter((each) => each.startsWith('operator.') && !permissions.includes(each)),
    ).toEqual([]);
    expect(await get('/operator/accounts?q=harbour-lane')).toMatchObject({
      items: [{ slug: 'harbour-lane' }],
    });
  });

  it('finds a firm at work: people in every status, groups, a second product, what came back, what is planned, a finished and a paused hand-over', async () => {
    const api = `http://127.0.0.1:${env['GATEWAY_PORT']}/v1`;
    const signedIn = await fetch(`${api}/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        account: 'harbour-lane',
        username: 'ada.quill@harbour-lane.example',
        password: 'seats-for-harbour-lane',
      }),
    });
    const { accessToken } = (await signedIn.json()) as { accessToken: string };
    const get = async (path: string) => {
      const answer = await fetch(api + path, { headers: { authorization: `Bearer ${accessToken}` } });
      return (await answer.json()) as { total: number; items: Record<string, unknown>[] };
    };
    const statuses = ['active', 'invited', 'waiting', 'banned', 'deactivated'];
    const counts = await Promise.all(
      statuses.map(async (status) => (await get(`/users?status=${status}&limit=1`)).total),
    );
    expect(counts).toEqual([30, 91, 1, 1, 3]);
    const own = (await get('/groups')).items.filter(({ builtIn }) => builtIn === null);
    expect(own.map(({ name }) => name)).toEqual(['Auditors', 'Licence desk', 'People team']);
    expect((await get('/licenses')).items).toEqual([
      expect.objectContaining({ product: 'core', purchased: 130, used: 121, waiting: 1 }),
      expect.objectContaining({ product: 'contract', purchased: 9, used: 9, free: 0, waiting: 1 }),
    ]);
    const states = (await get('/reassignments')).items.map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['finished', 'paused']));
    const planned = await Promise.all(['/arrivals', '/departures'].map(get));
    expect(planned.map(({ total }) => total)).toEqual([1, 1]);
    expect((await get('/invitations?mail=bounced')).total).toBe(1);
  });

  it('does the tour of the README by copy and paste', async () => {
    const readme = readFileSync(join(clone, 'README.md'), 'utf8');
    const blocks = [...readme.matchAll(/```bash\n(.*?)```/gs)].map(([, block]) => block);
    expect(blocks.length).toBeGreaterThan(6);
    const script = ['set -euo pipefail', ...blocks].join('\n');
    const { stdout } = await run('bash', ['-c', script], { cwd: clone, env, maxBuffer: 10 * 1024 * 1024 });
    expect(stdout).toContain('Harbour Lane');
    expect(stdout).toMatch(/purchased: 1[34]\d,\s+used: 12\d/);
    expect(stdout).toMatch(/^invited$/m);
    expect(stdout).toMatch(/^open$/m);
    expect(stdout).toMatch(/^600$/m);
    expect(stdout.match(/10 core for harbour-lane, purchase invoice-/g)).toHaveLength(2);
    expect(stdout.match(/purchased: 10,/g)).toHaveLength(1);
    expect(stdout).toContain('event: end');
    expect(stdout).toMatch(/^finished$/m);
    expect(stdout).toMatch(/^0$/m);
    expect(stdout).toMatch(
      /identity\.user\.deactivated',\s+field: 'status',\s+before: 'active',\s+after: 'deactivated'/,
    );
    expect(stdout).toMatch(/^quiet-harbour-\d+$/m);
    expect(stdout).toMatch(/^.*demo-operators.*\n(?:.*\n)?Harbour Lane$/m);
  }, 60_000);

  it('ends everything with one signal, and a second start finds the firm as it was', async () => {
    await stop();
    expect(readdirSync(join(clone, '.local/pids'))).toEqual([]);
    expect(existsSync(join(clone, '.local/stack.json'))).toBe(false);
    await start();
    const answer = await fetch(`http://127.0.0.1:${env['GATEWAY_PORT']}/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        account: 'harbour-lane',
        username: 'ada.quill@harbour-lane.example',
        password: 'seats-for-harbour-lane',
      }),
    });
    expect(answer.status).toBe(200);
  }, 120_000);
});
