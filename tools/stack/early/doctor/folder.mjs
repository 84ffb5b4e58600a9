import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeStackFolder, nearestFolder, ownerOf } from '../folder.mjs';
import { leftBehind } from '../left-behind.mjs';
import { infoFile } from '../stack-at-hand.mjs';
import { problem, toKnow, well } from './findings.mjs';

/** @typedef {import('./findings.mjs').Finding} Finding */

/**
 * The folder of a stack: whether it can be written, what runs from it, what a killed stack left.
 * @param {string} dir
 * @returns {Finding[]}
 */
export function examineFolder(dir) {
  try {
    makeStackFolder(nearestFolder(dir));
  } catch (error) {
    return [problem(`${dir} cannot hold a stack`, /** @type {Error} */ (error).message)];
  }
  const owner = ownerOf(dir);
  if (owner)
    return [toKnow(`A stack runs in ${dir}, process ${owner.pid}; npm run where says where everything is`)];
  const left = leftBehind(dir);
  if (left.length > 0) {
    const words = left.map(({ name, pid }) => `${name} (process ${pid})`).join(', ');
    return [
      problem(
        `A killed stack in ${dir} left running: ${words}`,
        'Run npm run reset, or npm start, which ends them first.',
      ),
    ];
  }
  if (existsSync(infoFile(dir)))
    return [
      problem(`${infoFile(dir)} speaks of a stack that runs no more`, 'Run npm start, or npm run reset.'),
    ];
  return [well(`No stack runs in ${dir}, and none left anything running`)];
}

/** Pids of what runs from the folder. @param {string} dir */
export function pidsOf(dir) {
  const pids = leftBehind(dir).map(({ pid }) => pid);
  return new Set([...pids, ...[ownerOf(dir)?.pid ?? []].flat()]);
}

/**
 * The last line of each log of the folder that tells of an error.
 * @param {string} dir
 * @returns {Finding[]}
 */
export function examineLogs(dir) {
  const logs = join(dir, 'logs');
  if (!existsSync(logs)) return [];
  const files = readdirSync(logs).filter((name) => name.endsWith('.log') && !name.endsWith('.previous.log'));
  const found = files.flatMap((name) => {
    const line = lastError(readFileSync(join(logs, name), 'utf8'));
    return line === null ? [] : [toKnow(`${join(logs, name)} says last:\n${line}`)];
  });
  return found.length > 0 || files.length === 0 ? found : [well('No log of the last run tells of an error')];
}

/** @param {string} text */
function lastError(text) {
  const line = text
    .split('\n')
    .findLast((each) => /"level":"(error|fatal)"|^\S*Error: |\[error\]/.test(each));
  if (line === undefined) return null;
  try {
    const { time, message, error } = JSON.parse(line);
    return [time, message, error?.message].filter(Boolean).join('  ').slice(0, 300);
  } catch {
    return line.slice(0, 300);
  }
}
