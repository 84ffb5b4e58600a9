import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTENS = '0A';

/**
 * Who listens on a TCP port, in words such as `node (process 4711)`; null if the system does not tell.
 * @param {number} port
 * @returns {{ pid: number, words: string } | null}
 */
export function listenerOn(port) {
  const pid = process.platform === 'linux' ? listenerByProc(port) : listenerByLsof(port);
  return pid === null ? null : { pid, words: `${programOf(pid)} (process ${pid})` };
}

/** @param {number} port */
function listenerByProc(port) {
  const wanted = new Set(['tcp', 'tcp6'].flatMap((table) => socketsOn(port, table)));
  if (wanted.size === 0) return null;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return Number(pids.find((pid) => openFiles(pid).some((file) => wanted.has(file))) ?? 0) || null;
}

/** @param {number} port @param {string} table */
function socketsOn(port, table) {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return orEmpty(() => readFileSync(`/proc/net/${table}`, 'utf8').split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => local.endsWith(end) && state === LISTENS)
    .map((fields) => `socket:[${fields[9]}]`);
}

/** @param {string} pid */
function openFiles(pid) {
  return orEmpty(() => readdirSync(`/proc/${pid}/fd`)).flatMap((file) =>
    orEmpty(() => [readlinkSync(`/proc/${pid}/fd/${file}`)]),
  );
}

/** @param {number} port */
function listenerByLsof(port) {
  const { stdout } = spawnSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8' });
  return Number(stdout?.split('\n')[0]) || null;
}

/** @param {number} pid */
function programOf(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim().slice(0, 80) || 'a program';
}

/** A process may end, or belong to somebody else, while it is looked at. @param {() => string[]} read */
function orEmpty(read) {
  try {
    return read();
  } catch {
    return [];
  }
}
