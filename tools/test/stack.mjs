import { launchStack } from '@seatkeeper/stack';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One stack for the system tests, with a RabbitMQ and a Redis of its own, which they kill. */
export default async function start() {
  process.env.BUS_STRICT = 'true';
  const dir = mkdtempSync(join(tmpdir(), 'seatkeeper-'));
  const stack = await launchStack({ dir, env: { OWN_SERVERS: '1', SEED: 'none' } });
  process.env.SYSTEM_TEST_STACK = dir;
  globalThis.stopStack = async () => {
    await stack.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
