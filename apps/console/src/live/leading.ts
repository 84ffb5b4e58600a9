/** What of the browser's locks is used here. */
export interface Locks {
  request(
    name: string,
    options: { readonly signal?: AbortSignal; readonly steal?: true },
    work: () => Promise<void>,
  ): Promise<void>;
}

/** Where a browser has none, as over http in a network of one's own: each tab is alone. */
export const NO_LOCKS: Locks = { request: (_name, _options, work) => work() };

/**
 * Does `work` while no other tab of the browser does that of the same name; its signal says when it is not this tab's any more. When a tab
 * is closed or crashes, another goes on.
 */
export class Leading {
  private readonly over = new AbortController();
  private current: AbortController | undefined;

  constructor(
    private readonly locks: Locks,
    private readonly name: string,
    private readonly work: (signal: AbortSignal) => Promise<void>,
  ) {
    void this.wait();
  }

  /** Takes it from the tab that has it, which does not answer. */
  steal(): void {
    if (!this.current && !this.over.signal.aborted) void this.request({ steal: true });
  }

  end(): void {
    this.over.abort();
    this.current?.abort();
  }

  private async wait(): Promise<void> {
    while (!this.over.signal.aborted) await this.request({ signal: this.over.signal });
  }

  private async request(options: { signal?: AbortSignal; steal?: true }): Promise<void> {
    let mine: AbortController | undefined;
    try {
      await this.locks.request(this.name, options, async () => {
        if (this.over.signal.aborted) return;
        mine = this.current = new AbortController();
        await this.work(mine.signal);
      });
    } catch {
      // Stolen, or not waited for any longer.
    } finally {
      mine?.abort();
      if (mine && this.current === mine) this.current = undefined;
    }
  }
}
