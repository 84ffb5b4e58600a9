import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkEarly } from '../../early/checks.mjs';
import { takeLock } from '../../early/folder.mjs';
import { nodeSupport, requireNode, SUPPORTED_UNTIL } from '../../early/node-support.mjs';
import { freePort } from '../ports.js';

describe('what is checked before anything is installed', () => {
  const root = mkdtempSync(join(tmpdir(), 'early-'));
  const notes: string[] = [];
  let ports: Record<string, string>;

  const check = (environment: Record<string, string> = {}) =>
    checkEarly({ STACK_DIR: join(root, 'stack'), ...ports, ...environment }, root, (line) =>
      notes.push(line),
    );

  beforeEach(async () => {
    notes.length = 0;
    const [GATEWAY_PORT = '', MAIL_WEB_PORT = '', MAIL_SMTP_PORT = ''] = (
      await Promise.all([freePort(), freePort(), freePort()])
    ).map(String);
    ports = { GATEWAY_PORT, MAIL_WEB_PORT, MAIL_SMTP_PORT };
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('makes the folder with all that is above it', async () => {
    const dir = join(root, 'a', 'b', 'c');
    await check({ STACK_DIR: dir });
    expect(existsSync(dir)).toBe(true);
  });

  it('names a folder that cannot be one', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(check({ STACK_DIR: join(root, 'file', 'x') })).rejects.toThrow(
      `The stack cannot keep its data in ${join(root, 'file', 'x')} (${join(root, 'file')} is no folder): set STACK_DIR to a folder that you can write to.`,
    );
  });

  it('gives up on a file system that takes no folders', () => {
    // In a process of its own: the way that never ends would block this one for ever.
    const early = new URL('../../early/folder.mjs', import.meta.url).href;
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', `(await import('${early}')).makeStackFolder('/proc/seatkeeper/data')`],
      { timeout: 20_000, encoding: 'utf8' },
    );
    expect(status).toBe(1);
    expect(stderr).toContain('The stack cannot keep its data in /proc/seatkeeper/data (');
  }, 30_000);

  it('names the process of a stack that runs there', async () => {
    const dir = join(root, 'taken');
    mkdirSync(dir);
    await takeLock(dir);
    await expect(check({ STACK_DIR: dir })).rejects.toThrow(
      `A stack runs in ${dir} already (process ${process.pid})`,
    );
  });

  it.each(['GATEWAY_PORT', 'MAIL_WEB_PORT', 'MAIL_SMTP_PORT'])(
    'names %s when its port is in use',
    async (name) => {
      const stranger = createServer().listen(0, '127.0.0.1');
      await once(stranger, 'listening');
      const { port } = stranger.address() as { port: number };
      await expect(check({ [name]: String(port) })).rejects.toThrow(
        `Port ${port} is in use: stop what listens there, or set ${name} to another port.`,
      );
      stranger.close();
    },
  );

  it('says which variables do nothing', async () => {
    await check({ OWN_SERVERS: '1', AMQP_URL: 'amqp://here' });
    expect(notes).toContain("AMQP_URL is not used: OWN_SERVERS=1 asks for a server of the stack's own");
  });

  it.each([
    ['20.20.2', '2026-04-30', true, 'Node 20.20.2 (supported until 2026-04-30)'],
    ['20.20.2', '2026-05-01', false, 'Node 20.20.2 has had no security fixes since 2026-04-30: take Node 24'],
    ['24.1.0', '2026-11-24', true, 'Node 24.1.0 (supported until 2028-04-30)'],
    ['25.0.0', '2026-11-24', false, 'Node 25.0.0 has had no security fixes since 2026-06-01: take Node 24'],
    ['28.0.0', '2028-05-01', true, 'Node 28.0.0, newer than what is known here'],
  ])('knows that Node %s on %s is supported: %s', (version, today, supported, words) => {
    expect(nodeSupport(version, new Date(`${today}T12:00:00Z`))).toEqual({ supported, words });
  });

  it('knows how long each line of Node is supported, as the Node project publishes it', () => {
    const published = createRequire(import.meta.url)(
      'node-releases/data/release-schedule/release-schedule.json',
    ) as Record<string, { end: string }>;
    const lines = Object.entries(published).map(([line, { end }]) => [line.slice(1), end]);
    expect(SUPPORTED_UNTIL).toEqual(Object.fromEntries(lines.filter(([line]) => Number(line) >= 20)));
  });

  it('refuses a Node that lacks what the code uses', () => {
    expect(() => requireNode('20.18.9')).toThrow('Seatkeeper needs Node 20.19 or newer; this is 20.18.9.');
    expect(() => requireNode('20.19.0')).not.toThrow();
    expect(() => requireNode('24.0.0')).not.toThrow();
  });
});
