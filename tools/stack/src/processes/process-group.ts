import { existsSync, renameSync } from 'node:fs';
import { endLeftovers } from '../../early/leftovers.mjs';
import type { StackFolder } from '../folder/stack-folder.js';
import type { Note } from '../progress.js';
import { KeptProcess, type ProcessPlan } from './kept-process.js';
import { ProcessList } from './process-list.js';

/** In which order processes end: what uses others first. */
export type Rank = 'service' | 'server' | 'below-servers';
const ENDING: readonly Rank[] = ['service', 'server', 'below-servers'];

/** Everything a stack runs, with its logs and pid files. What is kept here ends with the stack, however that ends. */
export class ProcessGroup {
  readonly #members: { rank: Rank; process: KeptProcess }[] = [];
  readonly #list: ProcessList;
  #closed = false;
  /** Called whenever a pid has come or gone. */
  onChange: () => void = () => {};

  private constructor(
    private readonly folder: StackFolder,
    private readonly note: Note,
  ) {
    this.#list = new ProcessList(folder);
  }

  /** Ends what an earlier stack in this folder left running, then starts with no process. */
  static async open(folder: StackFolder, note: Note): Promise<ProcessGroup> {
    const group = new ProcessGroup(folder, note);
    await endLeftovers(folder.dir, note);
    for (const name of group.#list.names()) group.#list.ended(name);
    return group;
  }

  /** Starts a process and starts it again whenever it ends by itself. */
  keep(rank: Rank, plan: ProcessPlan): KeptProcess {
    if (this.#closed) throw new Error(`${plan.name} is not started: the stack is stopping.`);
    const logFile = this.folder.logFile(plan.name);
    if (existsSync(logFile)) renameSync(logFile, this.folder.logFile(`${plan.name}.previous`));
    const process = new KeptProcess(plan, logFile, {
      began: ({ name }, pid) => {
        this.#list.began(name, pid);
        this.onChange();
      },
      died: ({ name }, how, delayMs) => {
        this.note(delayMs === null ? `${name} ${how}` : `${name} ${how}; starting it again in ${delayMs} ms`);
        this.onChange();
      },
      ended: ({ name }) => this.#list.ended(name),
    });
    this.#members.push({ rank, process });
    process.start();
    return process;
  }

  /** Ends everything, users of servers before the servers. */
  async stop(): Promise<void> {
    this.#closed = true;
    for (const rank of ENDING) {
      const members = this.#members.filter((member) => member.rank === rank);
      await Promise.all(members.map(({ process }) => process.stop()));
    }
  }

  /** Ends everything at once, without a chance to finish anything. */
  kill(): void {
    this.#closed = true;
    for (const { process } of this.#members) process.kill();
  }
}
