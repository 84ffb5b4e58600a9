import mongoose from 'mongoose';
import { Frames } from './frames.js';
import type { Journal, Sight } from './journal.js';
import type { Watcher } from './tap.js';

type Document = Record<string, unknown>;

const OP_MSG = 2013;
const HEADER = 16;
const READS = new Set(['find', 'aggregate', 'count']);
/** How the driver keeps a connection, not what a service asks for. */
const HOUSEKEEPING = new Set(['hello', 'isMaster', 'ismaster', 'endSessions', 'buildInfo', 'saslStart']);

/** Notes every command of one connection to MongoDB, with the time to its answer. */
export function watchMongo(journal: Journal, who: string): Watcher {
  const waiting = new Map<number, { sight: Sight; since: number }>();
  const sent = new Frames(messageLength, (message) => {
    const id = message.readInt32LE(4);
    const command = commandOf(message);
    if (!command) return;
    const { kind, what, detail } = describeCommand(command);
    const read = READS.has(kind) ? { command } : {};
    const sight = journal.note({ who, server: 'mongodb', kind, what, detail, ...read });
    waiting.set(id, { sight, since: performance.now() });
  });
  const answered = new Frames(messageLength, (message) => {
    const asked = waiting.get(message.readInt32LE(8));
    waiting.delete(message.readInt32LE(8));
    if (asked) asked.sight.tookMs = performance.now() - asked.since;
  });
  return { sent: (chunk) => sent.push(chunk), answered: (chunk) => answered.push(chunk) };
}

/** Whether the driver keeps its connection with it, and a service never asks for it. */
export const isHousekeeping = ({ server, kind }: Sight): boolean =>
  server === 'mongodb' && HOUSEKEEPING.has(kind);

function messageLength(bytes: Buffer): number | null {
  return bytes.length < 4 ? null : bytes.readInt32LE(0);
}

/** The command of an OP_MSG, with the documents that travel beside it put where they belong. */
function commandOf(message: Buffer): Document | null {
  if (message.readInt32LE(12) !== OP_MSG) return null;
  const flags = message.readUInt32LE(HEADER);
  const end = message.length - (flags & 1 ? 4 : 0);
  let command: Document = {};
  let at = HEADER + 4;
  while (at < end) {
    const kind = message.readUInt8(at);
    const length = message.readInt32LE(at + 1);
    const section = message.subarray(at + 1, at + 1 + length);
    if (kind === 0) command = { ...read(section), ...command };
    else Object.assign(command, sequenceOf(section));
    at += 1 + length;
  }
  return command;
}

/** A section of kind 1: a size, a name, and documents one after the other. */
function sequenceOf(section: Buffer): Document {
  const nameEnd = section.indexOf(0, 4);
  const name = section.toString('utf8', 4, nameEnd);
  const documents: Document[] = [];
  for (let at = nameEnd + 1; at < section.length; at += section.readInt32LE(at))
    documents.push(read(section.subarray(at, at + section.readInt32LE(at))));
  return { [name]: documents };
}

const read = (bytes: Buffer): Document => mongoose.mongo.BSON.deserialize(bytes);

/** A command in a line: its kind, its collection and the shapes of what it filters by and writes. */
function describeCommand(command: Document): { kind: string; what: string; detail?: string } {
  const kind = Object.keys(command).find((key) => !ENVELOPE.has(key)) ?? '?';
  // `{find: 'users'}`, but `{getMore: <cursor>, collection: 'users'}`.
  const named = kind === 'getMore' ? command['collection'] : command[kind];
  const target = typeof named === 'string' ? named : '';
  const words = [target, ...shapesOf(kind, command)].filter((word) => word !== '');
  return { kind, what: words.join(' '), detail: statementsOf(command) };
}

/** A sequence of documents may have been read before the command itself. */
const ENVELOPE = new Set(['documents', 'updates', 'deletes', '$db', 'lsid']);

function shapesOf(kind: string, command: Document): string[] {
  switch (kind) {
    case 'find':
    case 'count':
    case 'distinct':
      return [shape(command['filter'] ?? command['query'])];
    case 'aggregate':
      return [(command['pipeline'] as Document[]).map(shape).join(' ')];
    case 'findAndModify':
      return [shape(command['query']), arrow(command['update'])];
    case 'update':
      return unique((command['updates'] as Document[]).map(({ q, u }) => `${shape(q)} ${arrow(u)}`));
    case 'delete':
      return unique((command['deletes'] as Document[]).map(({ q }) => shape(q)));
    default:
      return [];
  }
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
const arrow = (update: unknown): string =>
  `→ ${Array.isArray(update) ? update.map(shape).join(' ') : shape(update)}`;

function statementsOf(command: Document): string | undefined {
  const batch = command['documents'] ?? command['updates'] ?? command['deletes'];
  return Array.isArray(batch) && batch.length > 1 ? `${batch.length} statements` : undefined;
}

/** Names of fields and operators, never a value: `{accountId, outboxAt: {$lt}}`. */
function shape(value: unknown): string {
  if (!isPlain(value)) return '';
  const fields = Object.entries(value).map(([name, inner]) => {
    const below = name.startsWith('$') && !LOGICAL.has(name) ? namesIn(inner) : shape(inner);
    return below === '' || below === '{}' ? name : `${name}: ${below}`;
  });
  return `{${fields.join(', ')}}`;
}

const LOGICAL = new Set(['$and', '$or', '$nor', '$not']);

/** What an operator of an update or a stage of a pipeline works on. */
function namesIn(value: unknown): string {
  return isPlain(value) ? `{${Object.keys(value).join(', ')}}` : '';
}

function isPlain(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
