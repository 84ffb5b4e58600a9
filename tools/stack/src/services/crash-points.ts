import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileOf = (dir: string, process: string) => join(dir, 'crash-at', process);

/** The next start of a process of the stack in this folder dies where it passes the point; the start after that does not. */
export function plantCrashPoint(dir: string, process: string, point: string): void {
  mkdirSync(join(dir, 'crash-at'), { recursive: true });
  writeFileSync(fileOf(dir, process), point);
}

/** What was planted for a process that is about to start; each is taken once. */
export function takeCrashPoint(dir: string, process: string): Record<string, string> {
  const file = fileOf(dir, process);
  try {
    const point = readFileSync(file, 'utf8').trim();
    rmSync(file);
    return { CRASH_AT: point };
  } catch {
    return {};
  }
}
