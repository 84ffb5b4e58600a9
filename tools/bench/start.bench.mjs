/**
 * `npm run bench:start`: how long a cold start takes (nothing built, no data, own RabbitMQ and Redis), how long the next
 * one, and how much memory each idle service holds. Says so in a table and fails beyond the limits.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'seatkeeper-bench-'));
const IDLE_MS = 15_000;
const LIMITS = { coldSeconds: 30, againSeconds: 15, residentMb: 150 };

const rows = [];
const measure = (what, value, limit, unit) =>
  rows.push({ what, value: `${value} ${unit}`, limit: `< ${limit} ${unit}`, ok: value < limit });

const [gateway, web, smtp] = await Promise.all([freePort(), freePort(), freePort()]);
const env = {
  ...process.env,
  STACK_DIR: dir,
  OWN_SERVERS: '1',
  GATEWAY_PORT: gateway,
  MAIL_WEB_PORT: web,
  MAIL_SMTP_PORT: smtp,
};
try {
  const cold = await start({ NX_SKIP_NX_CACHE: 'true' });
  measure('cold start, with build and demo data', cold.seconds, LIMITS.coldSeconds, 's');
  await cold.stop();
  const again = await start();
  measure('second start', again.seconds, LIMITS.againSeconds, 's');
  await wait(IDLE_MS);
  const { services } = JSON.parse(readFileSync(join(dir, 'stack.json'), 'utf8'));
  for (const [name, { pids }] of Object.entries(services))
    for (const pid of pids) measure(`${name}, resident when idle`, residentMb(pid), LIMITS.residentMb, 'MB');
  await again.stop();
} finally {
  rmSync(dir, { recursive: true, force: true });
}
console.table(rows);
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;

async function start(more = {}) {
  const begin = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('Seatkeeper is ready')) resolve();
    });
    child.once('exit', () => reject(new Error(`npm start ended:\n${output}`)));
  });
  const seconds = Math.round((performance.now() - begin) / 100) / 10;
  return {
    seconds,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function residentMb(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return String(port);
}
