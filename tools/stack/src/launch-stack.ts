import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { REPOSITORY } from '../early/places.mjs';
import { freePort } from './ports.js';
import { logTail } from './processes/log-tail.js';
import { plantCrashPoint } from './services/crash-points.js';
import { readStackInfo, type StackInfo } from './stack-info.js';
import { waitUntil } from './wait-until.js';

const READY_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 45_000;

export interface StackWanted {
  readonly dir: string;
  /** Beside free ports and `SEED=none`. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface AttachedStack {
  /** What `stack.json` says now: pids change when processes start again. */
  info(): StackInfo;
  /** Pid of a process such as `identity`, `identity-2`, `rabbitmq` or `redis`; `identity` is its first copy. */
  pid(process: string): number;
  /** Kills a process as a crash would (SIGKILL) and gives the pid it had; the stack starts it again. */
  kill(process: string): number;
  /** The next start of a service's process dies at this crash point; the one after that does not. */
  plantCrash(process: string, point: string): void;
}

export interface RunningStack extends AttachedStack {
  stop(): Promise<void>;
}

/**
 * Starts a whole stack in a process of its own, on free ports, and waits until it is ready. It ends with
 * `stop()`, or when the process that launched it ends.
 */
export async function launchStack({ dir, env }: StackWanted): Promise<RunningStack> {
  const root = resolve(REPOSITORY, dir);
  mkdirSync(root, { recursive: true });
  const logFile = join(root, 'stack.log');
  const child = startSupervisor(logFile, { ...(await freePorts()), SEED: 'none', ...env, STACK_DIR: root });
  const infoFile = join(root, 'stack.json');
  const ready = await waitUntil(() => child.exitCode !== null || readStackInfo(infoFile)?.state === 'ready', {
    deadlineMs: READY_WITHIN_MS,
  });
  if (!ready || child.exitCode !== null) {
    await stopSupervisor(child);
    throw new Error(
      `The stack in ${root} did not become ready; its output ends with:\n${logTail(logFile, 40)}`,
    );
  }
  return { ...attachStack(root), stop: () => stopSupervisor(child) };
}

/** A stack that somebody else launched and will stop. */
export function attachStack(dir: string): AttachedStack {
  const pid = (name: string) => readPid(join(dir, 'pids'), name);
  return {
    info() {
      const info = readStackInfo(join(dir, 'stack.json'));
      if (info === null) throw new Error(`No stack runs in ${dir}; see ${join(dir, 'stack.log')}.`);
      return info;
    },
    pid,
    kill(name) {
      const killed = pid(name);
      process.kill(killed, 'SIGKILL');
      return killed;
    },
    plantCrash: (process, point) => plantCrashPoint(dir, process, point),
  };
}

function readPid(dir: string, name: string): number {
  const file = [name, `${name}-1`].map((copy) => join(dir, `${copy}.pid`)).find(existsSync);
  if (file === undefined)
    throw new Error(`No process of the stack is called ${name}: ${dir} has no such file.`);
  return Number(readFileSync(file, 'utf8'));
}

function startSupervisor(logFile: string, env: Readonly<Record<string, string>>): ChildProcess {
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, ['tools/stack/dist/main.js'], {
    cwd: REPOSITORY,
    env: { ...process.env, ...env },
    // The channel carries no message: that it closes tells the stack that its launcher is gone.
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  return child;
}

async function stopSupervisor(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const deadline = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await gone;
  clearTimeout(deadline);
}

async function freePorts(): Promise<Record<string, string>> {
  const [gateway, smtp, web] = await Promise.all([freePort(), freePort(), freePort()]);
  return { GATEWAY_PORT: String(gateway), MAIL_SMTP_PORT: String(smtp), MAIL_WEB_PORT: String(web) };
}
