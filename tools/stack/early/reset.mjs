import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { ownerOf } from './folder.mjs';

/** Where a stack keeps the addresses of the servers that it used last. */
export const USED_SERVERS = 'servers.json';

/**
 * Everything that a stack makes in its folder, and what it is. Nothing else there is touched: STACK_DIR may lead to a
 * folder that holds other things, and the usual one holds caches.
 */
const MADE = /** @type {const} */ ({
  mongodb: 'data of MongoDB',
  'mongodb-embedded': 'data of MongoDB',
  rabbitmq: 'data of RabbitMQ',
  redis: 'data of Redis',
  mail: 'mails',
  logs: 'logs',
  run: 'sockets',
  pids: 'pids',
  'processes.json': 'pids',
  'secrets.json': 'keys',
  'broker-secret': 'keys',
  'broker-users.json': 'users of RabbitMQ',
  'operators.json': 'which account is that of the operators',
  'ports.json': 'ports',
  'stack-id': 'name on shared servers',
  [USED_SERVERS]: 'addresses',
  'repl-history': 'what was typed in a repl',
  'stack.json': 'whereabouts',
  'stack.log': 'logs',
  'stack.lock': 'lock',
});

/** @typedef {{ name: string, what: string, bytes: number }} Kept */

/**
 * What a stack keeps in a folder; throws a sentence while one runs there.
 * @param {string} dir
 * @returns {Kept[]}
 */
export function keptIn(dir) {
  const owner = ownerOf(dir);
  if (owner)
    throw new CannotStart(
      `A stack runs in ${dir}: end it first, by Ctrl-C in its terminal or kill ${owner.pid}.`,
    );
  return Object.entries(MADE)
    .filter(([name]) => existsSync(join(dir, name)))
    .map(([name, what]) => ({ name, what, bytes: sizeOf(join(dir, name)) }));
}

/**
 * The stack's name on servers that others use too, and where those were; null if it has not got that far.
 * @param {string} dir
 * @returns {{ id: string, servers: { mongo: string, amqp: string, redis: string } } | null}
 */
export function placesElsewhere(dir) {
  try {
    const id = readFileSync(join(dir, 'stack-id'), 'utf8').trim();
    return { id, servers: JSON.parse(readFileSync(join(dir, USED_SERVERS), 'utf8')) };
  } catch {
    return null;
  }
}

/** @param {string} dir @param {readonly Kept[]} kept */
export function removeKept(dir, kept) {
  for (const { name } of kept) rmSync(join(dir, name), { recursive: true, force: true });
}

/** @param {string} path @returns {number} */
function sizeOf(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
