import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeStackFolder, releaseLock, takeLock } from '../../early/folder.mjs';
import { writeAtomically } from './write-atomically.js';

/** The folder of one stack: its id, data, logs and pid files. One process works in it at a time. */
export class StackFolder {
  private constructor(
    readonly dir: string,
    /** Made once; everything on shared servers that belongs to this stack is named after it. */
    readonly id: string,
  ) {}

  /** Creates what is missing and takes the lock; throws if another stack has it. */
  static async open(dir: string): Promise<StackFolder> {
    makeStackFolder(dir);
    for (const folder of ['logs', 'pids']) mkdirSync(join(dir, folder), { recursive: true });
    await takeLock(dir);
    return new StackFolder(dir, keepId(join(dir, 'stack-id')));
  }

  path(...parts: string[]): string {
    return join(this.dir, ...parts);
  }

  /** A folder for the data of one server, made if missing. */
  dataDir(server: string): string {
    const dir = this.path(server);
    mkdirSync(dir, { recursive: true });
    return dir;
  }

  logFile(processName: string): string {
    return this.path('logs', `${processName}.log`);
  }

  pidFile(processName: string): string {
    return this.path('pids', `${processName}.pid`);
  }

  get infoFile(): string {
    return this.path('stack.json');
  }

  /** Which account is that of the operators, once there is one. */
  get operatorsFile(): string {
    return this.path('operators.json');
  }

  release(): void {
    rmSync(this.infoFile, { force: true });
    releaseLock(this.dir);
  }
}

function keepId(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const id = randomBytes(4).toString('hex');
  writeAtomically(file, `${id}\n`);
  return id;
}
