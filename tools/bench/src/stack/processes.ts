import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sum } from '../numbers.js';
import type { NamedProcess } from '../taps/peers.js';

/** CPU milliseconds since the start of each named process, its children included. */
export type CpuTimes = ReadonlyMap<string, number>;

/** The kernel counts the time of processes in hundredths of a second. */
const MS_PER_TICK = 10;

/** The processes of a stack by the pid files in its folder; copies of a service have names of their own. */
export function processesOf(dir: string): NamedProcess[] {
  return readdirSync(join(dir, 'pids'))
    .filter((file) => file.endsWith('.pid'))
    .map((file) => ({
      name: basename(file, '.pid'),
      pid: Number(readFileSync(join(dir, 'pids', file), 'utf8')),
    }));
}

/** Reads the clocks of all of them at once. */
export function cpuTimes(processes: readonly NamedProcess[]): CpuTimes {
  const all = readAll();
  const named = new Set(processes.map(({ pid }) => pid));
  return new Map(processes.map(({ name, pid }) => [name, treeMs(pid, all, named)]));
}

/** How often the threads of each named process have waited for something since they began. */
export function waitsOf(processes: readonly NamedProcess[]): ReadonlyMap<string, number> {
  return new Map(processes.map(({ name, pid }) => [name, sum(threadsOf(pid).map(waitsOfThread))]));
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}/status`);
  } catch {
    return [];
  }
}

function waitsOfThread(status: string): number {
  try {
    return Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // it ended meanwhile
  }
}

/** What each process has used, or how often it has waited, between two readings. */
export function between(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): Map<string, number> {
  return new Map([...after].map(([name, ms]) => [name, ms - (before.get(name) ?? 0)]));
}

interface Clock {
  readonly parent: number;
  readonly ms: number;
}

/** A child that is named itself, as a service is below its supervisor, counts for itself alone. */
function treeMs(pid: number, all: ReadonlyMap<number, Clock>, named: ReadonlySet<number>): number {
  let ms = all.get(pid)?.ms ?? 0;
  for (const [child, { parent }] of all)
    if (parent === pid && !named.has(child)) ms += treeMs(child, all, named);
  return ms;
}

function readAll(): Map<number, Clock> {
  const clocks = new Map<number, Clock>();
  for (const entry of readdirSync('/proc')) {
    const clock = /^\d+$/.test(entry) ? clockOf(entry) : null;
    if (clock) clocks.set(Number(entry), clock);
  }
  return clocks;
}

/** Field numbers of /proc/<pid>/stat, counted behind the name, which may hold spaces and brackets itself. */
function clockOf(pid: string): Clock | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return { parent: Number(fields[1]), ms: ticks * MS_PER_TICK };
  } catch {
    return null; // it ended meanwhile
  }
}
