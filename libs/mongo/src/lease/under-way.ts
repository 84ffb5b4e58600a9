/** Work this process is at, by the document it is done on: whoever wants the same meanwhile waits for the same end. */
export class UnderWay<R> {
  private readonly running = new Map<string, Promise<R>>();

  /** What is being done on a document; undefined when nothing is, also when it has just ended. */
  on(id: string): Promise<R> | undefined {
    return this.running.get(id);
  }

  /** Does `work`, and is found at it until it ends. */
  do(id: string, work: () => Promise<R>): Promise<R> {
    const running = work().finally(() => this.running.delete(id));
    this.running.set(id, running);
    return running;
  }
}
