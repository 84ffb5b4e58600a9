import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from './process-identity.mjs';

/** @typedef {Record<string, { pid: number, identity: string | null }>} ProcessEntries */

/** @param {string} dir */
export const processesFile = (dir) => join(dir, 'processes.json');

/**
 * The processes that the stack in a folder has started, also those that run no more.
 * @param {string} dir
 * @returns {ProcessEntries}
 */
export function readProcesses(dir) {
  try {
    return JSON.parse(readFileSync(processesFile(dir), 'utf8'));
  } catch {
    return {};
  }
}

/**
 * Those of them that still run; each is told from a stranger with a recycled pid by when it began.
 * @param {string} dir
 * @returns {{ name: string, pid: number }[]}
 */
export function leftBehind(dir) {
  return Object.entries(readProcesses(dir))
    .filter(([, { pid, identity }]) => identity !== null && processIdentity(pid) === identity)
    .map(([name, { pid }]) => ({ name, pid }));
}
