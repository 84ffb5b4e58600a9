/** Lets work on the same thing run one after the other in this process, which would only collide with itself. */
export class InTurn {
  /** The last work on each thing: the next one waits for it, however it ends. */
  private readonly last = new Map<string, Promise<void>>();

  /** Whether somebody is at it, or waits to be. */
  isAt(key: string): boolean {
    return this.last.has(key);
  }

  /** Does `work` when all that came before it for this key has ended; answers or rejects as it does. */
  async do<R>(key: string, work: () => Promise<R>): Promise<R> {
    const mine = (this.last.get(key) ?? Promise.resolve()).then(work);
    const ended = mine.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(key, ended);
    try {
      return await mine;
    } finally {
      if (this.last.get(key) === ended) this.last.delete(key);
    }
  }
}
