import { Fault } from '@seatkeeper/contracts';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Paper, ROWS_LIMIT, rowsOf } from './paper.js';

/** Node runs what was compiled; beside the sources as beside it, that is here. */
const WORKER = fileURLToPath(new URL('../dist/printing.worker.js', import.meta.url));

const USUAL = { atOnce: 1, waiting: 10, each: 3, patienceMs: 15_000 };

/**
 * Prints papers beside the calls of the process: each in a thread of its own, which ends with it. So one that takes too long, or too
 * much memory, is ended and nothing else is slowed down. One is printed at a time; of those that come meanwhile a few wait, of each
 * owner fewer, and more are refused as `busy` before anything is done for them.
 */
export class Press {
  private printing = 0;
  /** How many each owner has here. */
  private readonly owned = new Map<string, number>();
  private readonly queue: (() => void)[] = [];
  private readonly threads = new Set<Worker>();

  constructor(private readonly bounds: Partial<typeof USUAL> = {}) {}

  /** Rejects with `busy` when too many wait, and when it takes too long. */
  async print(paper: Paper, owner: string): Promise<Uint8Array> {
    if (rowsOf(paper) > ROWS_LIMIT)
      throw new Fault('too-large', `A document has ${ROWS_LIMIT} rows at most: take it as JSON.`);
    const { atOnce, waiting, each } = { ...USUAL, ...this.bounds };
    const owned = this.owned.get(owner) ?? 0;
    if (owned >= each || (this.printing >= atOnce && this.queue.length >= waiting))
      throw new Fault('busy', 'Too many documents are being made: try again in a moment.');
    this.owned.set(owner, owned + 1);
    try {
      return await this.inTurn(paper, atOnce);
    } finally {
      const left = (this.owned.get(owner) ?? 1) - 1;
      if (left > 0) this.owned.set(owner, left);
      else this.owned.delete(owner);
    }
  }

  private async inTurn(paper: Paper, atOnce: number): Promise<Uint8Array> {
    if (this.printing >= atOnce) {
      // Whoever ends hands its place on: nobody who comes in between can take it.
      await new Promise<void>((resolve) => this.queue.push(resolve));
    } else this.printing += 1;
    try {
      return await this.inThread(paper);
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.printing -= 1;
    }
  }

  /** Ends what is being printed; it is refused as `busy`. */
  async close(): Promise<void> {
    await Promise.all([...this.threads].map((thread) => thread.terminate()));
  }

  private inThread(paper: Paper): Promise<Uint8Array> {
    const { patienceMs } = { ...USUAL, ...this.bounds };
    const thread = new Worker(WORKER, {
      workerData: paper,
      // What stands in the settings of the process are secrets, which nothing here needs.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    this.threads.add(thread);
    const patience = setTimeout(() => void thread.terminate(), patienceMs);
    return new Promise<Uint8Array>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      // After a message this rejects what is resolved, which does nothing.
      thread.once('exit', () => reject(new Fault('busy', 'The document could not be made in time.')));
    }).finally(() => {
      clearTimeout(patience);
      this.threads.delete(thread);
    });
  }
}
