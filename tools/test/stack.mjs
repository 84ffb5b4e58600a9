import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { launchStack } from '@seatkeeper/stack';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * One stack for the system tests, with a RabbitMQ and a Redis of its own, which they kill; none where
 * SYSTEM_TEST_STACK names the folder of one that runs.
 */
export default async function start() {
  if (process.env.SYSTEM_TEST_STACK) return;
  process.env.BUS_STRICT = 'true';
  // All tests come from one address, and guess and sign up as often as a whole town; some try everything at once.
  for (const limit of ['SIGN_IN', 'SIGN_UP', 'INVITATION', 'FAILURES', 'USER', 'ACCOUNT'])
    process.env[`LIMIT_${limit}`] = '100000/1m';
  // Where the story of single sign-on has a name server of its own.
  process.env.SSO_DNS_SERVERS = `127.0.0.1:${await freePort()}`;
  const dir = mkdtempSync(join(tmpdir(), 'seatkeeper-'));
  const begin = performance.now();
  const stack = await launchStack({ dir, env: { OWN_SERVERS: '1', SEED: 'none' } });
  process.env.SYSTEM_TEST_STACK = dir;
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  process.stderr.write(`A stack of the system tests, with servers of its own, after ${seconds} s\n`);
  globalThis.stopStack = async () => {
    await stack.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}

async function freePort() {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
