import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { StackFolder } from '../folder/stack-folder.js';
import { writeAtomically } from '../folder/write-atomically.js';
import { processIdentity } from './process-identity.js';

interface Entry {
  readonly pid: number;
  readonly identity: string | null;
}

/**
 * The processes of a stack on disk: `pids/<name>.pid` for people and tests, and one list that also says when
 * each began, so that a stack whose supervisor was killed can be told from strangers with recycled pids.
 */
export class ProcessList {
  readonly #file: string;
  readonly #entries: Record<string, Entry>;

  constructor(private readonly folder: StackFolder) {
    this.#file = folder.path('processes.json');
    this.#entries = existsSync(this.#file)
      ? (JSON.parse(readFileSync(this.#file, 'utf8')) as Record<string, Entry>)
      : {};
  }

  began(name: string, pid: number): void {
    this.#entries[name] = { pid, identity: processIdentity(pid) };
    this.#save();
    writeAtomically(this.folder.pidFile(name), `${pid}\n`);
  }

  ended(name: string): void {
    delete this.#entries[name];
    this.#save();
    rmSync(this.folder.pidFile(name), { force: true });
  }

  /** Those of the list that still run. */
  alive(): { name: string; pid: number }[] {
    return Object.entries(this.#entries)
      .filter(([, { pid, identity }]) => identity !== null && processIdentity(pid) === identity)
      .map(([name, { pid }]) => ({ name, pid }));
  }

  names(): string[] {
    return Object.keys(this.#entries);
  }

  #save(): void {
    writeAtomically(this.#file, `${JSON.stringify(this.#entries, null, 2)}\n`);
  }
}
