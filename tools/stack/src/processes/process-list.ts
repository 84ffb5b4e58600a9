import { rmSync } from 'node:fs';
import { type ProcessEntries, processesFile, readProcesses } from '../../early/left-behind.mjs';
import type { StackFolder } from '../folder/stack-folder.js';
import { writeAtomically } from '../folder/write-atomically.js';
import { processIdentity } from '../../early/process-identity.mjs';

/**
 * The processes of a stack on disk: `pids/<name>.pid` for people and tests, and one list that also says when
 * each began, so that a stack whose supervisor was killed can be told from strangers with recycled pids.
 */
export class ProcessList {
  readonly #entries: ProcessEntries;

  constructor(private readonly folder: StackFolder) {
    this.#entries = readProcesses(folder.dir);
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

  names(): string[] {
    return Object.keys(this.#entries);
  }

  #save(): void {
    writeAtomically(processesFile(this.folder.dir), `${JSON.stringify(this.#entries, null, 2)}\n`);
  }
}
