import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CannotStart } from './cannot-start.mjs';
import { processIdentity } from './process-identity.mjs';

/** @typedef {{ pid: number, identity: string }} Owner */

/**
 * The folder itself if it is there, else the nearest above that is.
 * @param {string} dir
 * @returns {string}
 */
export function nearestFolder(dir) {
  return existsSync(dir) ? dir : nearestFolder(dirname(dir));
}

/**
 * Makes the folder of a stack with all that is above it, or throws a sentence. One level at a time: Node's own way
 * to make several never ends in file systems such as /proc.
 * @param {string} dir
 */
export function makeStackFolder(dir) {
  const there = nearestFolder(dir);
  /** @type {string[]} */
  const missing = [];
  for (let folder = dir; folder !== there; folder = dirname(folder)) missing.push(folder);
  try {
    if (!statSync(there).isDirectory()) throw new Error(`${there} is no folder`);
    accessSync(there, constants.W_OK | constants.X_OK);
    for (const folder of missing.reverse()) mkdirSync(folder);
    const trial = join(dir, `trial.${process.pid}`);
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.replace(/^[A-Z]+: |, \w+ '.*$/g, '') : String(error);
    throw new CannotStart(
      `The stack cannot keep its data in ${dir} (${reason}): set STACK_DIR to a folder that you can write to.`,
    );
  }
}

/** @param {string} dir */
const lockFile = (dir) => join(dir, 'stack.lock');

/**
 * The process that works in the folder now; null if none does.
 * @param {string} dir
 * @returns {Owner | null}
 */
export function ownerOf(dir) {
  try {
    const owner = /** @type {Owner} */ (JSON.parse(readOrEmpty(lockFile(dir))));
    return processIdentity(owner.pid) === owner.identity ? owner : null;
  } catch {
    return null;
  }
}

/**
 * Throws a sentence with the pid of the stack that runs in the folder, if one does.
 * @param {string} dir
 */
export function requireNoStack(dir) {
  const owner = ownerOf(dir);
  if (!owner) return;
  throw new CannotStart(
    `A stack runs in ${dir} already (process ${owner.pid}): stop it first, or set STACK_DIR and ports for another.`,
  );
}

/**
 * Makes this process the only one that works in the folder; throws a sentence if there is one already.
 * @param {string} dir
 */
export async function takeLock(dir) {
  const file = lockFile(dir);
  const own = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (createOnly(file, own)) {
      // Two that find the same stale lock can both remove it; the one whose lock was removed sees that now.
      await delay(20);
      if (readOrEmpty(file) === own) return;
    }
    requireNoStack(dir);
    rmSync(file, { force: true });
  }
  throw new CannotStart(`${file} keeps changing: another stack is starting in ${dir}.`);
}

/** @param {string} dir */
export function releaseLock(dir) {
  rmSync(lockFile(dir), { force: true });
}

/** @param {string} file @param {string} content */
function createOnly(file, content) {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
function readOrEmpty(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
