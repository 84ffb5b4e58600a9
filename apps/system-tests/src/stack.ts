import {
  type AttachedStack,
  attachStack,
  launchStack,
  linesWith,
  type RunningStack,
} from '@seatkeeper/stack';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The stack that all system tests share; each test brings a firm of its own. */
export function sharedStack(): AttachedStack {
  return attachStack(sharedDir());
}

/** Every line in the logs of the shared stack that has a text in it. */
export async function linesOfSharedStack(text: string): Promise<Record<string, unknown>[]> {
  const lines = await linesWith(sharedDir(), text);
  return lines.map((line) => JSON.parse(line.text) as Record<string, unknown>);
}

function sharedDir(): string {
  const dir = process.env['SYSTEM_TEST_STACK'];
  if (!dir) throw new Error('System tests run through npm test, which starts a stack for them');
  return dir;
}

/** A stack of its own for one block of tests; ends, and leaves nothing, with the block. `env` may be known only when it starts. */
export function ownStack(env: Record<string, string> | (() => Record<string, string>)): () => RunningStack {
  const dir = mkdtempSync(join(tmpdir(), 'seatkeeper-'));
  let stack: RunningStack | undefined;
  beforeAll(async () => {
    const own = typeof env === 'function' ? env() : env;
    stack = await launchStack({ dir, env: { SEED: 'none', OWN_SERVERS: '1', ...own } });
  }, 120_000);
  afterAll(async () => {
    await stack?.stop();
    rmSync(dir, { recursive: true, force: true });
  }, 60_000);
  return () => {
    if (!stack) throw new Error('The stack is not up yet');
    return stack;
  };
}
