import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StackFolder } from './folder/stack-folder.js';
import { readOptions } from '../early/options.mjs';
import { CACHE_DIR } from '../early/places.mjs';
import { freePort } from './ports.js';
import { ProcessGroup } from './processes/process-group.js';
import { processIdentity } from '../early/process-identity.mjs';
import { SERVICES } from '../early/services.mjs';
import { readStackInfo, type StackInfo } from './stack-info.js';
import { plantCrashPoint } from './services/crash-points.js';
import { startServers, type RunningServers } from './start-servers.js';
import { startStack } from './supervisor.js';
import { waitUntil } from './wait-until.js';

/** Does what the supervisor sees of a service: is ready, says who it is, ends on SIGTERM. */
const STAND_IN = `
import { createServer } from 'node:http';
const { PORT, CRASH_AT = 'nowhere', LINK_SECRET = 'none' } = process.env;
createServer((request, response) =>
  response.setHeader('connection', 'close').end(JSON.stringify({ pid: process.pid, crashAt: CRASH_AT })),
).listen(PORT, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
`;
const BROKEN = `console.error('LINK_SECRET is too short: use 32 bytes.'); process.exit(1);`;
const WRONG_SETTINGS = `console.log('{"level":"fatal"}'); console.error('identity cannot start: LINK_SECRET is missing.'); process.exit(78);`;

const root = mkdtempSync(join(tmpdir(), 'supervisor-'));
let servers: RunningServers;
let begun: (() => Promise<void>)[] = [];
let notes: string[] = [];
const note = (line: string) => void notes.push(line);

function writeRepository(name: string, mains: Partial<Record<string, string>> = {}): string {
  const repository = join(root, name);
  for (const service of SERVICES) {
    mkdirSync(join(repository, 'apps', service, 'dist'), { recursive: true });
    writeFileSync(join(repository, 'apps', service, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(repository, 'apps', service, 'dist', 'main.js'), mains[service] ?? STAND_IN);
  }
  return repository;
}

async function start(repository: string, env: Record<string, string> = {}): Promise<StackInfo> {
  const ports = [await freePort(), await freePort(), await freePort()].map(String);
  const [GATEWAY_PORT = '', MAIL_WEB_PORT = '', MAIL_SMTP_PORT = ''] = ports;
  const given = { MONGODB_URI: servers.mongo, AMQP_URL: servers.amqp, REDIS_URL: servers.redis };
  const options = readOptions({ ...given, GATEWAY_PORT, MAIL_WEB_PORT, MAIL_SMTP_PORT, ...env }, repository);
  const folder = await StackFolder.open(options.dir);
  const processes = await ProcessGroup.open(folder, note);
  const end = new AbortController();
  begun.push(async () => {
    end.abort();
    await processes.stop();
    folder.release();
  });
  const { signal } = end;
  const supervision = { options, repository, cacheDir: CACHE_DIR, folder, processes, note, signal };
  return (await startStack(supervision, async () => {})).info;
}

const infoOf = (repository: string) => readStackInfo(join(repository, '.local', 'stack.json'));
const pidFile = (repository: string, name: string) =>
  Number(readFileSync(join(repository, '.local', 'pids', `${name}.pid`), 'utf8'));
/** On a connection of its own: one that was kept may end at a process that has just been killed. */
const ask = async (url: string) => {
  const answer = await fetch(url, { headers: { connection: 'close' } });
  return (await answer.json()) as { pid: number; crashAt: string };
};

describe('the supervisor', () => {
  beforeAll(async () => {
    servers = await startServers({ dir: join(root, 'servers') });
  }, 60_000);
  afterEach(async () => {
    for (const stop of begun) await stop();
    begun = [];
    notes = [];
    delete process.env['CRASH_AT'];
  }, 30_000);
  afterAll(async () => {
    await servers.stop();
    rmSync(root, { recursive: true });
  });

  it('says where everything is, and starts a killed service again at its place within two seconds', async () => {
    const repository = writeRepository('one');
    const info = await start(repository);
    expect(infoOf(repository)).toEqual(info);
    expect(info).toMatchObject({ state: 'ready', amqp: servers.amqp, mongo: servers.mongo });
    expect(info.eventsExchange).toBe(`seatkeeper-${info.id}.events`);
    for (const service of SERVICES) {
      const { port, pids } = info.services[service];
      expect(pids).toEqual([pidFile(repository, service)]);
      const url = `http://127.0.0.1:${port}/`;
      const { pid } = await ask(url);
      expect(pid).toBe(pids[0]);
      process.kill(pid, 'SIGKILL');
      const again = await waitUntil(
        () =>
          ask(url).then(
            (answer) => answer.pid !== pid,
            () => false,
          ),
        {
          deadlineMs: 2_000,
          everyMs: 20,
        },
      );
      expect(again).toBe(true);
      expect(infoOf(repository)?.services[service].pids).toEqual([pidFile(repository, service)]);
    }
  }, 60_000);

  it('runs two copies of each service, and one address answers while either gateway is dead', async () => {
    const repository = writeRepository('two');
    const info = await start(repository, { REPLICAS: '2' });
    for (const service of SERVICES) {
      expect(info.services[service].pids).toEqual([1, 2].map((n) => pidFile(repository, `${service}-${n}`)));
    }
    const answered = await Promise.all([1, 2, 3, 4].map(() => ask(`${info.gateway}/`)));
    expect(new Set(answered.map(({ pid }) => pid))).toEqual(new Set(info.services.gateway.pids));
    const [killed = 0] = info.services.gateway.pids;
    process.kill(killed, 'SIGKILL');
    expect(await waitUntil(() => processIdentity(killed) === null, { deadlineMs: 5_000, everyMs: 5 })).toBe(
      true,
    );
    const afterwards = await Promise.all([1, 2, 3, 4].map(() => ask(`${info.gateway}/`)));
    expect(afterwards.map(({ pid }) => pid)).not.toContain(killed);
  }, 60_000);

  it('lets a process meet its crash point once, and one that was planted for its next start', async () => {
    process.env['CRASH_AT'] = 'licensing.claim.afterUpdate';
    const repository = writeRepository('crash');
    const { services } = await start(repository);
    const url = `http://127.0.0.1:${services.licensing.port}/`;
    const first = await ask(url);
    expect(first.crashAt).toBe('licensing.claim.afterUpdate');
    process.kill(first.pid, 'SIGKILL');
    const second = await waitUntil(() => ask(url).catch(() => null), { deadlineMs: 5_000 });
    expect(second?.crashAt).toBe('nowhere');
    plantCrashPoint(join(repository, '.local'), 'licensing', 'licensing.free.afterUpdate');
    for (const point of ['licensing.free.afterUpdate', 'nowhere']) {
      const { pid } = await ask(url);
      process.kill(pid, 'SIGKILL');
      const next = await waitUntil(() => ask(url).catch(() => null), { deadlineMs: 5_000 });
      expect(next?.crashAt).toBe(point);
    }
  }, 60_000);

  it('says in the words of its log why a service does not start', async () => {
    const repository = writeRepository('broken', { identity: BROKEN });
    await expect(start(repository)).rejects.toThrow(
      /^identity does not stay up; its log .* ends with:\n[^]*LINK_SECRET is too short: use 32 bytes\.$/,
    );
  }, 60_000);

  it('gives up at once on a service whose settings are wrong, and says what the service says', async () => {
    const repository = writeRepository('settings', { identity: WRONG_SETTINGS });
    await expect(start(repository)).rejects.toThrow(/^identity cannot start: LINK_SECRET is missing\.$/);
    expect(notes.filter((line) => line.includes('starting it again'))).toEqual([]);
  }, 60_000);

  it('says that a service is back after a crash, and which one hangs, without killing it', async () => {
    const repository = writeRepository('pulse');
    const { services } = await start(repository);
    const said = (sentence: string) =>
      waitUntil(() => notes.includes(sentence), { deadlineMs: 15_000, everyMs: 50 });
    process.kill(pidFile(repository, 'licensing'), 'SIGKILL');
    expect(await said('licensing is back')).toBe(true);

    const [pid = 0] = services.notifications.pids;
    process.kill(pid, 'SIGSTOP');
    expect(
      await said(`notifications does not answer, but its process ${pid} runs: it is stopped or hangs`),
    ).toBe(true);
    process.kill(pid, 'SIGCONT');
    const well = () => notes.some((line) => line.startsWith('notifications is well again'));
    expect(await waitUntil(well, { deadlineMs: 15_000 })).toBe(true);
    expect(pidFile(repository, 'notifications')).toBe(pid);
  }, 60_000);

  it('lets a debugger attach to the service that is to be inspected, and to no other', async () => {
    const port = await freePort();
    await start(writeRepository('inspect'), { INSPECT: `identity:${port}` });
    const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { url: string }[];
    expect(target?.url).toContain('apps/identity/dist/main.js');
  }, 60_000);

  it.each(['GATEWAY_PORT', 'MAIL_WEB_PORT', 'MAIL_SMTP_PORT'])(
    'names %s when its port is in use, and starts no service',
    async (variable) => {
      const port = await freePort();
      const stranger = createServer().listen(port, '127.0.0.1');
      const repository = writeRepository(variable);
      await expect(start(repository, { [variable]: String(port) })).rejects.toThrow(
        `Port ${port} is in use: stop what listens there, or set ${variable} to another port.`,
      );
      expect(infoOf(repository)).toBeNull();
      stranger.close();
    },
    30_000,
  );
});
