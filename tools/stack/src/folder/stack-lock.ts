import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { CannotStart } from '../cannot-start.js';
import { processIdentity } from '../processes/process-identity.js';

interface Owner {
  readonly pid: number;
  readonly identity: string;
}

/** Makes this process the only one that works in the folder; throws with the pid of the one that does. */
export async function takeLock(file: string, dir: string): Promise<void> {
  const own = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (createOnly(file, own)) {
      // Two that find the same stale lock can both remove it; the one whose lock was removed sees that now.
      await delay(20);
      if (readOrEmpty(file) === own) return;
    }
    const owner = readOwner(file);
    if (owner && processIdentity(owner.pid) === owner.identity) {
      throw new CannotStart(
        `A stack runs in ${dir} already (process ${owner.pid}): stop it first, or set STACK_DIR and ports for another.`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new CannotStart(`${file} keeps changing: another stack is starting in ${dir}.`);
}

function createOnly(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readOwner(file: string): Owner | null {
  try {
    return JSON.parse(readOrEmpty(file)) as Owner;
  } catch {
    return null;
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
