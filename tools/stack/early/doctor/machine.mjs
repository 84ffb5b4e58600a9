import { readFileSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { problem, well } from './findings.mjs';

/** @typedef {import('./findings.mjs').Finding} Finding */

/** Packages take 0.6 GB, the servers' data of a filled demo firm 0.4 GB. */
const DISK_NEEDED = 1.5e9;
/** Five services at 90 to 150 MB, MongoDB, RabbitMQ, Redis and the mail catcher. */
const MEMORY_NEEDED = 1.2e9;

/**
 * Whether there is room for a stack.
 * @param {string} dir an existing folder of the file system in question
 * @returns {Finding[]}
 */
export function examineMachine(dir) {
  return [disk(dir), memory()];
}

/** @param {string} dir */
function disk(dir) {
  const { bavail, bsize } = statfsSync(dir);
  const free = bavail * bsize;
  const sight = `${gigabytes(free)} free on the disk of ${dir}`;
  return free >= DISK_NEEDED
    ? well(sight)
    : problem(
        `${sight}; ${gigabytes(DISK_NEEDED)} are needed`,
        'Make room there, or set STACK_DIR to a folder on another disk.',
      );
}

function memory() {
  const free = availableMemory();
  const sight = `${gigabytes(free)} of memory free`;
  return free >= MEMORY_NEEDED
    ? well(sight)
    : problem(`${sight}; ${gigabytes(MEMORY_NEEDED)} are needed`, 'End what takes much, or add swap.');
}

/** What Linux would give without swapping is more than what is unused. */
function availableMemory() {
  try {
    const [, kilobytes] = /^MemAvailable: +(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8')) ?? [];
    if (kilobytes) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux.
  }
  return freemem();
}

/** @param {number} bytes */
function gigabytes(bytes) {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
